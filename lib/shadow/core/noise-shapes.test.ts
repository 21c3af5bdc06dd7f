import assert from "node:assert/strict";
import test from "node:test";
import { type NoiseEvidence, proposeNoise } from "./noise.ts";
import {
  evidence,
  groups,
  iso,
  jitter,
  noZeros,
  type Pair,
  random,
  rowVersion,
  start,
  token,
} from "./testing/noise-evidence.ts";

const proposed: [name: string, path: string, pair: Pair, what: string, effect: string][] = [
  ["UUIDs", "$.request", (n) => [noZeros(n), noZeros(n + 999)], "uuid", "ignore"],
  ["tokens", "$.session", (n) => [token(n), token(n + 5000)], "token", "ignore"],
  ["ids of two tables", "$.id", (n) => [n + 17, 900 + ((n * 37) % 211)], "id", "ignore"],
  ["a table's own key after one write that only one system got", "$.id", (n) => [n + 17, n + 18], "id", "ignore"],
  ["a code and a code", "$.booking_ref", (n) => [`REQ-${1000 + n}`, `REQ-${8000 + n * 2}`], "id", "ignore"],
  ["links that carry ids", "header:location", (n) => [`/lots/${n}`, `/lots/${n + 500}`], "id", "ignore"],
  [
    "the clock",
    "$.served_at",
    (n) => [iso(start + n * 3000 + jitter(n, 40)), iso(start + n * 3000 + 700 + jitter(n, 90))],
    "clock",
    "time 2000",
  ],
  [
    "an hour from now",
    "$.expires_at",
    (n) => [iso(start + n * 3000 + 3_600_000 + jitter(n, 7)), iso(start + n * 3000 + 3_600_100 + jitter(n, 9))],
    "clock",
    "time 1000",
  ],
  [
    "made a moment later",
    "$.created_at",
    (n) => [iso(start - jitter(n, 9e9)), iso(start - jitter(n, 9e9) + 20 + jitter(n, 300))],
    "clock",
    "time 1000",
  ],
  ["seconds of the clock", "$.now", (n) => [start / 1000 + n * 3, start / 1000 + n * 3 + 1], "clock", "time 2000"],
  ["counters", "$.sequence", (n) => [100 + n, 7000 + n * 2], "counter", "ignore"],
  ["durations of the answer", "$.took_ms", (n) => [3 + jitter(n, 71), 2 + jitter(n + 13, 43)], "timing", "ignore"],
  [
    "UUIDs in the same words",
    "$.full",
    (n) => [`urn:uuid:${noZeros(n)}`, `urn:uuid:${noZeros(n + 999)}`],
    "uuid",
    "ignore",
  ],
  [
    "a thing's own token, asked for again and again",
    "$.charge",
    (n) => [`ch_${random(n % 40, 24)}`, `ch_${random((n % 40) + 5000, 24)}`],
    "token",
    "ignore",
  ],
  ["short tokens with colons", "header:x-own", (n) => [groups(n), groups(n + 5000)], "token", "ignore"],
  ["ids under base64", "$.node_id", (n) => [btoa(`Lot:${n + 17}`), btoa(`Lot:${900 + n * 3}`)], "id", "ignore"],
  [
    "links of two hosts",
    "$.self",
    (n) => [`https://old.site:8080/lots/${n}`, `https://new.site/lots/${n + 500}`],
    "id",
    "ignore",
  ],
  ["row versions in bytes", "$.rowVersion", (n) => [rowVersion(2000 + n), rowVersion(9 + n * 2)], "counter", "ignore"],
  [
    "numbers of writes",
    "$.meta.versionId",
    (n) => [String(1 + (n % 3)), String(4 + ((n * 7) % 5))],
    "revision",
    "ignore",
  ],
  ["a server's name", "$.served_by", () => ["wms-db1", "pg-0"], "server", "ignore"],
  ["servers that take turns", "$.node", (n) => [`old-${n % 3}`, `new-${jitter(n, 10) % 4}`], "server", "ignore"],
  [
    "durations with a unit",
    "header:x-took",
    (n) => [`${3 + jitter(n, 71)}ms`, `${2 + jitter(n + 13, 43)}ms`],
    "timing",
    "ignore",
  ],
  [
    "the clock as headers have it",
    "header:last-modified",
    (n) => [new Date(start + n * 3000).toUTCString(), new Date(start + n * 3000 + 1000).toUTCString()],
    "clock",
    "time 2000",
  ],
  [
    "the clock of OData",
    "$.ReadAt",
    (n) => [`/Date(${start + n * 3000 + jitter(n, 40)})/`, `/Date(${start + n * 3000 + 20 + jitter(n, 70)})/`],
    "clock",
    "time 1000",
  ],
  ["what a server says of itself", "header:server", () => ["old/1", "new/2"], "technical header", "ignore"],
];
for (const [name, path, pair, what, effect] of proposed)
  test(`proposed: ${name}`, () => {
    const [found] = proposeNoise([evidence(path, pair)]);
    assert.equal(found?.what, what);
    const told = found?.effect.do === "time" ? `time ${found.effect.toleranceMs}` : found?.effect.do;
    assert.equal(told, effect);
  });

