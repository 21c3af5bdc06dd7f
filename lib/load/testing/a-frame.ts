import { emptyHistogram, recordUs } from "#lib/platform/core/histogram.ts";
import type { Frame, StepFrame } from "../core/frame.ts";

/** A second in which `ok` requests of each step were answered, all differently fast, and `failed` were not. */
export function aFrame(second: number, { ok = 10, failed = 0, steps = [0] } = {}): Frame {
  const n = (ok + failed) * steps.length;
  const lateness = emptyHistogram();
  for (let i = 0; i < n; i++) recordUs(lateness, 100 + i);
  return {
    second,
    ...{ planned: n, sent: n, dropped: 0, ended: n, inFlight: 0, waiting: 0, users: 5 },
    ...{ userMsPlanned: 0, userMsActive: 0, redrawn: 0, retried: 0, lateness, late: 0 },
    ...{ loopUtilisation: 0.1, loopDelayMsP99: 0.3, cpuCores: 0.2, stealRatio: 0, saturated: false },
    steps: steps.map((step) => aStep(step, { second, ok, failed })),
  };
}

function aStep(step: number, { second, ok, failed }: { second: number; ok: number; failed: number }): StepFrame {
  const [latency, service] = [emptyHistogram(), emptyHistogram()];
  let [latencySumMs, latencyMaxMs] = [0, 0];
  for (let i = 0; i < ok + failed; i++) {
    const ms = 1.1 + ((second * 7.3 + step * 11 + i * 3.7) % 90);
    recordUs(latency, ms * 1000);
    recordUs(service, ms * 900);
    latencySumMs += ms;
    latencyMaxMs = Math.max(latencyMaxMs, ms);
  }
  return {
    step,
    ok,
    failed: failed === 0 ? {} : { "status 503": failed },
    ...{ bytesIn: 100 * ok, bytesOut: 50 * ok, latency, service, latencySumMs, latencyMaxMs },
    over: [0, 0],
  };
}
