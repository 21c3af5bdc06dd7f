import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { SystemMetrics } from "#lib/pilots/core/system-metrics.ts";
import { users } from "./access.ts";

/** A launch on one site: everything the product records belongs to a pilot. */
export const pilots = pgTable(
  "pilots",
  {
    id: uuid().primaryKey(),
    slug: text().notNull().unique(),
    name: text().notNull(),
    site: text().notNull(),
    timeZone: text("time_zone").notNull(),
    /** Its systems are the practice plant; shown as practice everywhere. */
    practice: boolean().notNull().default(false),
    /** When the new system takes over: both or neither. */
    windowFrom: timestamp("window_from", { withTimezone: true }),
    windowTo: timestamp("window_to", { withTimezone: true }),
    /** Days of the site's calendar. */
    programmeFrom: date("programme_from", { mode: "string" }),
    programmeTo: date("programme_to", { mode: "string" }),
    shifts: jsonb()
      .$type<{ name: string; weekdays: number[]; from: string; to: string }[]>()
      .notNull()
      .default(sql`'[]'::jsonb`),
    /** Endpoints that have to be covered before parity says anything, such as `GET /api/v1/lots/*`. */
    parityScope: jsonb("parity_scope").$type<string[]>().notNull().default(sql`'[]'::jsonb`),
    /** Raised by each change; whoever saves on an older one is told what changed. */
    version: integer().notNull().default(1),
    archivedAt: timestamp("archived_at", { withTimezone: true }),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    check(
      "pilots_window",
      sql`(${t.windowFrom} is null) = (${t.windowTo} is null) and ${t.windowFrom} < ${t.windowTo}`,
    ),
    check(
      "pilots_programme",
      sql`(${t.programmeFrom} is null) = (${t.programmeTo} is null) and ${t.programmeFrom} <= ${t.programmeTo}`,
    ),
  ],
);

/** What a pilot may reach. Nothing is reached that is not named here. */
export const systems = pgTable(
  "systems",
  {
    id: uuid().primaryKey(),
    pilotId: uuid("pilot_id")
      .notNull()
      .references(() => pilots.id),
    name: text().notNull(),
    baseUrl: text("base_url").notNull(),
    environment: text({ enum: ["practice", "test", "staging", "production"] }).notNull(),
    role: text({ enum: ["legacy", "new", "other"] }).notNull(),
    reason: text().notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    version: integer().notNull().default(1),
    /** Which of its own figures load runs read; null until somebody chose. */
    metrics: jsonb().$type<SystemMetrics>(),
    /** Nothing reaches it any more; past runs keep its name. */
    removedAt: timestamp("removed_at", { withTimezone: true }),
  },
  (t) => [
    uniqueIndex("systems_name_once_a_pilot").on(t.pilotId, t.name).where(sql`${t.removedAt} is null`),
    check("systems_environment", sql`${t.environment} in ('practice', 'test', 'staging', 'production')`),
    check("systems_role", sql`${t.role} in ('legacy', 'new', 'other')`),
  ],
);

/** Whether a system answers, as the keeper last saw it: data, not events. */
export const systemChecks = pgTable("system_checks", {
  systemId: uuid("system_id")
    .primaryKey()
    .references(() => systems.id),
  /** The address that was looked at; after a move the old answer says nothing. */
  baseUrl: text("base_url").notNull(),
  addresses: jsonb().$type<string[]>().notNull(),
  answers: boolean().notNull(),
  /** Since when it answers, or since when it does not. */
  since: timestamp({ withTimezone: true }).notNull(),
  checkedAt: timestamp("checked_at", { withTimezone: true }).notNull(),
  latencyMs: doublePrecision("latency_ms"),
  why: text(),
});

/** An admin's leave for one load run against one production system, until `expiresAt`; used up by the run that takes it. */
export const productionUnlocks = pgTable(
  "production_unlocks",
  {
    id: uuid().primaryKey(),
    systemId: uuid("system_id")
      .notNull()
      .references(() => systems.id),
    reason: text().notNull(),
    grantedBy: text("granted_by").notNull(),
    grantedAt: timestamp("granted_at", { withTimezone: true }).notNull(),
    expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
    usedByRunId: uuid("used_by_run_id"),
    withdrawnAt: timestamp("withdrawn_at", { withTimezone: true }),
  },
  (t) => [index("production_unlocks_system").on(t.systemId, t.expiresAt)],
);

/** What a person is to do in a pilot: one row a person and duty. `station` says which one an owner answers for, and is empty else. */
export const pilotDuties = pgTable(
  "pilot_duties",
  {
    id: uuid().primaryKey(),
    pilotId: uuid("pilot_id")
      .notNull()
      .references(() => pilots.id),
    personId: uuid("person_id")
      .notNull()
      .references(() => users.id),
    duty: text({ enum: ["station-owner", "decider", "product-owner", "verifier"] }).notNull(),
    station: text().notNull().default(""),
    givenBy: text("given_by").notNull(),
    givenAt: timestamp("given_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    unique("pilot_duties_once").on(t.pilotId, t.personId, t.duty, t.station),
    check("pilot_duties_duty", sql`${t.duty} in ('station-owner', 'decider', 'product-owner', 'verifier')`),
    check("pilot_duties_station", sql`(${t.duty} = 'station-owner') = (${t.station} <> '')`),
  ],
);