const kept: [name: string, path: string, pair: Pair, parts?: Partial<NoiseEvidence>][] = [
  ["kilograms for grams", "$.weight_id", (n) => [n / 4 + 0.25, 1000 * (n / 4 + 0.25)]],
  ["kilograms for grams, whole", "$.weight", (n) => [n + 1, 1000 * (n + 1)]],
  ["trailing spaces", "$.lot_id", (n) => [`LOT-${1000 + n}`, `LOT-${1000 + n}  `]],
  ["leading zeros", "$.ean_id", (n) => [String(4000 + n).padStart(13, "0"), String(4000 + n)]],
  ["rounding", "$.kg", (n) => [n + 0.126, n + 0.13]],
  [
    "a time zone",
    "$.served_at",
    (n) => [iso(start + n * 3000 + jitter(n, 9)), iso(start + n * 3000 + 7_200_000 + jitter(n, 40))],
  ],
  ["cut to seconds", "$.created_at", (n) => [iso(start + n * 3123), iso(Math.floor((start + n * 3123) / 1000) * 1000)]],
  [
    "three seconds too late, always",
    "$.started_at",
    (n) => [iso(start - jitter(n, 9e9)), iso(start - jitter(n, 9e9) + 3000)],
  ],
  [
    "ten hours instead of one",
    "$.expires_at",
    (n) => [iso(start + n * 3000 + 3_600_000), iso(start + n * 3000 + 36_000_000)],
  ],
  [
    "another way to write times",
    "$.served_at",
    (n) => [iso(start + n * 3000), iso(start + n * 3000).replace(/\.\d+Z/, "+00:00")],
  ],
  [
    "a day too late",
    "$.due",
    (n) => [iso(start + n * 864e5).slice(0, 10), iso(start + n * 864e5 + 864e5).slice(0, 10)],
  ],
  ["one id for all", "$.gate_id", (n) => [n % 40, 1]],
  ["few ids", "$.grade_id", (n) => [n % 4, (n % 4) + 1]],
  ["ids in a place that is none", "$.gate", (n) => [n + 17, 900 + ((n * 37) % 211)]],
  ["ids, not one for one", "$.parent_id", (n) => [n % 50, (n * 7) % 60]],
  ["UUIDs that are always the same", "$.tenant", () => [noZeros(1), noZeros(2)]],
  ["a sum that climbs", "$.lots_total", (n) => [100 + n, 98 + n]],
  [
    "a measured duration in another unit",
    "$.soak_duration_ms",
    (n) => [60_000 * (1 + jitter(n, 30)), 60 * (1 + jitter(n, 30))],
  ],
  ["links that lead elsewhere", "$.self", (n) => [`https://old.site/lots/${n}`, `https://new.site/orders/${n}`]],
  ["links to localhost", "$.self", (n) => [`https://old.site/lots/${n}`, `http://localhost:3000/lots/${n}`]],
  [
    "article numbers of another article",
    "$.gtin",
    (n) => [random(n, 13, "0123456789"), random(n + 5000, 13, "0123456789")],
  ],
  ["codes of another form", "$.code", (n) => [`A${groups(n)}`, `B${groups(n + 5000)}`]],
  ["tokens that lose their end", "$.charge", (n) => [`ch_${random(n, 24)}0`, `ch_${random(n, 24)}1`]],
  ["a renamed line, named like a server", "$.node", (n) => [`L-${n % 4}`, `line-${n % 4}`]],
  ["servers of both systems", "$.node", (n) => [`old-${n % 3}`, `old-${(n + 1) % 3}`]],
  ["a number in a series", "$.seq_no", (n) => [1 + (n % 9), 2 + (n % 9)]],
  ["an age one year off", "$.age", (n) => [20 + jitter(n, 60), 21 + jitter(n, 60)]],
  [
    "the day of a header's date",
    "header:last-modified",
    (n) => [new Date(start + n * 3000).toUTCString(), new Date(start + n * 3000 + 864e5).toUTCString()],
  ],
  ["ids that are one more", "$.device_id", (n) => [2000 + ((n * 37) % 61), 2001 + ((n * 37) % 61)]],
  ["numbers of places", "$.location", (n) => [n + 17, 900 + ((n * 37) % 211)]],
  ["a checksum", "$.sha256", (n) => [token(n), token(n + 5000)]],
  ["ids that mostly agree", "$.lot_id", (n) => [n, n + 1000], { compared: 1000 }],
  ["too few exchanges", "$.request", (n) => [noZeros(n), noZeros(n + 999)], { compared: 40, differing: 40 }],
  ["a missing field", "$.request", (n) => [noZeros(n), null], { kind: "missing" }],
];
for (const [name, path, pair, parts] of kept)
  test(`never proposed: ${name}`, () => assert.deepEqual(proposeNoise([evidence(path, pair, parts)]), []));

test("a clock in whole seconds differs seldom, and is told by few readings", () => {
  const few = (shift: number, count: number) => {
    const group = evidence("$.issued", (n) => [start / 1000 + n * 3, start / 1000 + n * 3 + shift], {
      differing: count,
    });
    return proposeNoise([{ ...group, samples: group.samples.slice(0, count) }])[0]?.effect.do ?? null;
  };
  assert.equal(few(1, 6), "time");
  assert.equal(few(1, 4), null);
  assert.equal(few(7200, 6), null);
});

const members = ["a", "b", "c", "d"];
/** The members in an order that follows from a number. */
const turned = (n: number) => members.toSorted((one, other) => spot(one, n) - spot(other, n));
const spot = (member: string, n: number) => (member.charCodeAt(0) * (n * 7919 + 13)) % 101;

const orders: [name: string, pair: Pair, effect: string | null][] = [
  ["each system turns it about", (n) => [turned(n), turned(n + 501)], "any-order"],
  ["legacy keeps to an order", (n) => [members, turned(n)], null],
  ["the new system keeps to an order", (n) => [turned(n), members], null],
  ["now and then reversed", () => [members, members.toReversed()], null],
  [
    "members never seen twice",
    (n) => [
      [n, n + 0.5],
      [n + 0.5, n],
    ],
    null,
  ],
];
for (const [name, pair, effect] of orders)
  test(`order: ${name}`, () =>
    assert.equal(proposeNoise([evidence("$.tags", pair, { kind: "order" })])[0]?.effect.do ?? null, effect));
