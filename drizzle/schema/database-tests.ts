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
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import type { Plan, Scan } from "#lib/database-tests/core/plan.ts";
import type { Values } from "#lib/database-tests/core/statement.ts";
import type { TestSummary } from "#lib/database-tests/core/summary.ts";
import { pilots } from "./pilots.ts";

/** Named statements timed on a database: what was asked for, frozen, and what was measured. */

const tstzAt = (name: string) => timestamp(name, { withTimezone: true });

/** A test's texts by name; a version once written is never changed. */
export const databaseTestTexts = pgTable(
  "database_test_texts",
  {
    id: uuid().primaryKey(),
    pilotId: uuid("pilot_id")
      .notNull()
      .references(() => pilots.id),
    name: text().notNull(),
    version: integer().notNull(),
    text: text().notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: tstzAt("created_at").notNull(),
  },
  (t) => [unique("database_test_texts_number").on(t.pilotId, t.name, t.version)],
);

/** One time that a test's statements are carried out. State moves queued, running, ended; only `outcome` says how it ended. */
export const databaseTests = pgTable(
  "database_tests",
  {
    id: uuid().primaryKey(),
    pilotId: uuid("pilot_id")
      .notNull()
      .references(() => pilots.id),
    number: integer().notNull(),
    textId: uuid("text_id")
      .notNull()
      .references(() => databaseTestTexts.id),
    /** By its name in gantry.yaml: its address is never kept here. */
    database: text().notNull(),
    environment: text({ enum: ["practice", "test", "staging", "production"] }).notNull(),
    timeLimitMs: integer("time_limit_ms").notNull(),
    /** Which PostgreSQL answered. */
    server: text(),
    state: text({ enum: ["queued", "running", "ended"] }).notNull(),
    outcome: text({ enum: ["completed", "stopped", "interrupted", "refused", "failed"] }),
    /** How it ended, in one sentence. */
    endedSentence: text("ended_sentence"),
    summary: jsonb().$type<TestSummary>(),
    requestedBy: text("requested_by").notNull(),
    requestedAt: tstzAt("requested_at").notNull(),
    startedAt: tstzAt("started_at"),
    endedAt: tstzAt("ended_at"),
    stopRequestedAt: tstzAt("stop_requested_at"),
    stopRequestedBy: text("stop_requested_by"),
    stopReason: text("stop_reason"),
    runnerId: text("runner_id"),
    leaseUntil: tstzAt("lease_until"),
  },
  (t) => [
    unique("database_tests_number_once_a_pilot").on(t.pilotId, t.number),
    index("database_tests_open").on(t.state).where(sql`${t.state} <> 'ended'`),
    check("database_tests_outcome_when_ended", sql`(${t.state} = 'ended') = (${t.outcome} is not null)`),
  ],
);

/** A statement of a test: each time it was carried out, and the plan of one more. */
export const databaseTestStatements = pgTable(
  "database_test_statements",
  {
    testId: uuid("test_id")
      .notNull()
      .references(() => databaseTests.id),
    place: smallint().notNull(),
    name: text().notNull(),
    sql: text().notNull(),
    /** Bound in turn, one set an execution; empty where it has no parameters. */
    values: jsonb().$type<Values>().notNull(),
    runs: integer().notNull(),
    limitMs: doublePrecision("limit_ms"),
    warnMs: doublePrecision("warn_ms"),
    /** In the order they were carried out; the one to warm up is not among them. */
    timesMs: doublePrecision("times_ms").array().notNull(),
    /** Of the last execution. */
    rows: bigint({ mode: "number" }),
    bytes: bigint({ mode: "number" }),
    /** The plan's own measure of its execution. */
    planMs: doublePrecision("plan_ms"),
    plan: jsonb().$type<Plan>(),
    scans: jsonb().$type<Scan[]>().notNull(),
    isRunning: boolean("is_running").notNull().default(false),
    ending: text({ enum: ["done", "over-time", "refused", "failed"] }),
    /** What went wrong, in one sentence; of one that is done, why it has no plan. */
    wrong: text(),
  },
  (t) => [primaryKey({ columns: [t.testId, t.place] })],
);

/** Each time that somebody asked for the practice database, with how far it is. The newest counts. */
export const practiceDatabases = pgTable(
  "practice_databases",
  {
    id: uuid().primaryKey(),
    pilotId: uuid("pilot_id")
      .notNull()
      .references(() => pilots.id),
    state: text({ enum: ["queued", "making", "ready", "failed", "gone"] }).notNull(),
    /** What is being done, and how many parts of how many are done. */
    part: text().notNull(),
    done: integer().notNull(),
    parts: integer().notNull(),
    wrong: text(),
    sizeBytes: bigint("size_bytes", { mode: "number" }),
    requestedBy: text("requested_by").notNull(),
    requestedAt: tstzAt("requested_at").notNull(),
    endedAt: tstzAt("ended_at"),
    runnerId: text("runner_id"),
    leaseUntil: tstzAt("lease_until"),
  },
  (t) => [index("practice_databases_newest").on(t.requestedAt)],
);
