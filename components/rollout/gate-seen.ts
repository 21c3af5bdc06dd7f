import type { VitalsSample } from "#lib/rollout/core/vitals.ts";

/** What a stage was seen to do so far, in words: "0.4 % failed, p99 up to 182 ms, of 4,120 requests". Null: nothing was measured since. */
export function gateSeenText(samples: readonly VitalsSample[], sinceMs: number): string | null {
  const seen = samples.filter(({ at }) => at > sinceMs);
  const counted = seen.flatMap(({ requests, errorRatio }) =>
    requests === null || errorRatio === null ? [] : [{ requests, failed: requests * errorRatio }],
  );
  const requests = counted.reduce((sum, one) => sum + one.requests, 0);
  if (requests === 0) return null;
  const failed = counted.reduce((sum, one) => sum + one.failed, 0);
  const worst = Math.max(...seen.map(({ latencyMsP99 }) => latencyMsP99 ?? 0));
  const latency = worst === 0 ? "" : ` p99 up to ${whole(worst)} ms,`;
  return `${Number(((failed / requests) * 100).toFixed(2))} % failed,${latency} of ${whole(requests)} requests`;
}

const whole = (value: number) => Math.round(value).toLocaleString("en-GB");
