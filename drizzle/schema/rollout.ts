import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  doublePrecision,
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
import type { RolloutAct } from "#lib/rollout/core/acts.ts";
import type { SwitchServer } from "#lib/rollout/core/driver.ts";
import type { RolloutPlan } from "#lib/rollout/core/plan.ts";
import { pilots } from "./pilots.ts";

/** How traffic goes over to the new system, and back. */

const tstzAt = (name: string) => timestamp(name, { withTimezone: true });
const pilotId = () =>
  uuid("pilot_id")
    .notNull()
    .references(() => pilots.id);

/** One row a pilot, made with the first plan. */
export const rolloutPlans = pgTable("rollout_plans", {
  pilotId: uuid("pilot_id")
    .primaryKey()
    .references(() => pilots.id),
  plan: jsonb().$type<RolloutPlan>().notNull(),
  version: integer().notNull().default(1),
});

/** A cut-over or a drill of it, with the plan it began with. */
export const rollouts = pgTable(
  "rollouts",
  {
    id: uuid().primaryKey(),
    pilotId: pilotId(),
    number: integer().notNull(),
    kind: text({ enum: ["cut-over", "drill"] }).notNull(),
    /** Of the switch; a drill on practice counts in the practice pilot only. */
    environment: text({ enum: ["practice", "test", "staging", "production"] }).notNull(),
    plan: jsonb().$type<RolloutPlan>().notNull(),
    startedBy: text("started_by").notNull(),
    startedAt: tstzAt("started_at").notNull(),
    endedAt: tstzAt("ended_at"),
    endedHow: text("ended_how", { enum: ["over", "back", "abandoned"] }),
    /** The process that carries it, until then: nobody else touches the switch for it. */
    carriedBy: text("carried_by"),
    carriedUntil: tstzAt("carried_until"),
  },
  (t) => [
    unique("rollouts_number").on(t.pilotId, t.number),
    uniqueIndex("rollouts_one_open").on(t.pilotId).where(sql`${t.endedAt} is null`),
    check("rollouts_kind", sql`${t.kind} in ('cut-over', 'drill')`),
  ],
);

/** What was done and found: never changed, never removed. */
export const rolloutActs = pgTable(
  "rollout_acts",
  {
    n: bigint({ mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
    id: uuid().notNull().unique(),
    pilotId: pilotId(),
    rolloutId: uuid("rollout_id")
      .notNull()
      .references(() => rollouts.id),
    act: jsonb().$type<RolloutAct>().notNull(),
    byId: text("by_id").notNull(),
    by: text().notNull(),
    at: tstzAt("at").notNull(),
  },
  (t) => [index("rollout_acts_rollout").on(t.rolloutId, t.n), index("rollout_acts_pilot").on(t.pilotId, t.n)],
);

/** What a pilot's switch does, as the keeper last read it: data, not events. */
export const switchReadings = pgTable("switch_readings", {
  pilotId: uuid("pilot_id")
    .primaryKey()
    .references(() => pilots.id),
  switch: text().notNull(),
  newPercent: doublePrecision("new_percent"),
  servers: jsonb().$type<SwitchServer[]>().notNull(),
  raw: text().notNull(),
  /** Of the closed list, and a sentence; null when it was read. */
  error: text(),
  says: text(),
  /** When it last answered. */
  readAt: tstzAt("read_at"),
  triedAt: tstzAt("tried_at").notNull(),
});

/** How both systems did, every few seconds while a rollout goes on and for a day after. */
export const rolloutVitals = pgTable(
  "rollout_vitals",
  {
    pilotId: pilotId(),
    side: text({ enum: ["legacy", "new"] }).notNull(),
    at: tstzAt("at").notNull(),
    requests: doublePrecision(),
    errorRatio: doublePrecision("error_ratio"),
    latencyMsP99: doublePrecision("latency_ms_p99"),
    /** Why there is nothing, where there is nothing. */
    why: text(),
  },
  (t) => [primaryKey({ columns: [t.pilotId, t.side, t.at] })],
);

/** What was written to the new system since the cut-over, and what became of it. */
export const writtenSince = pgTable(
  "written_since",
  {
    id: uuid().primaryKey(),
    pilotId: pilotId(),
    rolloutId: uuid("rollout_id")
      .notNull()
      .references(() => rollouts.id),
    /** What the new system calls it. */
    key: text().notNull(),
    /** What the legacy system calls it, where the id map knows. */
    legacyKey: text("legacy_key"),
    what: text().notNull(),
    /** The exchange it was seen in by a mirror; empty where the new system was asked. */
    exchange: text().notNull().default(""),
    writtenAt: tstzAt("written_at").notNull(),
    state: text({ enum: ["open", "carried-over", "not-needed"] })
      .notNull()
      .default("open"),
    says: text(),
    by: text(),
    at: tstzAt("at"),
  },
  (t) => [
    unique("written_since_once").on(t.rolloutId, t.key, t.writtenAt, t.exchange),
    index("written_since_pilot").on(t.pilotId),
  ],
);
