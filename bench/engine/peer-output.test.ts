import assert from "node:assert/strict";
import test from "node:test";
import { type Counted, readAutocannon, readGantry, readHey, readLocust, readWrk } from "./peer-output.ts";

const wrkHead = `Running 5s test @ http://127.0.0.1:8080/
  1 threads and 50 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency   678.33us    3.05ms  51.08ms   96.67%
    Req/Sec   145.98k    33.42k  169.35k    82.50%
  581276 requests in 4.01s, 96.46MB read
`;
const wrkTail = "Requests/sec: 144973.35\nTransfer/sec:     24.06MB\n";

const heyHead = `
Summary:
  Total:	1.0005 secs
  Slowest:	0.0800 secs
  Requests/sec:	10730.91

Response time histogram:
  0.000 [1]	|
  0.008 [9874]	|■■■■■■■■

Latency distribution:
  10% in 0.0005 secs

Status code distribution:
`;

const cases: [name: string, read: (output: string) => Counted, output: string, expected: Counted][] = [
  ["wrk, all answered", readWrk, wrkHead + wrkTail, { requests: 581_276, failed: 0 }],
  [
    "wrk, wrong statuses",
    readWrk,
    `${wrkHead}  Non-2xx or 3xx responses: 15710\n${wrkTail}`,
    { requests: 581_276, failed: 15_710 },
  ],
  [
    "wrk, broken sockets",
    readWrk,
    `${wrkHead}  Socket errors: connect 1, read 20, write 300, timeout 4000\n${wrkTail}`,
    { requests: 581_276, failed: 4_321 },
  ],
  ["hey, all answered", readHey, `${heyHead}  [200]	10737 responses\n\n\n`, { requests: 10_737, failed: 0 }],
  [
    "hey, two statuses",
    readHey,
    `${heyHead}  [200]	90 responses\n  [404]	10 responses\n\n`,
    { requests: 100, failed: 10 },
  ],
  [
    "hey, nothing but errors",
    readHey,
    `${heyHead}\nError distribution:\n  [10]	Get "http://127.0.0.1:1/": dial tcp: connection refused\n  [2]	timed out\n`,
    { requests: 12, failed: 12 },
  ],
  [
    "autocannon",
    readAutocannon,
    '{"errors":0,"timeouts":0,"non2xx":0,"2xx":338920,"requests":{"average":84730,"total":338920,"sent":338970}}',
    { requests: 338_920, failed: 0 },
  ],
  [
    "autocannon, wrong statuses and errors",
    readAutocannon,
    '{"errors":3,"timeouts":2,"non2xx":18035,"requests":{"total":18035,"sent":18040}}',
    { requests: 18_038, failed: 18_038 },
  ],
  [
    "Locust, two kinds of request",
    readLocust,
    '[{"name":"/","num_requests":3864,"num_failures":0},{"name":"/b","num_requests":36,"num_failures":5}]',
    { requests: 3_900, failed: 5 },
  ],
  ["Locust, nothing sent", readLocust, "[]", { requests: 0, failed: 0 }],
  ["Gantry", readGantry, '{"requests":12,"failed":1}\n', { requests: 12, failed: 1 }],
];

for (const [name, read, output, expected] of cases)
  test(`counts of ${name}`, () => assert.deepEqual(read(output), expected));

const foreign: [name: string, read: (output: string) => Counted, output: string][] = [
  ["wrk", readWrk, "unable to connect to 127.0.0.1:8080 Connection refused\n"],
  ["hey", readHey, "Usage: hey [options...] <url>\n"],
  ["autocannon", readAutocannon, '{"requests":{}}'],
  ["autocannon, no JSON", readAutocannon, "Running 5s test\n"],
  ["Locust", readLocust, '{"num_requests":1}'],
  ["Gantry", readGantry, "null"],
];

for (const [name, read, output] of foreign)
  test(`what is not the output of ${name} is refused`, () => assert.throws(() => read(output)));
