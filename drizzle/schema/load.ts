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
import type { Objectives } from "#lib/load/core/criterion.ts";
import type { ErrorKind } from "#lib/load/core/frame.ts";
import type { Only } from "#lib/load/core/part-of-scenario.ts";
import type { Profile } from "#lib/load/core/profile.ts";
import type { RunSummary } from "#lib/load/core/run-view.ts";
import type { Verdict } from "#lib/load/core/verdict.ts";
import { bytea } from "./bytea.ts";
import { pilots, systems } from "./pilots.ts";

export const scenarios = pgTable(
  "scenarios",
  {
    id: uuid().primaryKey(),
    pilotId: uuid("pilot_id")
      .notNull()
      .references(() => pilots.id),
    name: text().notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (t) => [unique("scenarios_name_once_a_pilot").on(t.pilotId, t.name)],
);

/** A scenario's texts; a version once written is never changed. */
export const scenarioVersions = pgTable(
  "scenario_versions",
  {
    id: uuid().primaryKey(),
    scenarioId: uuid("scenario_id")
      .notNull()
      .references(() => scenarios.id),
    version: integer().notNull(),
    text: text().notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (t) => [unique("scenario_versions_number").on(t.scenarioId, t.version)],
);

/** A load run with its frozen inputs. State moves queued, starting, running, finishing, ended; only `outcome` says how it ended. */
export const runs = pgTable(
  "runs",
  {
    id: uuid().primaryKey(),
    pilotId: uuid("pilot_id")
      .notNull()
      .references(() => pilots.id),
    /** What people say: run 42 of the pilot. */
    number: integer().notNull(),
    name: text().notNull(),
    /** load: many users, a verdict by objectives; smoke: one user, every expectation on a list. */
    kind: text({ enum: ["load", "smoke"] })
      .notNull()
      .default("load"),
    /** What of the scenario is sent; null where all of it. */
    only: jsonb().$type<Only>(),
    /** Smoke runs: how often all steps are sent. */
    passes: smallint(),
    /** The set that gave the criteria, as "name, version 3"; null where they were given with the run. */
    objectiveSet: text("objective_set"),
    scenarioVersionId: uuid("scenario_version_id")
      .notNull()
      .references(() => scenarioVersions.id),
    profile: jsonb().$type<Profile>().notNull(),
    objectives: jsonb().$type<Objectives>().notNull(),
    systemId: uuid("system_id")
      .notNull()
      .references(() => systems.id),
    /** As the system stood when the run was asked for. */
    systemName: text("system_name").notNull(),
    baseUrl: text("base_url").notNull(),
    environment: text({ enum: ["practice", "test", "staging", "production"] }).notNull(),
    seed: integer().notNull(),
    /** Asked for as evidence for a launch; tries never are. */
    countsForLaunch: boolean("counts_for_launch").notNull().default(false),
    /** Found and checked by the runner at the start; the load goes to these and nowhere else. */
    addresses: text().array(),
    state: text({ enum: ["queued", "starting", "running", "finishing", "ended"] }).notNull(),
    outcome: text({ enum: ["completed", "stopped", "aborted", "interrupted", "refused"] }),
    /** How it ended, in one sentence. */
    endedSentence: text("ended_sentence"),
    verdict: jsonb().$type<Verdict>(),
    /** The run's figures at its end, as the list shows them. */
    summary: jsonb().$type<RunSummary>(),
    requestedBy: text("requested_by").notNull(),
    requestedAt: timestamp("requested_at", { withTimezone: true }).notNull(),
    /** Second 0 begins here. */
    startedAt: timestamp("started_at", { withTimezone: true }),
    endedAt: timestamp("ended_at", { withTimezone: true }),
    stopRequestedAt: timestamp("stop_requested_at", { withTimezone: true }),
    stopRequestedBy: text("stop_requested_by"),
    stopReason: text("stop_reason"),
    runnerId: text("runner_id"),
    /** Where the runner is that took it; stays when it has ended. */
    runnerHost: text("runner_host"),
    leaseUntil: timestamp("lease_until", { withTimezone: true }),
  },
  (t) => [
    unique("runs_number_once_a_pilot").on(t.pilotId, t.number),
    index("runs_open").on(t.state).where(sql`${t.state} <> 'ended'`),
    check("runs_outcome_when_ended", sql`(${t.state} = 'ended') = (${t.outcome} is not null)`),
  ],
);

/** A stored second of a run: the generator's figures. A row once written is never changed; its figures move on into a block. */
export const runSeconds = pgTable(
  "run_seconds",
  {
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id),
    second: integer().notNull(),
    planned: integer().notNull(),
    sent: integer().notNull(),
    dropped: integer().notNull(),
    ended: integer().notNull(),
    inFlight: integer("in_flight").notNull(),
    waiting: integer().notNull(),
    users: integer().notNull(),
    userMsPlanned: doublePrecision("user_ms_planned").notNull(),
    userMsActive: doublePrecision("user_ms_active").notNull(),
    redrawn: integer().notNull(),
    retried: integer().notNull(),
    lateness: bytea().notNull(),
    late: integer().notNull(),
    loopUtilisation: doublePrecision("loop_utilisation").notNull(),
    loopDelayMsP99: doublePrecision("loop_delay_ms_p99").notNull(),
    cpuCores: doublePrecision("cpu_cores").notNull(),
    stealRatio: doublePrecision("steal_ratio").notNull(),
    saturated: boolean().notNull(),
    storedAt: timestamp("stored_at", { withTimezone: true }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.second] })],
);

