import type { Coverage, Duration } from "./coverage.ts";
import type { Comparison, DifferenceKind } from "./difference.ts";
import type { Standing } from "./dispositions.ts";
import type { Headers, SourceKind } from "./exchange.ts";
import type { Gate } from "./gate.ts";
import type { Parity } from "./parity.ts";
import type { Rule, RuleSet } from "./rules.ts";

/** Shadow mode as its pages show it. Times are RFC 3339 in UTC. */

export type WindowView = { from: string; to: string | null; version: string | null; why: string; by: string };

export type RecompareView = { version: number; total: number; done: number; changed: number; ended: boolean };

export type ParityView = {
  /** Null: everything that was ever counted. */
  window: WindowView | null;
  /** Over all sources; `gate` looks at the real ones only. */
  parity: Parity;
  gate: Gate;
  duration: Duration;
  /** Compared exchanges of the window by kind of source. */
  exchanges: Partial<Record<SourceKind, number>>;
  sources: { number: number; kind: SourceKind; name: string }[];
  /** How often a rule made a difference not count. */
  ignored: number;
  groups: Record<Standing["state"], number>;
  arrivals: { first: string; last: string; earliest: string; latest: string; n: number } | null;
  ruleVersion: number;
  recompare: RecompareView | null;
  practice: boolean;
};

export type LatencyView = {
  n: number;
  legacyMs: { p50: number; p95: number; p99: number };
  candidateMs: { p50: number; p95: number; p99: number };
  /** Candidate to legacy; null without exchanges, or where legacy took no time. */
  ratio: { p50: number | null; p95: number | null; p99: number | null };
  legacyErrors: number;
  candidateErrors: number;
};

export type CoverageView = Omit<Coverage, "endpoints"> & {
  window: WindowView | null;
  endpoints: (Coverage["endpoints"][number] & { latency: LatencyView | null; names: string[] })[];
  all: LatencyView | null;
};

export type ListedGroup = {
  number: number;
  endpoint: string;
  path: string;
  kind: DifferenceKind;
  shape: string;
  isCritical: boolean;
  standing: Standing;
  /** Exchanges in the window, and ever. */
  n: number;
  total: number;
  /** Of the exchanges of its endpoint that both systems answered, in the window; null when there are none. */
  share: number | null;
  firstAt: string;
  lastAt: string;
  firstArrivedAt: string;
  lastArrivedAt: string;
  /** Exchanges an hour over the last 48, the newest last. */
  trend: number[];
  examples: { legacy: string | null; candidate: string | null }[];
};

/** `all`: listed when nothing is filtered. `unseen`: not listed then, because the window has no exchange of them. */
export type GroupsView = { groups: ListedGroup[]; all: number; unseen: number; matching: number };

export type BodyView = { text: string } | { base64: string } | { length: number };
export type AnswerView = { status: number; headers: Headers; body: BodyView; latencyMs: number };

export type PairView = {
  id: string;
  first: boolean;
  at: string;
  arrivedAt: string;
  method: string;
  target: string;
  requestHeaders: Headers;
  requestBody: BodyView;
  legacy: AnswerView | null;
  candidate: AnswerView | null;
  /** Under `ruleVersion`; null when it could not be compared. */
  comparison: Comparison | null;
  ruleVersion: number;
  /** Whether it still differs so under the rules it was last compared with. */
  still: boolean;
};

export type SaidView = { what: string; at: string; by: string; reason: string | null };

export type GroupView = {
  group: ListedGroup;
  said: SaidView[];
  kept: number;
  /** Of the kept pairs: those that still differ so. */
  still: number;
  pairs: PairView[];
  /** Set apart as not the same request, the last one first; each can be taken back. */
  parted: PartedView[];
};

export type PartedView = { id: string; at: string; by: string; reason: string };

export type RulesView = {
  version: number;
  endpoints: RuleSet["endpoints"];
  rules: (Rule & { ignored: number })[];
  critical: RuleSet["critical"];
  comparedHeaders: string[];
  secrets: string[];
  history: { version: number; change: string; why: string; by: string; at: string }[];
  recompare: RecompareView | null;
};
