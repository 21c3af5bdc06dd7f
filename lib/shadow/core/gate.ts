import type { Coverage, Duration } from "./coverage.ts";
import type { SourceKind } from "./exchange.ts";
import { alikeNeeded, type Parity } from "./parity.ts";

/** Whether what was seen in shadow mode is enough to launch on, and if not, what is missing. */

export type GateLimits = {
  /** The lower bound of parity must reach it: 0.995. */
  parity: number;
  /** How often each endpoint of the scope must have been compared. */
  timesEach: number;
  /** The largest share that may have been lost on the way. */
  lostShare: number;
  /** Hours of shift traffic: two days are 48. */
  hours: number;
};

export const defaultLimits: GateLimits = { parity: 0.995, timesEach: 20, lostShare: 0.05, hours: 48 };

/** What the gate looks at. All of it from real sources: what is simulated is counted in `exchanges` only. */
export type GateSeen = {
  parity: Parity;
  coverage: Coverage;
  duration: Duration;
  /** Exchanges by source. */
  exchanges: Partial<Record<SourceKind, number>>;
};

type GateCondition = {
  name: "parity" | "coverage" | "lost" | "duration" | "source";
  isGood: boolean;
  says: string;
};

/** Open only when every condition is good; `missing` says in one line what is not. `tooManyDiffer`: not for want of exchanges, more of those
 *  that came differ than may. */
export type Gate = { isGood: boolean; tooManyDiffer: boolean; conditions: GateCondition[]; missing: string };

/** Simulated exchanges never count for a launch. */
export function isReal(source: SourceKind): boolean {
  return source !== "simulated";
}

export function judgeGate(seen: GateSeen, limits: GateLimits): Gate {
  const conditions = [
    judgeSource(seen),
    judgeParity(seen.parity, limits),
    judgeCoverage(seen.coverage),
    judgeLost(seen.coverage, limits),
    judgeDuration(seen.duration, limits),
  ];
  const bad = conditions.filter((one) => !one.isGood);
  const tooManyDiffer = seen.parity.differing > differingAllowed(seen.parity, limits.parity);
  return { isGood: bad.length === 0, tooManyDiffer, conditions, missing: bad.map((one) => one.says).join("; ") };
}

const count = (n: number) => n.toLocaleString("en-GB");
const places = (limit: number) => Math.max(2, (String(limit * 100).split(".")[1] ?? "").length);
/** Cut, not rounded: 99.4996 % must not be read as 99.50 %. */
const percent = (share: number, digits = 2) =>
  `${(Math.floor(share * 100 * 10 ** digits + 1e-6) / 10 ** digits).toFixed(digits)} %`;

function judgeSource({ exchanges }: GateSeen): GateCondition {
  const kinds = (["mirrored", "ingested", "replayed"] as const).filter((kind) => (exchanges[kind] ?? 0) > 0);
  const simulated = exchanges.simulated ?? 0;
  if (kinds.length > 0) {
    const aside = simulated > 0 ? `; ${count(simulated)} simulated are left aside` : "";
    return { name: "source", isGood: true, says: `real exchanges: ${kinds.join(", ")}${aside}` };
  }
  const says = simulated > 0 ? "only simulated exchanges, which never count" : "no exchanges yet";
  return { name: "source", isGood: false, says };
}

function judgeParity(parity: Parity, { parity: limit }: GateLimits): GateCondition {
  const digits = places(limit);
  if (parity.lowerBound === null) return { name: "parity", isGood: false, says: "no parity yet: nothing was compared" };
  const bound = `95 % lower bound ${percent(parity.lowerBound, digits)}, limit ${percent(limit, digits)}`;
  if (parity.lowerBound >= limit) return { name: "parity", isGood: true, says: bound };
  return { name: "parity", isGood: false, says: `${bound}: ${whatParityNeeds(parity, limit)}` };
}

function differingAllowed({ n }: Parity, limit: number): number {
  return Math.floor(n * (1 - limit) + 1e-9);
}

function whatParityNeeds(parity: Parity, limit: number): string {
  const allowed = differingAllowed(parity, limit);
  if (parity.differing > allowed)
    return `${count(parity.differing)} of ${count(parity.n)} differ, at most ${count(allowed)} may`;
  const needed = alikeNeeded(parity, limit);
  return needed === null ? "no number of exchanges proves 100 %" : `needs ${count(needed)} more without a difference`;
}

const listed = (names: readonly string[]) =>
  names.length <= 3 ? names.join(", ") : `${names.slice(0, 3).join(", ")} and ${names.length - 3} more`;

function judgeCoverage({ endpoints, inScope, covered, timesEach }: Coverage): GateCondition {
  if (inScope === 0) return { name: "coverage", isGood: false, says: "no endpoint seen" };
  if (covered === inScope)
    return {
      name: "coverage",
      isGood: true,
      says: `${inScope === 1 ? "the one endpoint" : `all ${count(inScope)} endpoints`} compared at least ${count(timesEach)} times`,
    };
  const open = endpoints.filter((one) => one.isInScope && !one.isCovered);
  const never = open.filter((one) => one.seen === 0).map((one) => one.endpoint);
  const seldom = open
    .filter((one) => one.seen > 0)
    .map((one) => `${one.endpoint} (${count(one.comparable)} of ${count(timesEach)})`);
  const parts = [
    never.length > 0 ? `${listed(never)} never seen` : "",
    seldom.length > 0 ? `${listed(seldom)} compared too seldom` : "",
  ];
  return { name: "coverage", isGood: false, says: parts.filter((part) => part !== "").join("; ") };
}

function judgeLost({ lostShare }: Coverage, { lostShare: limit }: GateLimits): GateCondition {
  if (lostShare === null) return { name: "lost", isGood: false, says: "nothing came that could be compared" };
  const says = `${percent(lostShare)} could not be compared, limit ${percent(limit)}`;
  return { name: "lost", isGood: lostShare <= limit, says };
}

function judgeDuration({ hours, restarted, neverSeen }: Duration, { hours: limit }: GateLimits): GateCondition {
  const behind = restarted.filter((one) => one.hours < limit && one.hours < hours);
  const parts = [
    hours < limit ? `needs ${count(limit - hours)} h more of shift traffic` : "",
    ...behind.map((one) => `${one.endpoint} needs ${count(limit - one.hours)} h more since its re-check`),
    neverSeen.length > 0
      ? `hours of the shift never seen: ${listed(neverSeen.map((hour) => `${String(hour).padStart(2, "0")}:00`))}`
      : "",
  ].filter((part) => part !== "");
  if (parts.length > 0) return { name: "duration", isGood: false, says: parts.join("; ") };
  return { name: "duration", isGood: true, says: `${count(hours)} h of shift traffic, limit ${count(limit)} h` };
}
