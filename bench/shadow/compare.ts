/** How many pairs of 2 KB JSON one core compares in a second: `node --import tsx bench/shadow/compare.ts`.
 *  Beside it, in the same run and on the same pairs, what Node itself offers, which says only equal or not and knows no rules. */
import { isDeepStrictEqual } from "node:util";
import { compareAnswers } from "#lib/shadow/core/compare-answers.ts";
import { compileRules } from "#lib/shadow/core/compile-rules.ts";
import type { Answer } from "#lib/shadow/core/exchange.ts";
import { noIds } from "#lib/shadow/core/id-equality.ts";
import { addId, emptyIdMap, idEqualityOf } from "#lib/shadow/core/id-map.ts";
import type { Rule, RuleEffect } from "#lib/shadow/core/rules.ts";

const rounds = 20;
const pairsARound = 2_000;
const unlikePairs = 512;
const umlaut = "Mühle Nord GmbH";

type Pair = { legacy: Answer; candidate: Answer };

function answerOf(value: unknown): Answer {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return {
    status: 200,
    headers: [["content-type", "application/json"]],
    body: { bytes, length: bytes.length },
    latencyMs: 5,
  };
}

/** A lot with its events, 2 KB. `side` 1 has an id and a clock of its own, and a rounding in one pair of ten. `name` in ASCII or not: V8 reads
 *  a text with umlauts more slowly. */
function lotOf(seed: number, side: 0 | 1, name = "Muehle Nord GmbH"): unknown {
  const minute = String(seed % 60).padStart(2, "0");
  return {
    id: seed * 7 + side,
    lot_code: `LOT-2024-${String(seed).padStart(4, "0")}`,
    supplier: { name, site: "OSN", approved: seed % 3 === 0 },
    weight_kg: side === 1 && seed % 10 === 0 ? 1200.5 : 1200.54,
    served_at: `2024-05-01T10:${minute}:0${side}.${100 + (seed % 900)}Z`,
    events: Array.from({ length: 18 }, (_, at) => ({
      seq: at,
      kind: ["weighed", "moved", "sampled", "released"][at % 4],
      at: `2024-05-01T10:${minute}:${String(at + 10)}.000Z`,
      by: `op-0${200 + at}`,
      gate: at % 5,
      temperature_c: (42 + at) / 10,
    })),
  };
}

function pairsOf(make: (seed: number) => Pair): Pair[] {
  return Array.from({ length: unlikePairs }, (_, seed) => make(seed + 1));
}

const sets: [name: string, pairs: Pair[]][] = [
  ["equal bytes", pairsOf((seed) => ({ legacy: answerOf(lotOf(seed, 0)), candidate: answerOf(lotOf(seed, 0)) }))],
  [
    "ids and clocks differ, ruled",
    pairsOf((seed) => ({ legacy: answerOf(lotOf(seed, 0)), candidate: answerOf(lotOf(seed, 1)) })),
  ],
  [
    "the same with an umlaut",
    pairsOf((seed) => ({ legacy: answerOf(lotOf(seed, 0, umlaut)), candidate: answerOf(lotOf(seed, 1, umlaut)) })),
  ],
];

/** What cannot be told side by side is read whole after all. Here it shows last, where most was looked at for nothing; and as all pairs of the
 *  endpoint are so, most of them are not looked at side by side at all. */
const lateSets: typeof sets = [
  [
    "a member more at the end",
    pairsOf((seed) => ({
      legacy: answerOf(lotOf(seed, 0)),
      candidate: answerOf({ ...(lotOf(seed, 1) as object), checked: true }),
    })),
  ],
  [
    "another text in the last event",
    pairsOf((seed) => {
      const lot = lotOf(seed, 1) as { events: object[] };
      return {
        legacy: answerOf(lotOf(seed, 0)),
        candidate: answerOf({ ...lot, events: lot.events.with(-1, { ...lot.events.at(-1), by: "op-900" }) }),
      };
    }),
  ],
];

const rule = (path: string, effect: RuleEffect): Rule => ({
  id: path,
  endpoint: "*",
  path,
  effect,
  why: "bench",
  by: "bench",
  since: 0,
});
const ruleSet = {
  version: 1,
  endpoints: [],
  rules: [rule("$.id", { do: "ignore" }), rule("$.served_at", { do: "time", toleranceMs: null })],
  critical: [],
  comparedHeaders: ["location"],
};
const rules = compileRules(ruleSet);
const options = { endpoint: "GET /lots/{id}", rules, ids: noIds };
const decoder = new TextDecoder();
const parsed = (answer: Answer): unknown => JSON.parse(decoder.decode(answer.body.bytes ?? new Uint8Array(0)));

/** What a pilot learnt of its ids, as far as these pairs need it, among a hundred thousand others. */
const map = emptyIdMap();
for (let seed = 1; seed <= 100_000; seed++)
  addId(map, { type: "lot", legacy: String(seed * 7), candidate: String(seed * 7 + 1) });
const mapped = {
  ...options,
  rules: compileRules({ ...ruleSet, rules: ruleSet.rules.slice(1) }),
  ids: idEqualityOf(map),
};

const peerName = "JSON.parse alone";
const ways: [name: string, compare: (pair: Pair) => number][] = [
  ["compareAnswers", ({ legacy, candidate }) => compareAnswers(legacy, candidate, options).differences.length],
  [
    "compareAnswers, id by the map",
    ({ legacy, candidate }) => compareAnswers(legacy, candidate, mapped).differences.length,
  ],
  [
    "JSON.parse + isDeepStrictEqual",
    ({ legacy, candidate }) => Number(!isDeepStrictEqual(parsed(legacy), parsed(candidate))),
  ],
  [peerName, ({ legacy, candidate }) => (parsed(legacy) === parsed(candidate) ? 1 : 0)],
];

/** Pairs a second of this thread's own processor time, so that neighbours on the machine do not count. */
function measure(pairs: Pair[], compare: (pair: Pair) => number): number {
  const before = process.cpuUsage();
  let seen = 0;
  for (let n = 0; n < pairsARound; n++) {
    const pair = pairs[n % pairs.length];
    if (pair !== undefined) seen += compare(pair);
  }
  const { user, system } = process.cpuUsage(before);
  if (seen < 0) throw new Error("nothing was compared");
  return pairsARound / ((user + system) / 1e6);
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

for (const [set, pairs] of [...sets, ...lateSets]) {
  const results = new Map(ways.map(([way]) => [way, [] as number[]]));
  // Turn by turn in short slices: what else the machine does meets all of them alike.
  for (let round = -4; round < rounds; round++)
    for (const [way, compare] of ways) {
      const rate = measure(pairs, compare);
      if (round >= 0) results.get(way)?.push(rate);
    }
  const peer = median(results.get(peerName) ?? []);
  console.log(`${set} (${pairs[0]?.legacy.body.length} bytes), pairs a CPU-second, median of ${rounds}:`);
  for (const [way, rates] of results)
    console.log(
      `  ${way.padEnd(32)} ${Math.round(median(rates)).toLocaleString("en").padStart(8)}  ${(median(rates) / peer).toFixed(2)} of ${peerName}`,
    );
}
