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
  uuid,
} from "drizzle-orm/pg-core";
import type { DifferenceKind } from "#lib/shadow/core/difference.ts";
import type { NotCompared, SourceKind } from "#lib/shadow/core/exchange.ts";
import type { RuleSet } from "#lib/shadow/core/rules.ts";
import { bytea } from "./bytea.ts";
import { pilots } from "./pilots.ts";

/** Exchanges are counted, not kept: what is here of each is an id for a while, and a share of the counts for ever. `hour` is the start of
 *  the hour of an exchange's own time, or a window's start within that hour (see shadow_windows), so that a window cuts exactly. */

const pilotId = () =>
  uuid("pilot_id")
    .notNull()
    .references(() => pilots.id);
const at = (name: string) => timestamp(name, { withTimezone: true });
const many = (name: string) => bigint(name, { mode: "number" });
const id = () => integer().primaryKey().generatedAlwaysAsIdentity();
const endpointId = () =>
  integer("endpoint_id")
    .notNull()
    .references(() => shadowEndpoints.id);
const sourceId = () =>
  integer("source_id")
    .notNull()
    .references(() => shadowSources.id);
const groupId = () =>
  integer("group_id")
    .notNull()
    .references(() => shadowGroups.id);

/** One row a pilot: locked by whoever records or decides, so that a rule counts from its acceptance on and numbers have no gaps. */
export const shadowPilots = pgTable("shadow_pilots", {
  pilotId: uuid("pilot_id")
    .primaryKey()
    .references(() => pilots.id),
  ruleVersion: integer("rule_version").notNull().default(0),
  sources: integer().notNull().default(0),
  groups: integer().notNull().default(0),
});

export const shadowSources = pgTable(
  "shadow_sources",
  {
    id: id(),
    pilotId: pilotId(),
    number: integer().notNull(),
    kind: text().$type<SourceKind>().notNull(),
    name: text().notNull(),
    createdAt: at("created_at").notNull(),
  },
  (t) => [
    unique("shadow_sources_number").on(t.pilotId, t.number),
    unique("shadow_sources_once").on(t.pilotId, t.kind, t.name),
    check("shadow_sources_kind", sql`${t.kind} in ('mirrored', 'ingested', 'replayed', 'simulated')`),
  ],
);

