import { sql } from "drizzle-orm";
import { bigint, check, index, integer, jsonb, pgTable, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";
import type { DecisionAct, StationAct } from "#lib/launch/core/calls.ts";
import type { Snapshot } from "#lib/launch/core/snapshot.ts";
import { pilots } from "./pilots.ts";

/** The plan of a launch, who called what on which evidence, and how the day went. */

const tstzAt = (name: string) => timestamp(name, { withTimezone: true });
const pilotId = () =>
  uuid("pilot_id")
    .notNull()
    .references(() => pilots.id);

/** One row a pilot, made with the first change of its plan. */
export const launchPlans = pgTable("launch_plans", {
  pilotId: uuid("pilot_id")
    .primaryKey()
    .references(() => pilots.id),
  /** In the order of the board. */
  stations: text().array().notNull(),
  /** Whom the plan asks for, in words; who holds a duty stands in `pilot_duties`. */
  wanted: jsonb().$type<{ duty: string; station: string; who: string }[]>().notNull().default(sql`'[]'::jsonb`),
  version: integer().notNull().default(1),
});

export const launchRisks = pgTable(
  "launch_risks",
  {
    id: uuid().primaryKey(),
    pilotId: pilotId(),
    position: integer().notNull(),
    risk: text().notNull(),
    mitigation: text().notNull(),
    fallback: text().notNull(),
    owner: text().notNull(),
    version: integer().notNull().default(1),
    removedAt: tstzAt("removed_at"),
  },
  (t) => [index("launch_risks_pilot").on(t.pilotId)],
);

/** What is to be done on a day before the launch, or in its sequence. `programme`: by day; `sequence`: by minute from the beginning of the
 *  window; `hypercare`: by minute after it. */
export const launchSteps = pgTable(
  "launch_steps",
  {
    id: uuid().primaryKey(),
    pilotId: pilotId(),
    part: text({ enum: ["programme", "sequence", "hypercare"] }).notNull(),
    position: integer().notNull(),
    /** Minutes from the beginning of the go-live window, negative before it; of the programme whole days. */
    offsetMinutes: integer("offset_minutes").notNull(),
    title: text().notNull(),
    owner: text().notNull(),
    /** What cannot be undone after it; empty where it can. */
    pointOfNoReturn: text("point_of_no_return").notNull().default(""),
    /** A list that must hold before the step may be done. */
    checklistId: uuid("checklist_id"),
    version: integer().notNull().default(1),
    startedAt: tstzAt("started_at"),
    startedBy: text("started_by"),
    doneAt: tstzAt("done_at"),
    doneBy: text("done_by"),
    /** Said when it was done, or why it was left out. */
    says: text(),
    leftOut: text("left_out"),
    removedAt: tstzAt("removed_at"),
  },
  (t) => [
    index("launch_steps_pilot").on(t.pilotId),
    check("launch_steps_part", sql`${t.part} in ('programme', 'sequence', 'hypercare')`),
  ],
);

/** Holds of the launch clock: the sequence stops, the wall clock does not. */
export const clockHolds = pgTable(
  "clock_holds",
  {
    id: uuid().primaryKey(),
    pilotId: pilotId(),
    reason: text().notNull(),
    fromAt: tstzAt("from_at").notNull(),
    by: text().notNull(),
    untilAt: tstzAt("until_at"),
    endedBy: text("ended_by"),
    says: text(),
  },
  (t) => [index("clock_holds_pilot").on(t.pilotId)],
);

/** A poll over a frozen snapshot of the evidence. */
export const polls = pgTable(
  "polls",
  {
    id: uuid().primaryKey(),
    pilotId: pilotId(),
    number: integer().notNull(),
    openedBy: text("opened_by").notNull(),
    openedAt: tstzAt("opened_at").notNull(),
    closedAt: tstzAt("closed_at"),
    closedBy: text("closed_by"),
    closedSentence: text("closed_sentence"),
  },
  (t) => [unique("polls_number").on(t.pilotId, t.number)],
);

/** The evidence as it stood when a poll was opened, and each time it moved while it was open. Never changed. */
export const launchSnapshots = pgTable(
  "launch_snapshots",
  {
    n: bigint({ mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
    id: uuid().notNull().unique(),
    pilotId: pilotId(),
    pollId: uuid("poll_id")
      .notNull()
      .references(() => polls.id),
    content: jsonb().$type<Snapshot>().notNull(),
    /** SHA-256 of the canonical text of `content`, hex. */
    sha256: text().notNull(),
    at: tstzAt("at").notNull(),
  },
  (t) => [index("launch_snapshots_poll").on(t.pollId, t.n)],
);

/** Calls of stations, and what became of them: never changed, never removed. */
export const stationActs = pgTable(
  "station_acts",
  {
    n: bigint({ mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
    id: uuid().notNull().unique(),
    pilotId: pilotId(),
    station: text().notNull(),
    pollId: uuid("poll_id").references(() => polls.id),
    act: jsonb().$type<StationAct>().notNull(),
    byId: text("by_id").notNull(),
    by: text().notNull(),
    at: tstzAt("at").notNull(),
  },
  (t) => [index("station_acts_pilot").on(t.pilotId, t.n)],
);

/** Signatures under a launch decision, and their end: never changed, never removed. */
export const decisionActs = pgTable(
  "decision_acts",
  {
    n: bigint({ mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
    id: uuid().notNull().unique(),
    pilotId: pilotId(),
    pollId: uuid("poll_id")
      .notNull()
      .references(() => polls.id),
    act: jsonb().$type<DecisionAct>().notNull(),
    byId: text("by_id").notNull(),
    by: text().notNull(),
    at: tstzAt("at").notNull(),
  },
  (t) => [index("decision_acts_poll").on(t.pollId, t.n)],
);

/** A rehearsal of the way back, as somebody recorded it: never changed; one recorded by mistake is withdrawn. */
export const rehearsals = pgTable(
  "rehearsals",
  {
    id: uuid().primaryKey(),
    pilotId: pilotId(),
    number: integer().notNull(),
    rehearsedAt: tstzAt("rehearsed_at").notNull(),
    durationSeconds: integer("duration_seconds").notNull(),
    environment: text({ enum: ["practice", "test", "staging", "production"] }).notNull(),
    says: text().notNull(),
    fileId: uuid("file_id"),
    recordedBy: text("recorded_by").notNull(),
    recordedAt: tstzAt("recorded_at").notNull(),
    withdrawnAt: tstzAt("withdrawn_at"),
    withdrawnBy: text("withdrawn_by"),
    withdrawnWhy: text("withdrawn_why"),
  },
  (t) => [unique("rehearsals_number").on(t.pilotId, t.number)],
);

/** What happened after the launch: incidents with their end, notes, handovers between shifts, and the lines of the review. */
export const launchNotes = pgTable(
  "launch_notes",
  {
    id: uuid().primaryKey(),
    pilotId: pilotId(),
    kind: text({ enum: ["incident", "note", "handover", "review"] }).notNull(),
    text: text().notNull(),
    /** Of an incident. */
    severity: text({ enum: ["low", "high", "critical"] }),
    /** Of a handover. */
    toPerson: text("to_person"),
    by: text().notNull(),
    at: tstzAt("at").notNull(),
    endedAt: tstzAt("ended_at"),
    endedBy: text("ended_by"),
    endedSays: text("ended_says"),
  },
  (t) => [
    index("launch_notes_pilot").on(t.pilotId, t.at),
    check("launch_notes_kind", sql`${t.kind} in ('incident', 'note', 'handover', 'review')`),
  ],
);
