/** How traffic is moved between the legacy and the new system. Every driver keeps this contract, and one suite of tests asks each of them
 *  against the real thing (lib/rollout/edge/driver-contract.test.ts). */

export type Side = "legacy" | "new";

/** One server behind the switch. `takes`: what the switch lets through to it now. */
export type SwitchServer = {
  name: string;
  side: Side;
  weight: number;
  takes: "all" | "known-sessions" | "nothing";
  /** As the switch itself sees it; null where it does not look. */
  healthy: boolean | null;
  /** Connections or sessions on it now; null where nobody counts. */
  sessions: number | null;
};

/** What the switch does now, as it says itself; nothing here was assumed. */
export type Reality = {
  /** 0..100: how much of the new traffic goes to the new system; null where it is not one of the states that a rollout sets, such as after a
   *  half-done change. */
  newPercent: number | null;
  servers: readonly SwitchServer[];
  /** Raw answer, capped, secrets replaced. */
  raw: string;
};

const driverErrors = [
  "TARGET_UNHEALTHY",
  "CONFLICT",
  "REFUSED",
  "AUTH",
  "UNREACHABLE",
  "TIMEOUT",
  "PARTIAL",
  "VERIFY_MISMATCH",
  "UNSUPPORTED",
] as const;
export type DriverError = (typeof driverErrors)[number];

/** What each error means, for the page and the record. */
export const driverErrorWords: Readonly<Record<DriverError, string>> = {
  TARGET_UNHEALTHY: "the system that should take the traffic does not answer well",
  CONFLICT: "the switch is not where it was expected to be",
  REFUSED: "the switch refused the change, or it would have left no healthy server",
  AUTH: "the switch does not let Gantry in",
  UNREACHABLE: "the switch cannot be reached",
  TIMEOUT: "the switch did not answer in time; what it does now has to be read",
  PARTIAL: "only a part of the change was made",
  VERIFY_MISMATCH: "the switch says it is done, but reads back otherwise",
  UNSUPPORTED: "this switch cannot do that",
};

/** `says`: one sentence for a person. `raw`: what was sent and answered, capped, secrets replaced. `reality`: what was read back, if it was. */
export type DriverFailed = { ok: false; error: DriverError; says: string; raw: string; reality: Reality | null };

export type Apply = {
  /** 0..100, absolute: the same twice is the same. */
  newPercent: number;
  /** What the caller has read; refused with CONFLICT where reality is another. `any`: a rollback takes whatever is there. */
  expected: number | null | "any";
  reason: string;
  /** The same request twice is one change. */
  requestId: string;
  /** From now, in ms; beyond it TIMEOUT, and nobody assumes what happened. */
  deadlineMs: number;
};

export type Applied = { ok: true; before: Reality; after: Reality; raw: string; tookMs: number };

/** Waits until nothing is on a side any more, and after the deadline says what is left. */
export type Drained = { ok: true; left: number | null; tookMs: number };

export type Driver = {
  /** What it can: without weights only 0 and 100. */
  canSplit: boolean;
  read(signal?: AbortSignal): Promise<{ ok: true; reality: Reality } | DriverFailed>;
  /** Asks the target itself first (not through the switch); refuses what would leave no healthy server; reads back after writing. */
  apply(change: Apply): Promise<Applied | DriverFailed>;
  /** At the signal it stops waiting, and says TIMEOUT. */
  drain(side: Side, deadlineMs: number, signal?: AbortSignal): Promise<Drained | DriverFailed>;
  /** Asks each server of a side directly. */
  probe(side: Side): Promise<readonly { name: string; healthy: boolean; says: string; latencyMs: number | null }[]>;
};
