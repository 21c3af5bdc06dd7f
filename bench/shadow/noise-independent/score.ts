/** Runs the independent set through comparison and proposals, as an ingested batch goes, and counts what is proposed rightly. */
import { compareAnswers } from "#lib/shadow/core/compare-answers.ts";
import { compileRules } from "#lib/shadow/core/compile-rules.ts";
import type { Answer, Exchange } from "#lib/shadow/core/exchange.ts";
import { groupKey, groupText } from "#lib/shadow/core/group.ts";
import { noIds } from "#lib/shadow/core/id-equality.ts";
import { type NoiseEvidence, proposeNoise } from "#lib/shadow/core/noise.ts";
import type { Shown } from "#lib/shadow/core/noise-shapes.ts";
import { redactExchange } from "#lib/shadow/core/redact.ts";
import { compileSecrets } from "#lib/shadow/core/secret-members.ts";
import type { Label } from "./field.ts";
import type { LabelledEndpoint, Answer as Made, Pair } from "./set.ts";

export type Verdict = {
  endpoint: string;
  path: string;
  label: Label;
  proposed: string | null;
  differingRatio: number;
  example: string;
};

type Seen = Map<string, NoiseEvidence & { samples: Shown[] }>;
const mostSamples = 500;
const secrets = compileSecrets([]);

/** Of each labelled place that differs: whether a rule is proposed for it. Secrets are taken out before, and all headers are compared. */
export function judge(endpoint: LabelledEndpoint, withTwin: boolean): Verdict[] {
  const { alone, twins } = gathered(endpoint);
  const evidence = withTwin
    ? [...alone].map(([key, one]) => ({ ...one, twin: twinOf(twins, key, endpoint) }))
    : [...alone.values()];
  const proposals = new Map(proposeNoise(evidence).map((one) => [one.path, `${one.what}, ${one.effect.do}`]));
  const verdicts = new Map<string, Verdict>();
  for (const { path, differing, compared, samples } of evidence) {
    const place = labelled(endpoint.labels, path);
    const proposed = proposals.get(path) ?? null;
    const known = verdicts.get(place.path);
    const example = `${samples[3]?.legacy ?? ""} | ${samples[3]?.candidate ?? ""}`;
    if (known !== undefined && (known.proposed !== null || proposed === null)) continue;
    verdicts.set(place.path, {
      endpoint: endpoint.name,
      ...place,
      proposed,
      differingRatio: differing / compared,
      example,
    });
  }
  return [...verdicts.values()];
}

function twinOf(twins: Seen, key: string, { pairs }: LabelledEndpoint): NoiseEvidence["twin"] {
  const { differing, samples } = twins.get(key) ?? { differing: 0, samples: [] };
  return { compared: pairs.length, differing, samples };
}

/** The label of the place, or of the nearest list that it stands in. */
function labelled(labels: Map<string, Label>, path: string): { path: string; label: Label } {
  const own = path.startsWith("header:") ? `header ${path.slice(7)}` : path;
  for (let at = own; at !== ""; at = at.slice(0, Math.max(at.lastIndexOf("."), at.lastIndexOf("["), 0))) {
    const label = labels.get(at);
    if (label !== undefined) return { path: at, label };
  }
  return { path, label: "same" };
}

function gathered(endpoint: LabelledEndpoint): { alone: Seen; twins: Seen } {
  const [alone, twins]: [Seen, Seen] = [new Map(), new Map()];
  const comparedHeaders = Object.keys(endpoint.pairs[0]?.legacy.headers ?? {});
  const rules = compileRules({ version: 1, endpoints: [], rules: [], critical: [], comparedHeaders });
  const options = { endpoint: endpoint.name, rules, ids: noIds };
  for (const pair of endpoint.pairs) {
    const { legacy, candidate, twin, at } = redactExchange(exchangeOf(pair), secrets);
    if (legacy === null || candidate === null || twin === null) continue;
    const one = { endpoint: endpoint.name, compared: endpoint.pairs.length, at };
    note(alone, compareAnswers(legacy, candidate, options).differences, one);
    note(twins, compareAnswers(legacy, twin, options).differences, one);
  }
  return { alone, twins };
}

type Found = ReturnType<typeof compareAnswers>["differences"];

/** By group, each exchange once, as the store keeps them. */
function note(
  into: Seen,
  differences: Found,
  { endpoint, compared, at }: { endpoint: string; compared: number; at: number },
): void {
  const counted = new Set<string>();
  for (const difference of differences) {
    const { path, kind, shape, legacy, candidate } = difference;
    const key = groupText(groupKey(endpoint, difference));
    const known = into.get(key) ?? { endpoint, path, kind, shape, differing: 0, compared, samples: [], twin: null };
    if (known.samples.length < mostSamples) known.samples.push({ legacy, candidate, at });
    into.set(key, { ...known, differing: known.differing + (counted.has(key) ? 0 : 1) });
    counted.add(key);
  }
}

function exchangeOf({ at, method, target, legacy, candidate, twin }: Pair): Exchange {
  const request = {
    id: at,
    at: Date.parse(at),
    method,
    target,
    requestHeaders: [],
    requestBody: { bytes: null, length: 0 },
  };
  return {
    ...request,
    legacy: answerOf(legacy),
    candidate: answerOf(candidate),
    twin: answerOf(twin),
    notCompared: null,
  };
}

function answerOf({ status, headers, body }: Made): Answer {
  const bytes = new TextEncoder().encode(body);
  return { status, headers: Object.entries(headers), body: { bytes, length: bytes.length }, latencyMs: 1 };
}
