import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import type { ItemAct } from "#lib/checklist/core/acts.ts";
import type { ItemRule } from "#lib/checklist/core/item.ts";
import { bytea } from "./bytea.ts";
import { pilots } from "./pilots.ts";

/** Lists of checks, what people and probes said about them, and what they showed. */

const tstzAt = (name: string) => timestamp(name, { withTimezone: true });

/** A list belongs to a pause point: work stops there until the list holds. */
export const checklists = pgTable(
  "checklists",
  {
    id: uuid().primaryKey(),
    pilotId: uuid("pilot_id")
      .notNull()
      .references(() => pilots.id),
    name: text().notNull(),
    pausePoint: text("pause_point", {
      enum: ["before-load", "before-shadow", "pre-launch", "launch-day", "after-launch"],
    }).notNull(),
    position: integer().notNull(),
    version: integer().notNull().default(1),
    /** When a lead opened its pause point; null before. */
    openedAt: tstzAt("opened_at"),
    openedBy: text("opened_by"),
    removedAt: tstzAt("removed_at"),
  },
  (t) => [
    index("checklists_pilot").on(t.pilotId),
    check(
      "checklists_pause_point",
      sql`${t.pausePoint} in ('before-load', 'before-shadow', 'pre-launch', 'launch-day', 'after-launch')`,
    ),
  ],
);

/** A check as it stands now. `ruleVersion` rises with each change of what it asks for. */
export const checklistItems = pgTable(
  "checklist_items",
  {
    id: uuid().primaryKey(),
    pilotId: uuid("pilot_id")
      .notNull()
      .references(() => pilots.id),
    checklistId: uuid("checklist_id")
      .notNull()
      .references(() => checklists.id),
    position: integer().notNull(),
    station: text().notNull(),
    title: text().notNull(),
    /** What to look at, and what has to be seen. */
    asks: text().notNull(),
    isKiller: boolean("is_killer").notNull(),
    needsVerification: boolean("needs_verification").notNull(),
    /** How long an answer or a probe's result counts; null: for ever. */
    validForSeconds: integer("valid_for_seconds"),
    owner: text().notNull().default(""),
    rule: jsonb().$type<ItemRule>().notNull(),
    ruleVersion: integer("rule_version").notNull().default(1),
    removedAt: tstzAt("removed_at"),
  },
  (t) => [index("checklist_items_pilot").on(t.pilotId), index("checklist_items_list").on(t.checklistId)],
);

/** What was said about an item: never changed, never removed. */
export const itemActs = pgTable(
  "item_acts",
  {
    n: bigint({ mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
    id: uuid().notNull().unique(),
    pilotId: uuid("pilot_id")
      .notNull()
      .references(() => pilots.id),
    itemId: uuid("item_id")
      .notNull()
      .references(() => checklistItems.id),
    /** The rule of the item that it was said about. */
    ruleVersion: integer("rule_version").notNull(),
    act: jsonb().$type<ItemAct>().notNull(),
    byId: text("by_id").notNull(),
    by: text().notNull(),
    at: tstzAt("at").notNull(),
  },
  (t) => [index("item_acts_item").on(t.itemId, t.n), index("item_acts_pilot").on(t.pilotId, t.n)],
);

/** Files shown as evidence: stored with what they are and their SHA-256. */
export const evidenceFiles = pgTable(
  "evidence_files",
  {
    id: uuid().primaryKey(),
    pilotId: uuid("pilot_id")
      .notNull()
      .references(() => pilots.id),
    name: text().notNull(),
    mediaType: text("media_type").notNull(),
    bytes: integer().notNull(),
    sha256: text().notNull(),
    content: bytea().notNull(),
    byId: text("by_id").notNull(),
    by: text().notNull(),
    at: tstzAt("at").notNull(),
  },
  (t) => [index("evidence_files_pilot").on(t.pilotId, t.at)],
);

/** Where each probe stands: one row a probe item, made when the keeper first sees it. */
export const probeStates = pgTable("probe_states", {
  itemId: uuid("item_id")
    .primaryKey()
    .references(() => checklistItems.id),
  /** Of the result below; an older one says nothing about the rule of now. */
  ruleVersion: integer("rule_version").notNull(),
  outcome: text({ enum: ["good", "failed", "no-answer"] }),
  /** Raised whenever its outcome changes, and when a result comes after the last one had expired: a GO over an earlier one is void, even
   *  where nobody was there to see the change. */
  turn: integer().notNull().default(0),
  /** Since when it has this outcome. */
  since: tstzAt("since"),
  says: text(),
  at: tstzAt("at"),
  /** The last time it was good. */
  goodAt: tstzAt("good_at"),
  /** Taken by a keeper until then: nobody else runs it. */
  claimedUntil: tstzAt("claimed_until"),
  claimedBy: text("claimed_by"),
  nextAt: tstzAt("next_at"),
  /** A person asked for it now. */
  askedAt: tstzAt("asked_at"),
  askedBy: text("asked_by"),
});

/** What a probe saw, newest kept: raw output capped in size, secrets replaced. */
export const probeResults = pgTable(
  "probe_results",
  {
    n: bigint({ mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
    itemId: uuid("item_id")
      .notNull()
      .references(() => checklistItems.id),
    ruleVersion: integer("rule_version").notNull(),
    outcome: text({ enum: ["good", "failed", "no-answer"] }).notNull(),
    says: text().notNull(),
    raw: text().notNull(),
    latencyMs: doublePrecision("latency_ms").notNull(),
    at: tstzAt("at").notNull(),
    /** A person's name where one asked for it. */
    askedBy: text("asked_by"),
  },
  (t) => [index("probe_results_item").on(t.itemId, t.n)],
);

/** Items whose list a template brought, once: a second start from the same one adds nothing. */
export const planTemplates = pgTable(
  "plan_templates",
  {
    pilotId: uuid("pilot_id")
      .notNull()
      .references(() => pilots.id),
    template: text().notNull(),
    at: tstzAt("at").notNull(),
    by: text().notNull(),
  },
  (t) => [unique("plan_templates_once").on(t.pilotId, t.template)],
);
