import {
  bigint,
  boolean,
  doublePrecision,
  foreignKey,
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
import type { LevelFigures } from "#lib/load/core/level-fold.ts";
import type { Check } from "#lib/load/core/pass.ts";
import type { ChosenFigure } from "#lib/pilots/core/system-metrics.ts";
import { runs, scenarios, scenarioVersions } from "./load.ts";
import { pilots } from "./pilots.ts";

/** CSV files as they were given, each text once a pilot. */
export const dataFiles = pgTable(
  "data_files",
  {
    pilotId: uuid("pilot_id")
      .notNull()
      .references(() => pilots.id),
    sha256: text().notNull(),
    text: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.pilotId, t.sha256] })],
);

/** The data files of a scenario's version, by the names that the scenario uses. */
export const scenarioFiles = pgTable(
  "scenario_files",
  {
    scenarioVersionId: uuid("scenario_version_id")
      .notNull()
      .references(() => scenarioVersions.id),
    name: text().notNull(),
    pilotId: uuid("pilot_id").notNull(),
    sha256: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.scenarioVersionId, t.name] }),
    foreignKey({ columns: [t.pilotId, t.sha256], foreignColumns: [dataFiles.pilotId, dataFiles.sha256] }),
  ],
);

/** Limits that runs share, under a name. */
export const objectiveSets = pgTable(
  "objective_sets",
  {
    id: uuid().primaryKey(),
    pilotId: uuid("pilot_id")
      .notNull()
      .references(() => pilots.id),
    name: text().notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (t) => [unique("objective_sets_name_once_a_pilot").on(t.pilotId, t.name)],
);

/** A set's texts; a version once written is never changed. */
export const objectiveSetVersions = pgTable(
  "objective_set_versions",
  {
    id: uuid().primaryKey(),
    setId: uuid("set_id")
      .notNull()
      .references(() => objectiveSets.id),
    version: integer().notNull(),
    text: text().notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (t) => [unique("objective_set_versions_number").on(t.setId, t.version)],
);

/** A level of a run, with its figures and what they say, written when it has ended. */
export const runLevels = pgTable(
  "run_levels",
  {
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id),
    level: smallint().notNull(),
    figures: jsonb().$type<LevelFigures>().notNull(),
    storedAt: timestamp("stored_at", { withTimezone: true }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.level] })],
);

/** What one user's pass through the steps showed: each request with its answer (capped, secrets replaced) and what was expected of it. */
export const runChecks = pgTable(
  "run_checks",
  {
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id),
    pass: integer().notNull(),
    /** Order within the pass. */
    place: smallint().notNull(),
    step: text().notNull(),
    status: smallint(),
    latencyMs: doublePrecision("latency_ms"),
    holds: boolean().notNull(),
    checks: jsonb().$type<Check[]>().notNull(),
    request: text().notNull(),
    answer: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.pass, t.place] })],
);

/** The run against which others of the same scenario, load and environment are held. */
export const runBaselines = pgTable(
  "run_baselines",
  {
    pilotId: uuid("pilot_id")
      .notNull()
      .references(() => pilots.id),
    scenarioId: uuid("scenario_id")
      .notNull()
      .references(() => scenarios.id),
    /** The same load gives the same key. */
    profileKey: text("profile_key").notNull(),
    environment: text({ enum: ["practice", "test", "staging", "production"] }).notNull(),
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id),
    setBy: text("set_by").notNull(),
    setAt: timestamp("set_at", { withTimezone: true }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.pilotId, t.scenarioId, t.profileKey, t.environment] })],
);

/** An address of a run's target that shows figures, and how reading it went. */
export const runTargetSources = pgTable(
  "run_target_sources",
  {
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id),
    source: smallint().notNull(),
    address: text().notNull(),
    asked: integer().notNull().default(0),
    failed: integer().notNull().default(0),
    /** Of the last that failed. */
    why: text(),
    readAt: timestamp("read_at", { withTimezone: true }),
  },
  (t) => [primaryKey({ columns: [t.runId, t.source] })],
);

/** The figures of the target that a run reads, as they were chosen when it began. */
export const runTargetSeries = pgTable(
  "run_target_series",
  {
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id),
    series: smallint().notNull(),
    source: smallint().notNull(),
    chosen: jsonb().$type<Omit<ChosenFigure, "address">>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.series] })],
);

/** One figure of the target's own, read from its metrics at a moment of a run; null where it could not be read. */
export const runTargetFigures = pgTable(
  "run_target_figures",
  {
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id),
    /** Of `run_target_series`. */
    series: smallint().notNull(),
    atMs: bigint("at_ms", { mode: "number" }).notNull(),
    value: doublePrecision(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.series, t.atMs] })],
);

/** A table of what so many replicas carry, filled from runs that people name. */
export const capacityTables = pgTable(
  "capacity_tables",
  {
    id: uuid().primaryKey(),
    pilotId: uuid("pilot_id")
      .notNull()
      .references(() => pilots.id),
    name: text().notNull(),
    addedBy: text("added_by").notNull(),
    addedAt: timestamp("added_at", { withTimezone: true }).notNull(),
  },
  (t) => [unique("capacity_tables_name_once_a_pilot").on(t.pilotId, t.name)],
);

/** A row names a run; its figures are read from that run each time. Only what the run did not measure may be typed, and then says by whom. */
export const capacityRows = pgTable(
  "capacity_rows",
  {
    id: uuid().primaryKey(),
    tableId: uuid("table_id")
      .notNull()
      .references(() => capacityTables.id, { onDelete: "cascade" }),
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id),
    replicas: integer().notNull(),
    label: text().notNull(),
    /** 0 to 1. */
    typedCpuRatio: doublePrecision("typed_cpu_ratio"),
    typedMemoryRatio: doublePrecision("typed_memory_ratio"),
    addedBy: text("added_by").notNull(),
    addedAt: timestamp("added_at", { withTimezone: true }).notNull(),
  },
  (t) => [unique("capacity_rows_run_once").on(t.tableId, t.runId)],
);
