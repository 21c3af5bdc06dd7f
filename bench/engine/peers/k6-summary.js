// What k6 counted: every request, and every one that failed or whose answer was not as expected; and its latencies, in ms.
export const summaryTrendStats = ["med", "p(95)", "p(99)", "max"];

export function printed({ metrics }) {
  const requests = metrics.http_reqs.values.count;
  const failed = metrics.http_req_failed.values.passes + (metrics.checks?.values.fails ?? 0);
  const { med, "p(95)": p95, "p(99)": p99, max } = metrics.http_req_duration.values;
  return { stdout: `${JSON.stringify({ requests, failed, latencyMs: { p50: med, p95, p99, max } })}\n` };
}
