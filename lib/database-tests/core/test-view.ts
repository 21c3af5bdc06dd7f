import type { Environment } from "#lib/platform/core/environment.ts";
import type { ToldDatabase } from "#lib/platform/core/timed-database.ts";
import type { Figures, VerdictKind } from "./judge.ts";
import type { PlanLine, Scan } from "./plan.ts";
import type { TestOutcome, TestState } from "./statement.ts";
import type { TestSummary } from "./summary.ts";

/** What the pages get. Times are ISO 8601 in UTC. */

export type TestRow = {
  id: string;
  number: number;
  name: string;
  version: number;
  database: string;
  environment: Environment;
  state: TestState;
  outcome: TestOutcome | null;
  summary: TestSummary | null;
  requestedBy: string;
  requestedAt: string;
  startedAt: string | null;
};

export type PracticeDatabase = {
  /** By which tests name it. */
  name: string;
  state: "none" | "queued" | "making" | "ready" | "failed" | "gone";
  part: string;
  done: number;
  parts: number;
  wrong: string | null;
  sizeBytes: number | null;
};

type SavedText = { name: string; version: number; text: string };

export type TestsView = {
  tests: TestRow[];
  total: number;
  page: number;
  pages: number;
  databases: ToldDatabase[];
  /** The newest version of each. */
  texts: SavedText[];
  /** Null where none is offered. */
  practice: PracticeDatabase | null;
};

export const testsOnPage = 100;

/** How a statement stands while the test goes on: without a verdict. */
export type StatementState = "waiting" | "running" | "measured" | VerdictKind;

export type StatementView = {
  name: string;
  sql: string;
  valueSets: number;
  runs: number;
  limitMs: number | null;
  warnMs: number | null;
  state: StatementState;
  sentence: string;
  figures: Figures | null;
  rows: number | null;
  bytes: number | null;
  planMs: number | null;
  plan: PlanLine[];
  /** Of one that was measured to its end, and has no plan. */
  whyNoPlan: string | null;
  scans: Scan[];
  /** p95 of the same statement in the test before. */
  before: { msP95: number } | null;
};

export type TestView = TestRow & {
  server: string | null;
  timeLimitMs: number;
  text: string;
  endedAt: string | null;
  endedSentence: string | null;
  stopRequestedBy: string | null;
  isStopAsked: boolean;
  statements: StatementView[];
  /** The test of the same name on the same database before this one. */
  before: { number: number } | null;
};
