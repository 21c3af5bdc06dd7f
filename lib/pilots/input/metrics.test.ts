import assert from "node:assert/strict";
import test from "node:test";
import { ChooseMetrics, ReadMetrics } from "./metrics.ts";

const figure = { label: "CPU", address: "/metrics", metric: "up", way: "value", fold: "sum", unit: "count" };
const chosen = { version: 1, reason: "to see the load on it", addresses: ["/metrics"], figures: [figure] };
const mistakesOf = (input: unknown) =>
  (ChooseMetrics.safeParse(input).error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);

test("what is well formed passes, and nothing chosen is a choice", () => {
  assert.deepEqual(mistakesOf(chosen), []);
  assert.deepEqual(mistakesOf({ ...chosen, addresses: [], figures: [] }), []);
});

const addresses: [address: string, mistake: RegExp | null][] = [
  ["/metrics", null],
  ["/", null],
  ["/actuator/prometheus?names=a", null],
  ["http://10.0.0.3:9100/metrics", null],
  ['https://prometheus.example.org/federate?match[]={job="node"}', null],
  ["http://[::1]:9100/metrics", null],
  ["metrics", /a path such as|it begins with/],
  ["//elsewhere/metrics", /a path such as/],
  ["ftp://a/metrics", /it begins with/],
  ["file:///etc/passwd", /it begins with/],
  ["javascript:alert(1)", /it begins with/],
  ["http://user:word@a/metrics", /leave user and password out/],
  ["http://a/metrics#x", /leave out what follows #/],
  ["/metrics#x", /leave out what follows #/],
  ["http://a:0/metrics", /port 0/],
  ["http://a b/metrics", /no spaces/],
  ["/a\u0000b", /no spaces/],
  ["", /a path such as|it begins with/],
  ["/".padEnd(600, "a"), /at most 500/],
];

for (const [address, mistake] of addresses)
  test(`the address ${JSON.stringify(address.slice(0, 60))} is ${mistake === null ? "taken" : "refused"}`, () => {
    const issues = ReadMetrics.safeParse({ addresses: [address] }).error?.issues ?? [];
    if (mistake === null) assert.deepEqual(issues, []);
    else assert.match(issues.map(({ message }) => message).join(), mistake);
  });

const wrong: [what: string, change: object, mistake: string][] = [
  ["an address twice", { addresses: ["/metrics", "/metrics"] }, "addresses.1: it stands here twice"],
  ["four addresses", { addresses: ["/metrics", "/a", "/b", "/c"] }, "addresses: at most 3 addresses"],
  [
    "thirteen figures",
    { figures: Array.from({ length: 13 }, (_, at) => ({ ...figure, label: `f${at}` })) },
    "figures: at most 12 figures",
  ],
  [
    "an address of no figure",
    { figures: [{ ...figure, address: "/other" }] },
    "figures.0.address: choose one of the addresses above",
  ],
  ["a name twice", { figures: [figure, figure] }, "figures.1.label: another figure has this name"],
  ["no name", { figures: [{ ...figure, label: " " }] }, "figures.0.label: give it a name"],
  [
    "a query",
    { figures: [{ ...figure, metric: "rate(up[5m])" }] },
    'figures.0.metric: a metric is expected, such as node_cpu_seconds_total{mode="idle"}',
  ],
  [
    "busy in bytes",
    { figures: [{ ...figure, way: "busy", unit: "bytes" }] },
    "figures.0.unit: what is busy is a share: choose %",
  ],
  ["an unknown way", { figures: [{ ...figure, way: "guess" }] }, "figures.0.way: choose how it is read"],
  ["no reason", { reason: "because" }, "reason: say why in at least 10 characters"],
];

for (const [what, change, mistake] of wrong)
  test(`${what} is refused`, () => assert.deepEqual(mistakesOf({ ...chosen, ...change }), [mistake]));
