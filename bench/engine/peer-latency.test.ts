import assert from "node:assert/strict";
import test from "node:test";
import { readHeyLatency, readK6Latency, readWrkLatency } from "./peer-latency.ts";

const wrk = `Running 5s test @ http://127.0.0.1:41579/
  1 threads and 10 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency   299.81ms  552.29ms   2.19s    83.66%
    Req/Sec   747.62    229.70     0.99k    84.38%
  Latency Distribution
     50%  980.00us
     75%  207.35ms
     90%    1.33s 
     99%    1.98s 
  2397 requests in 5.05s, 213.01KB read
`;
const hey = `
Summary:
  Total:	3.1631 secs
  Slowest:	0.2008 secs

Latency distribution:
  10% in 0.0104 secs
  50% in 0.0106 secs
  95% in 0.0125 secs
  99% in 0.1996 secs
`;
const rounded = (values: object) =>
  Object.values(values).map((value) => (Number.isNaN(value) ? null : Math.round(Number(value) * 1_000) / 1_000));

test("wrk's latencies, in whatever unit it likes", () =>
  assert.deepEqual(rounded(readWrkLatency(wrk)), [0.98, null, 1_980, 2_190]));
test("hey's latencies", () => assert.deepEqual(rounded(readHeyLatency(hey)), [10.6, 12.5, 199.6, 200.8]));
test("k6's latencies, as its script prints them", () =>
  assert.deepEqual(
    readK6Latency('{"requests":9,"failed":0,"latencyMs":{"p50":10.4,"p95":10.9,"p99":200.1,"max":2010.2}}\n'),
    { p50: 10.4, p95: 10.9, p99: 200.1, max: 2010.2 },
  ));
test("what is not theirs is refused", () => {
  assert.throws(() => readK6Latency('{"requests":9}'), /k6 printed no latencies/);
  assert.throws(() => readWrkLatency("unable to connect"), /wrk printed no latencies/);
  assert.throws(() => readHeyLatency("usage: hey"), /hey printed no latencies/);
});
