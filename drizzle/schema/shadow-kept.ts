import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { pilots } from "./pilots.ts";
import { shadowEndpoints, shadowGroups, shadowSources } from "./shadow.ts";

/** What is kept of single exchanges, for a while: a few whole pairs a group, small rows of what differed; and what people said, for ever. */

const tstzAt = (name: string) => timestamp(name, { withTimezone: true });

/** What differed, without bodies: shows what a rule would swallow. `exchange` is its number in shadow_exchanges. */
export const shadowDifferences = pgTable(
  "shadow_differences",
  {
    groupId: integer("group_id").notNull(),
    exchange: bigint({ mode: "number" }).notNull(),
    at: tstzAt("at").notNull(),
    arrivedAt: tstzAt("arrived_at").notNull(),
    place: text().notNull(),
    legacy: text(),
    candidate: text(),
  },
  (t) => [
    index("shadow_differences_group").on(t.groupId, t.at),
    index("shadow_differences_arrived").using("brin", t.arrivedAt),
  ],
);

/** Exchanges kept whole, secrets replaced. With where they were counted, so that one can be taken out of the count. */
export const shadowPairs = pgTable(
  "shadow_pairs",
  {
    id: uuid().primaryKey(),
    /** Its key in shadow_exchanges. */
    key: uuid().notNull().unique(),
    pilotId: uuid("pilot_id")
      .notNull()
      .references(() => pilots.id),
    endpointId: integer("endpoint_id")
      .notNull()
      .references(() => shadowEndpoints.id),
    sourceId: integer("source_id")
      .notNull()
      .references(() => shadowSources.id),
    hour: tstzAt("hour").notNull(),
    groups: integer().array().notNull(),
    at: tstzAt("at").notNull(),
    arrivedAt: tstzAt("arrived_at").notNull(),
    bytes: integer().notNull(),
    /** JSON, as text: jsonb holds no U+0000. */
    exchange: text().notNull(),
    /** As they are under `ruleVersion`. */
    differences: text().notNull(),
    ruleVersion: integer("rule_version").notNull(),
    /** Which groups it differs in under `ruleVersion`. */
    groupsNow: integer("groups_now").array().notNull(),
  },
  (t) => [index("shadow_pairs_pilot").on(t.pilotId, t.id)],
);

/** Which pairs a group keeps: its first, and the newest. */
export const shadowGroupPairs = pgTable(
  "shadow_group_pairs",
  {
    groupId: integer("group_id")
      .notNull()
      .references(() => shadowGroups.id),
    pairId: uuid("pair_id")
      .notNull()
      .references(() => shadowPairs.id, { onDelete: "cascade" }),
    at: tstzAt("at").notNull(),
    bytes: integer().notNull(),
    first: boolean().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.groupId, t.pairId] }),
    index("shadow_group_pairs_newest").on(t.groupId, t.at),
    index("shadow_group_pairs_pair").on(t.pairId),
  ],
);

/** What the two systems call the same things, as answers taught it. `n` orders them: the oldest go first when there are too many. */
export const shadowIds = pgTable(
  "shadow_ids",
  {
    pilotId: uuid("pilot_id")
      .notNull()
      .references(() => pilots.id),
    legacy: text().notNull(),
    type: text().notNull(),
    /** A JSON token, so that a number stays a number. */
    candidate: text().notNull(),
    n: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
  },
  (t) => [primaryKey({ columns: [t.pilotId, t.legacy, t.type] }), index("shadow_ids_newest").on(t.pilotId, t.n)],
);

/** What people said about a group or a single exchange, in order; the standing is computed from it. Append-only: taking back is an act. */
export const shadowActs = pgTable(
  "shadow_acts",
  {
    id: uuid().primaryKey(),
    n: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    pilotId: uuid("pilot_id")
      .notNull()
      .references(() => pilots.id),
    groupId: integer("group_id").references(() => shadowGroups.id),
    /** Of a single exchange: its key in shadow_exchanges. */
    exchangeKey: uuid("exchange_key"),
    act: jsonb().$type<Readonly<Record<string, unknown>>>().notNull(),
    byId: text("by_id").notNull(),
    by: text().notNull(),
    at: tstzAt("at").notNull(),
  },
  (t) => [index("shadow_acts_pilot").on(t.pilotId, t.n), index("shadow_acts_group").on(t.groupId, t.n)],
);

/** Kept pairs compared anew under a version of the rules, a step at a time; `cursor` is the last pair that was done. */
export const shadowRecompares = pgTable(
  "shadow_recompares",
  {
    pilotId: uuid("pilot_id")
      .notNull()
      .references(() => pilots.id),
    version: integer().notNull(),
    total: integer().notNull(),
    done: integer().notNull().default(0),
    changed: integer().notNull().default(0),
    cursor: uuid(),
    startedAt: tstzAt("started_at").notNull(),
    endedAt: tstzAt("ended_at"),
  },
  (t) => [
    primaryKey({ columns: [t.pilotId, t.version] }),
    index("shadow_recompares_open").on(t.pilotId).where(sql`${t.endedAt} is null`),
  ],
);