/** How pairs are compared and what is taken out of them before they are kept; a version once written is never changed. */
export const shadowRuleSets = pgTable(
  "shadow_rule_sets",
  {
    pilotId: pilotId(),
    version: integer().notNull(),
    set: jsonb().$type<RuleSet>().notNull(),
    /** Paths of secrets beside those that are always replaced: `$.login.pin`, `$..badge`. */
    secrets: jsonb().$type<string[]>().notNull(),
    change: text().notNull(),
    why: text().notNull(),
    by: text().notNull(),
    at: at("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.pilotId, t.version] })],
);

/** `mergedInto`: a more general template covers this one; what was counted here is counted there. */
export const shadowEndpoints = pgTable(
  "shadow_endpoints",
  {
    id: id(),
    pilotId: pilotId(),
    name: text().notNull(),
    mergedInto: integer("merged_into"),
    firstSeenAt: at("first_seen_at").notNull(),
  },
  (t) => [unique("shadow_endpoints_name").on(t.pilotId, t.name)],
);

/** What parity is asked about; the newest counts. */
export const shadowWindows = pgTable(
  "shadow_windows",
  {
    id: uuid().primaryKey(),
    pilotId: pilotId(),
    from: at("from").notNull(),
    to: at("to"),
    /** The candidate's version that begins here, where that is why. */
    version: text(),
    why: text().notNull(),
    by: text().notNull(),
    at: at("at").notNull(),
  },
  (t) => [index("shadow_windows_pilot").on(t.pilotId, t.at)],
);

/** Which exchanges were counted already. `key`: from pilot and exchange id. */
export const shadowExchanges = pgTable(
  "shadow_exchanges",
  {
    key: uuid().primaryKey(),
    n: many("n").notNull().generatedAlwaysAsIdentity(),
    arrivedAt: at("arrived_at").notNull(),
  },
  (t) => [index("shadow_exchanges_arrived").using("brin", t.arrivedAt)],
);

/** Compared exchanges by the combination of groups that they differ in: parity stays exact whatever is decided about a group. */
export const shadowOutcomeHours = pgTable(
  "shadow_outcome_hours",
  {
    endpointId: endpointId(),
    sourceId: sourceId(),
    hour: at("hour").notNull(),
    /** Ids, ascending; empty: alike. */
    groups: integer().array().notNull(),
    n: many("n").notNull(),
  },
  (t) => [primaryKey({ columns: [t.endpointId, t.hour, t.sourceId, t.groups] })],
);

export const shadowNotComparedHours = pgTable(
  "shadow_not_compared_hours",
  {
    endpointId: endpointId(),
    sourceId: sourceId(),
    hour: at("hour").notNull(),
    reason: text().$type<NotCompared>().notNull(),
    n: many("n").notNull(),
  },
  (t) => [primaryKey({ columns: [t.endpointId, t.hour, t.sourceId, t.reason] })],
);

/** How often a rule made a difference not count. Ignored is never matched. */
export const shadowIgnoredHours = pgTable(
  "shadow_ignored_hours",
  {
    endpointId: endpointId(),
    sourceId: sourceId(),
    hour: at("hour").notNull(),
    rule: text().notNull(),
    n: many("n").notNull(),
  },
  (t) => [primaryKey({ columns: [t.endpointId, t.hour, t.sourceId, t.rule] })],
);

/** Both systems' latency on the same requests. Histograms are encoded by `lib/platform/core/histogram.ts`. */
export const shadowLatencyHours = pgTable(
  "shadow_latency_hours",
  {
    endpointId: endpointId(),
    sourceId: sourceId(),
    hour: at("hour").notNull(),
    legacy: bytea().notNull(),
    candidate: bytea().notNull(),
    n: many("n").notNull(),
    legacyErrors: many("legacy_errors").notNull(),
    candidateErrors: many("candidate_errors").notNull(),
    legacySumMs: doublePrecision("legacy_sum_ms").notNull(),
    candidateSumMs: doublePrecision("candidate_sum_ms").notNull(),
  },
  (t) => [primaryKey({ columns: [t.endpointId, t.hour, t.sourceId] })],
);

/** When exchanges came in, beside their own times. */
export const shadowArrivalHours = pgTable(
  "shadow_arrival_hours",
  {
    sourceId: sourceId(),
    hour: at("hour").notNull(),
    n: many("n").notNull(),
    earliestAt: at("earliest_at").notNull(),
    latestAt: at("latest_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.sourceId, t.hour] })],
);

/** What ten thousand mismatches have in common. `n` counts exchanges. */
export const shadowGroups = pgTable(
  "shadow_groups",
  {
    id: id(),
    /** From pilot, endpoint, path, kind and shape. */
    key: uuid().notNull().unique(),
    pilotId: pilotId(),
    number: integer().notNull(),
    endpointId: endpointId(),
    path: text().notNull(),
    kind: text().$type<DifferenceKind>().notNull(),
    shape: text().notNull(),
    n: many("n").notNull(),
    firstAt: at("first_at").notNull(),
    lastAt: at("last_at").notNull(),
    firstArrivedAt: at("first_arrived_at").notNull(),
    lastArrivedAt: at("last_arrived_at").notNull(),
    /** Its endpoint is counted with another one, and this with the other's group: nothing is counted here any more. */
    foldedInto: integer("folded_into"),
  },
  (t) => [unique("shadow_groups_number").on(t.pilotId, t.number)],
);

export const shadowGroupHours = pgTable(
  "shadow_group_hours",
  {
    groupId: groupId(),
    sourceId: sourceId(),
    hour: at("hour").notNull(),
    n: many("n").notNull(),
  },
  (t) => [primaryKey({ columns: [t.groupId, t.hour, t.sourceId] })],
);
