import type { Histogram } from "#lib/platform/core/histogram.ts";

/** What went wrong with a request. `status 503` and the like name the status that was not expected. */
export type ErrorKind =
  | `status ${number}`
  | "body"
  | "dns"
  | "connection refused"
  | "connection reset"
  | "connection"
  | "tls"
  | "protocol"
  | "time-out connect"
  | "time-out first byte"
  | "time-out whole"
  | "answer too large"
  /** No port or no open file was left to connect with: the generator's own limit, no error of the target. */
  | "generator limit"
  | "unfinished";

/** One step's figures of one second, counted in the second in which its requests ended. */
export type StepFrame = {
  /** Index into `stepsOf(scenario)`. */
  step: number;
  ok: number;
  failed: Partial<Record<ErrorKind, number>>;
  bytesIn: number;
  bytesOut: number;
  /** Every ended request, failed ones too: from the moment it was due (open) or sent (closed). Microseconds. */
  latency: Histogram;
  /** The same requests from the moment they were sent. */
  service: Histogram;
  latencySumMs: number;
  latencyMaxMs: number;
  /** By criterion index: samples of this step strictly over that criterion's limit, counted exactly; 0 for criteria that are no latency
   *  or do not cover this step. */
  over: number[];
};

/** One second of a run. Set-up requests appear only in `steps`, never in the counts of the run. */
export type Frame = {
  /** 0-based from the run's start; second n covers [n, n+1) s. */
  second: number;
  /** Open model: requests due in this second. Closed model: requests started. */
  planned: number;
  sent: number;
  dropped: number;
  /** Requests ended in any outcome in this second, time-outs too; never those left unfinished at the run's end. */
  ended: number;
  /** Requests on their way, and arrivals waiting for a user, when the second ended. */
  inFlight: number;
  waiting: number;
  /** Users that exist when the second ended, and user-milliseconds after the ramp: planned, and in which the user was active. */
  users: number;
  userMsPlanned: number;
  userMsActive: number;
  /** Steps drawn again because their `needs` were not met; requests sent again on a stale kept-alive connection. */
  redrawn: number;
  retried: number;
  /** Open model: from due to the moment the pacer released the request. Microseconds. */
  lateness: Histogram;
  /** Requests the pacer released more than its limit late, or not at all. */
  late: number;
  /** The busiest thread's. */
  loopUtilisation: number;
  loopDelayMsP99: number;
  /** CPU of the whole runner process, 1 = one core busy; steal time of the machine, 0..1 of all cores. */
  cpuCores: number;
  stealRatio: number;
  saturated: boolean;
  steps: StepFrame[];
};