/** One step's figures of one stored second. Histograms are encoded by `lib/load/core/histogram.ts`. */
export const runStepSeconds = pgTable(
  "run_step_seconds",
  {
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id),
    second: integer().notNull(),
    step: smallint().notNull(),
    ok: integer().notNull(),
    failed: jsonb().$type<Partial<Record<ErrorKind, number>>>().notNull(),
    bytesIn: bigint("bytes_in", { mode: "number" }).notNull(),
    bytesOut: bigint("bytes_out", { mode: "number" }).notNull(),
    latency: bytea().notNull(),
    service: bytea().notNull(),
    latencySumMs: doublePrecision("latency_sum_ms").notNull(),
    latencyMaxMs: doublePrecision("latency_max_ms").notNull(),
    over: integer().array().notNull(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.second, t.step] })],
);

/** Two minutes of stored seconds, deflated: `lib/load/core/second-block.ts`. A second stands in its block, or as a row, or for a moment in both
 *  with the same figures; the block counts. */
export const runBlocks = pgTable(
  "run_blocks",
  {
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id),
    /** Covers the seconds [piece × 120, piece × 120 + 120). */
    piece: integer().notNull(),
    /** Seconds in it, and the newest of them. */
    seconds: integer().notNull(),
    lastSecond: integer("last_second").notNull(),
    frames: bytea().notNull(),
    /** The chart's points, folded from these frames and those of the piece before, by this version of the fold. */
    points: bytea().notNull(),
    foldVersion: smallint("fold_version").notNull(),
    storedAt: timestamp("stored_at", { withTimezone: true }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.piece] })],
);

/** Of a run that goes on: its figures so far, folded up to a second, so that nobody who opens it has to read it from its beginning. */
export const runCheckpoints = pgTable("run_checkpoints", {
  runId: uuid("run_id")
    .primaryKey()
    .references(() => runs.id),
  throughSecond: integer("through_second").notNull(),
  foldVersion: smallint("fold_version").notNull(),
  state: bytea().notNull(),
  storedAt: timestamp("stored_at", { withTimezone: true }).notNull(),
});

/** At most three kept examples of each kind of error; secrets are replaced before they get here. */
export const runExamples = pgTable(
  "run_examples",
  {
    id: uuid().primaryKey(),
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id),
    second: integer().notNull(),
    step: smallint().notNull(),
    kind: text().$type<ErrorKind>().notNull(),
    detail: text().notNull(),
    request: text().notNull(),
    answer: text().notNull(),
  },
  (t) => [index("run_examples_run").on(t.runId)],
);

/** What people wrote while watching, at a second of the run. */
export const runNotes = pgTable(
  "run_notes",
  {
    id: uuid().primaryKey(),
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id),
    second: integer().notNull(),
    text: text().notNull(),
    writtenBy: text("written_by").notNull(),
    writtenAt: timestamp("written_at", { withTimezone: true }).notNull(),
  },
  (t) => [index("run_notes_run").on(t.runId)],
);

/** Runners and the keeper say here that they are alive. */
export const heartbeats = pgTable("heartbeats", {
  id: text().primaryKey(),
  role: text({ enum: ["runner", "keeper"] }).notNull(),
  host: text().notNull(),
  pid: integer().notNull(),
  beatAt: timestamp("beat_at", { withTimezone: true }).notNull(),
});
