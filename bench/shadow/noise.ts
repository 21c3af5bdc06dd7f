/** How well noise is told from faults: `node --import tsx bench/shadow/noise.ts [interfaces]`. Each interface is made up anew from the
 *  fields of noise-fields.ts and real-fields.ts, 500 exchanges each. Aim without a twin: precision ≥ 95 %, recall ≥ 85 %. */
import { compareAnswers } from "#lib/shadow/core/compare-answers.ts";
import { compileRules } from "#lib/shadow/core/compile-rules.ts";
import type { Answer } from "#lib/shadow/core/exchange.ts";
import { groupKey, groupText } from "#lib/shadow/core/group.ts";
import { noIds } from "#lib/shadow/core/id-equality.ts";
import { type NoiseEvidence, proposeNoise } from "#lib/shadow/core/noise.ts";
import type { Shown } from "#lib/shadow/core/noise-shapes.ts";
import { type Field, type Moment, noiseFields, type Random, randomOf } from "./noise-fields.ts";
import { realFields } from "./real-fields.ts";

const interfaces = Number(process.argv[2] ?? 300);
const exchanges = 500;

type Planted = {
  path: string;
  isNoise: boolean;
  name: string;
  give: ReturnType<Field["make"]>;
  place: "top" | "meta" | "list";
};

/** Ten to twenty fields under names of their own, at the top, in an object or in a list's members. */
function makeInterface(random: Random): Planted[] {
  const planted = new Map<string, Planted>();
  for (let n = 10 + random.whole(10); n > 0; n--) {
    const field = random.pick(random.next() < 0.5 ? noiseFields : realFields);
    const name = random.pick(field.names);
    const isClimbing = /seq|revision|offset|_no$|number|uptime/.test(name);
    const place = isClimbing ? "top" : random.pick(["top", "top", "meta", "list"] as const);
    const path = { top: `$.${name}`, meta: `$.meta.${name}`, list: `$.items[*].${name}` }[place];
    if (!planted.has(path)) planted.set(path, { path, isNoise: field.isNoise, name, give: field.make(random), place });
  }
  return [...planted.values()];
}

type Body = { meta: Record<string, unknown>; items: Record<string, unknown>[]; [name: string]: unknown };

function bodiesOf(fields: readonly Planted[], moment: Moment, random: Random): [Body, Body, Body] {
  const members = random.whole(4);
  const empty = (): Body => ({ ok: true, meta: {}, items: Array.from({ length: members }, () => ({ kind: "event" })) });
  const bodies: [Body, Body, Body] = [empty(), empty(), empty()];
  for (const field of fields)
    for (let member = 0; member < (field.place === "list" ? members : 1); member++) {
      const thing = field.place === "list" ? moment.thing * 5 + member : moment.thing;
      const values = field.give({ ...moment, thing });
      for (const [side, body] of bodies.entries()) holderOf(body, field.place, member)[field.name] = values[side];
    }
  return bodies;
}

function holderOf(body: Body, place: Planted["place"], member: number): Record<string, unknown> {
  if (place === "top") return body;
  return place === "meta" ? body.meta : (body.items[member] ?? {});
}

const answerOf = (value: unknown): Answer => {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return {
    status: 200,
    headers: [["content-type", "application/json"]],
    body: { bytes, length: bytes.length },
    latencyMs: 1,
  };
};
const rules = compileRules({ version: 1, endpoints: [], rules: [], critical: [], comparedHeaders: [] });
const compare = (one: unknown, other: unknown) =>
  compareAnswers(answerOf(one), answerOf(other), { endpoint: "e", rules, ids: noIds }).differences;

/** Differences by group, each exchange once, as the store keeps them. */
function gather(
  into: Map<string, NoiseEvidence & { samples: Shown[] }>,
  differences: ReturnType<typeof compare>,
  at: number,
): void {
  const seen = new Set<string>();
  for (const difference of differences) {
    const key = groupText(groupKey("e", difference));
    const { path, kind, shape } = difference;
    const known = into.get(key) ?? {
      endpoint: "e",
      path,
      kind,
      shape,
      differing: 0,
      compared: exchanges,
      samples: [],
      twin: null,
    };
    into.set(key, { ...known, differing: known.differing + (seen.has(key) ? 0 : 1) });
    seen.add(key);
    if (known.samples.length < 500)
      known.samples.push({ legacy: difference.legacy, candidate: difference.candidate, at });
  }
}

function evidenceOf(fields: readonly Planted[], random: Random): { alone: NoiseEvidence[]; withTwin: NoiseEvidence[] } {
  const [own, twins] = [
    new Map<string, NoiseEvidence & { samples: Shown[] }>(),
    new Map<string, NoiseEvidence & { samples: Shown[] }>(),
  ];
  let at = 1_716_000_000_000;
  for (let n = 0; n < exchanges; n++) {
    at += 200 + random.whole(4000);
    const moment = { at, n, thing: n < 100 || random.next() < 0.5 ? n : random.whole(n) };
    const [legacy, candidate, twin] = bodiesOf(fields, moment, random);
    gather(own, compare(legacy, candidate), at);
    gather(twins, compare(legacy, twin), at);
  }
  const alone = [...own.values()];
  const withTwin = [...own].map(([key, one]) => {
    const { differing, samples } = twins.get(key) ?? { differing: 0, samples: [] };
    return { ...one, twin: { compared: exchanges, differing, samples } };
  });
  return { alone, withTwin };
}

type Score = { right: number; wrong: number; missed: number; names: Map<string, number> };
const newScore = (): Score => ({ right: 0, wrong: 0, missed: 0, names: new Map() });

function score(into: Score, fields: readonly Planted[], evidence: readonly NoiseEvidence[]): void {
  const proposed = new Set(proposeNoise(evidence).map((one) => one.path));
  const differing = new Set(evidence.map((one) => one.path));
  for (const { path, isNoise } of fields.filter((one) => differing.has(one.path))) {
    const isProposed = proposed.has(path);
    into.right += isNoise && isProposed ? 1 : 0;
    if (isNoise === isProposed) continue;
    into[isNoise ? "missed" : "wrong"]++;
    const what = `${isNoise ? "missed" : "wrong"} ${path.replace(/^.*\./, "")}`;
    into.names.set(what, (into.names.get(what) ?? 0) + 1);
  }
}

const scores = { "without a twin": newScore(), "with a twin": newScore() };
for (let n = 0; n < interfaces; n++) {
  const random = randomOf(n + 1);
  const fields = makeInterface(random);
  const { alone, withTwin } = evidenceOf(fields, random);
  score(scores["without a twin"], fields, alone);
  score(scores["with a twin"], fields, withTwin);
}
for (const [name, { right, wrong, missed, names }] of Object.entries(scores)) {
  console.log(
    `${name}: precision ${((right / (right + wrong)) * 100).toFixed(1)} %, recall ${((right / (right + missed)) * 100).toFixed(1)} % (${right} right, ${wrong} wrong, ${missed} missed; ${interfaces} interfaces)`,
  );
  for (const [what, times] of [...names].sort((a, b) => b[1] - a[1]).slice(0, 15)) console.log(`  ${times} × ${what}`);
}
