import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { TrainingAct } from "#lib/training/core/acts.ts";
import type { Texts } from "#lib/training/core/language.ts";
import type { ModuleStep } from "#lib/training/core/module.ts";
import { pilots } from "./pilots.ts";

/** Who has to be trained in what, who was, and what was signed. */

const tstzAt = (name: string) => timestamp(name, { withTimezone: true });
const pilotId = () =>
  uuid("pilot_id")
    .notNull()
    .references(() => pilots.id);

export const trainingModules = pgTable(
  "training_modules",
  {
    id: uuid().primaryKey(),
    pilotId: pilotId(),
    /** "M3"; once a pilot. */
    code: text().notNull(),
    position: integer().notNull(),
    /** Number of its newest version. */
    newest: integer().notNull().default(1),
    removedAt: tstzAt("removed_at"),
  },
  (t) => [unique("training_modules_code").on(t.pilotId, t.code)],
);

/** What a module asks for: never changed, never removed. */
export const moduleVersions = pgTable(
  "module_versions",
  {
    n: bigint({ mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
    id: uuid().notNull().unique(),
    pilotId: pilotId(),
    moduleId: uuid("module_id")
      .notNull()
      .references(() => trainingModules.id),
    number: integer().notNull(),
    minutes: integer().notNull(),
    name: jsonb().$type<Texts>().notNull(),
    steps: jsonb().$type<ModuleStep[]>().notNull(),
    statement: jsonb().$type<Texts>().notNull(),
    /** Days; null: for ever. */
    validForDays: integer("valid_for_days"),
    /** Roles for which sign-offs on earlier versions are due again. */
    dueForRoles: text("due_for_roles").array().notNull(),
    byId: text("by_id").notNull(),
    by: text().notNull(),
    at: tstzAt("at").notNull(),
  },
  (t) => [unique("module_versions_number").on(t.moduleId, t.number), index("module_versions_pilot").on(t.pilotId, t.n)],
);

/** People without an account: they sign with badge and PIN. */
export const operators = pgTable(
  "operators",
  {
    id: uuid().primaryKey(),
    pilotId: pilotId(),
    badge: text().notNull(),
    name: text().notNull(),
    /** Name of a shift of the pilot; empty: none. */
    shift: text().notNull().default(""),
    roles: text().array().notNull(),
    language: text({ enum: ["en", "de"] })
      .notNull()
      .default("en"),
    isChampion: boolean("is_champion").notNull().default(false),
    version: integer().notNull().default(1),
    removedAt: tstzAt("removed_at"),
  },
  (t) => [
    uniqueIndex("operators_badge_once").on(t.pilotId, t.badge).where(sql`${t.removedAt} is null`),
    check("operators_language", sql`${t.language} in ('en', 'de')`),
  ],
);

/** One row an operator who has set a PIN. A wrong try is counted before the PIN is looked at. */
export const operatorPins = pgTable("operator_pins", {
  operatorId: uuid("operator_id")
    .primaryKey()
    .references(() => operators.id),
  /** Slow hash of the peppered PIN. */
  hash: text().notNull(),
  /** Number of the pepper in `keys`. */
  pepperNumber: integer("pepper_number").notNull(),
  /** Since the last right one. */
  wrong: integer().notNull().default(0),
  lockedAt: tstzAt("locked_at"),
  setAt: tstzAt("set_at").notNull(),
});

/** Which modules a role needs. */
export const roleRequirements = pgTable(
  "role_requirements",
  {
    pilotId: pilotId(),
    role: text().notNull(),
    moduleId: uuid("module_id")
      .notNull()
      .references(() => trainingModules.id),
  },
  (t) => [primaryKey({ columns: [t.pilotId, t.role, t.moduleId] })],
);

export const trainingSessions = pgTable(
  "training_sessions",
  {
    id: uuid().primaryKey(),
    pilotId: pilotId(),
    /** TS-031 */
    number: integer().notNull(),
    moduleVersionId: uuid("module_version_id")
      .notNull()
      .references(() => moduleVersions.id),
    trainerId: uuid("trainer_id").notNull(),
    trainer: text().notNull(),
    place: text().notNull(),
    plannedFrom: tstzAt("planned_from").notNull(),
    plannedTo: tstzAt("planned_to").notNull(),
    openedAt: tstzAt("opened_at"),
    closedAt: tstzAt("closed_at"),
    calledOffAt: tstzAt("called_off_at"),
    version: integer().notNull().default(1),
  },
  (t) => [
    unique("training_sessions_number").on(t.pilotId, t.number),
    check("training_sessions_time", sql`${t.plannedFrom} < ${t.plannedTo}`),
  ],
);

/** Who is expected in a session, or came without. */
export const sessionOperators = pgTable(
  "session_operators",
  {
    sessionId: uuid("session_id")
      .notNull()
      .references(() => trainingSessions.id),
    operatorId: uuid("operator_id")
      .notNull()
      .references(() => operators.id),
    bookedAt: tstzAt("booked_at").notNull(),
    bookedBy: text("booked_by").notNull(),
  },
  (t) => [primaryKey({ columns: [t.sessionId, t.operatorId] }), index("session_operators_operator").on(t.operatorId)],
);

/** What was said and signed in a session: never changed, never removed. The id may be the device's own, so that what is sent twice is there
 *  once. */
export const trainingActs = pgTable(
  "training_acts",
  {
    n: bigint({ mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
    id: uuid().notNull().unique(),
    pilotId: pilotId(),
    sessionId: uuid("session_id")
      .notNull()
      .references(() => trainingSessions.id),
    /** Null: about the session. */
    operatorId: uuid("operator_id").references(() => operators.id),
    act: jsonb().$type<TrainingAct>().notNull(),
    byId: text("by_id").notNull(),
    by: text().notNull(),
    at: tstzAt("at").notNull(),
  },
  (t) => [
    index("training_acts_session").on(t.sessionId, t.n),
    index("training_acts_operator").on(t.operatorId, t.n),
    index("training_acts_pilot").on(t.pilotId, t.n),
  ],
);

/** A tablet that is handed round in a session. Only the token's SHA-256 is kept. */
export const kiosks = pgTable(
  "kiosks",
  {
    id: uuid().primaryKey(),
    tokenHash: text("token_hash").notNull().unique(),
    pilotId: pilotId(),
    sessionId: uuid("session_id")
      .notNull()
      .references(() => trainingSessions.id),
    openedBy: text("opened_by").notNull(),
    openedById: uuid("opened_by_id").notNull(),
    openedAt: tstzAt("opened_at").notNull(),
    expiresAt: tstzAt("expires_at").notNull(),
    closedAt: tstzAt("closed_at"),
    lastSeenAt: tstzAt("last_seen_at").notNull(),
    /** Wrong PINs and passwords typed on it, and since when they are being forgiven. */
    wrong: integer().notNull().default(0),
    wrongSince: tstzAt("wrong_since"),
  },
  (t) => [index("kiosks_session").on(t.sessionId)],
);

/** What a kiosk sent and what became of it: a second sending of the same id gets the same answer. Nothing sealed is kept. */
export const kioskArrivals = pgTable(
  "kiosk_arrivals",
  {
    /** The device's own. */
    id: uuid().primaryKey(),
    kioskId: uuid("kiosk_id")
      .notNull()
      .references(() => kiosks.id),
    sessionId: uuid("session_id").notNull(),
    operatorId: uuid("operator_id"),
    kind: text({ enum: ["pin-set", "signed", "declined", "trainer-signed"] }).notNull(),
    /** Null while it is being judged; then `signed`, or why not. */
    result: text(),
    /** SHA-256 of what was signed. */
    sha256: text(),
    sealedAt: tstzAt("sealed_at"),
    arrivedAt: tstzAt("arrived_at").notNull(),
    judgedAt: tstzAt("judged_at"),
  },
  (t) => [index("kiosk_arrivals_session").on(t.sessionId, t.arrivedAt)],
);
