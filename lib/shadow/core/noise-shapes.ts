import { changingPartOf, isUuid } from "./changing-part.ts";
import type { Json } from "./json-value.ts";
import { isKeyLike, lastName } from "./key-like.ts";
import { clockTolerance, type TimedSample } from "./noise-times.ts";
import type { RuleEffect } from "./rules.ts";

/** What noise looks like where no twin tells. Never a matter of taste: kilograms for grams, spaces, rounding and zones are no noise. */

export type NoiseKind = "uuid" | "token" | "id" | "clock" | "counter" | "timing" | "technical header";

/** A differing pair of values as raw JSON tokens, and when it was seen (epoch ms). */
export type Shown = { legacy: string | null; candidate: string | null; at: number };

/** The samples as values in the order of time; cut tokens and missing values are left out. */
export function readSamples(samples: readonly Shown[]): TimedSample[] {
  const read = samples.flatMap(({ legacy, candidate, at }) => {
    const [left, right] = [readToken(legacy), readToken(candidate)];
    return left === undefined || right === undefined ? [] : [{ legacy: left, candidate: right, at }];
  });
  return read.sort((one, other) => one.at - other.at);
}

function readToken(token: string | null): Json | undefined {
  if (token === null || token.endsWith("…")) return undefined;
  try {
    return JSON.parse(token) as Json;
  } catch {
    return undefined;
  }
}

export type Field = {
  path: string;
  /** Of the exchanges that have it, the share that differ. */
  share: number;
  samples: readonly TimedSample[];
};

type Found = { what: NoiseKind; effect: RuleEffect };

/** Fewer samples, or fewer values among them, show no pattern. */
const fewestSamples = 20;
const fewestValues = 8;

const ignore: RuleEffect = { do: "ignore" };
const technical =
  /^header:(?:date|server|via|age|x-powered-by|x-runtime|x-served-by|x-request-id|x-correlation-id|x-trace-id|traceparent|set-cookie|cf-ray)$/;

/** Which kind of noise a field is, and the narrowest rule for it; null for anything that is not surely noise. */
export function noiseByShape(field: Field): Found | null {
  if (technical.test(field.path)) return { what: "technical header", effect: ignore };
  if (field.samples.length < fewestSamples) return null;
  const toleranceMs = clockTolerance(field.samples, field.share);
  if (toleranceMs !== null) return { what: "clock", effect: { do: "time", toleranceMs } };
  const what = recognisers.find(([, is]) => is(field))?.[0];
  return what === undefined ? null : { what, effect: ignore };
}

const recognisers: [NoiseKind, (field: Field) => boolean][] = [
  ["uuid", isUuidNoise],
  ["token", isTokenNoise],
  ["id", isIdNoise],
  ["counter", isCounterNoise],
  ["timing", isTimingNoise],
];

/** Whether both sides are such texts, in all samples or in nearly all: a token may lack a figure by chance. */
function areTexts({ samples }: Field, is: (text: string) => boolean, most = 1): boolean {
  const fits = (value: Json) => typeof value === "string" && is(value);
  return samples.filter(({ legacy, candidate }) => fits(legacy) && fits(candidate)).length >= samples.length * most;
}

/** How many values each side has among the samples: a constant is a wrong value, not noise. */
function distinct({ samples }: Field): [legacy: number, candidate: number] {
  const values = (pick: (sample: TimedSample) => Json) => new Set(samples.map((sample) => String(pick(sample)))).size;
  return [values((sample) => sample.legacy), values((sample) => sample.candidate)];
}

function isVaried(field: Field, most = fewestValues): boolean {
  return Math.min(...distinct(field)) >= most;
}

/** Lists may be empty and fields null; a UUID, and below a token, is too sure a sign to ask for more. */
function isUuidNoise(field: Field): boolean {
  return field.share >= 0.15 && areTexts(field, isUuid) && isVaried(field);
}

const computed = /checksum|digest|sha|md5|crc|fingerprint|hash/i;

function isTokenNoise(field: Field): boolean {
  if (computed.test(lastName(field.path)) || !areTexts(field, isRandomText, 0.9)) return false;
  return field.share >= 0.15 && isVaried(field, field.samples.length * 0.5) && isOneLength(field);
}

/** Hexadecimal, ULID or base64 of a length that nobody types. */
function isRandomText(text: string): boolean {
  const bare = text.replace(/^(?:W\/)?"|"$/g, "").replace(/^[a-z]{2,8}_/, "");
  if (changingPartOf(bare) === "hash") return true;
  const isMixed = /\d/.test(bare) && /[a-z]/.test(bare) && /[A-Z]/.test(bare);
  return bare.length >= 16 && isMixed && /^[\w+/=.-]+$/.test(bare) && !/^\d{4}-/.test(bare);
}

function isOneLength({ samples }: Field): boolean {
  const near = samples.filter(
    ({ legacy, candidate }) => Math.abs(String(legacy).length - String(candidate).length) <= 4,
  );
  return near.length >= samples.length * 0.95;
}

/** Ids: whole numbers, UUIDs or codes of one form on both sides, one for one, in a place named like an id. In a link, everything else equal. */
function isIdNoise(field: Field): boolean {
  if (!isKeyLike(field.path) || !isVaried(field) || !isOneForOne(field.samples)) return false;
  if (field.share < (field.path.includes("[*]") ? 0.4 : 0.85)) return false;
  return field.samples.every(({ legacy, candidate }) => isIdPair(legacy, candidate));
}

function isIdPair(legacy: Json, candidate: Json): boolean {
  if (Number.isInteger(legacy) && Number.isInteger(candidate)) return Number(legacy) >= 0 && Number(candidate) >= 0;
  if (typeof legacy !== "string" || typeof candidate !== "string") return false;
  if (legacy.includes("/")) return formOfLink(legacy) === formOfLink(candidate);
  const [left, right] = [changingPartOf(legacy), changingPartOf(candidate)];
  if (left === null || right === null || left === "date") return false;
  return (
    left === right &&
    (left !== "integer" || !isPadded(legacy, candidate)) &&
    (left !== "code" || wordsOf(legacy) === wordsOf(candidate))
  );
}

/** `00017` for `17` is another way of writing, not another id. */
function isPadded(legacy: string, candidate: string): boolean {
  return Number(legacy) === Number(candidate);
}

/** A code without its figures: REQ-000123 and REQ-000987 are of one form. */
function wordsOf(code: string): string {
  return code.replace(/\d+/g, "#");
}

function formOfLink(link: string): string {
  return link
    .split(/([/?&=#])/)
    .map((part) => (changingPartOf(part) === null ? part : "*"))
    .join("");
}

function isOneForOne(samples: readonly TimedSample[]): boolean {
  const [there, back] = [new Map<string, string>(), new Map<string, string>()];
  let broken = 0;
  for (const { legacy, candidate } of samples) {
    const [left, right] = [String(legacy), String(candidate)];
    if ((there.get(left) ?? right) !== right || (back.get(right) ?? left) !== left) broken++;
    there.set(left, right);
    back.set(right, left);
  }
  return broken <= samples.length * 0.02;
}

const measured =
  /total|sum|count|amount|qty|quantity|stock|balance|weight|kg|price|value|level|temp|remaining|available|pieces|size/i;
const counted =
  /seq|serial|counter|revision|version|offset|position|uptime|tick|request|nonce|(?:^|_)(?:no|nr|num|number)$|(?:No|Nr|Number)$/;

/** Whole numbers that climb with every exchange on both sides. What is measured or summed up is never taken for a counter. */
function isCounterNoise(field: Field): boolean {
  const name = lastName(field.path);
  if (field.share < 0.9 || measured.test(name) || field.path.includes("[*]") || !isVaried(field)) return false;
  const numbers = field.samples.map(({ legacy, candidate }) => [numberIn(legacy), numberIn(candidate)] as const);
  const form = ({ legacy, candidate }: TimedSample) => wordsOf(String(legacy)) === wordsOf(String(candidate));
  if (numbers.some(([one, other]) => one === null || other === null || one === other)) return false;
  if (!field.samples.every(form)) return false;
  const isStrict = !counted.test(name);
  const [left, right] = [numbers.map(([value]) => value ?? 0), numbers.map(([, value]) => value ?? 0)];
  return climbs(left, isStrict) && climbs(right, isStrict);
}

function numberIn(value: Json): number | null {
  if (typeof value === "number") return Number.isInteger(value) && value >= 0 ? value : null;
  if (typeof value !== "string" || changingPartOf(value) === null) return null;
  const digits = /(\d{1,15})\D*$/.exec(value)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** Asked side by side, two requests may overtake each other: one step back in fifty is allowed. */
function climbs(values: readonly number[], isStrict: boolean): boolean {
  const back = values.filter(
    (value, place) => place > 0 && !(isStrict ? value > (values[place - 1] ?? 0) : value >= (values[place - 1] ?? 0)),
  );
  return back.length <= values.length * 0.02;
}

const timed =
  /took|elapsed|latency|runtime|process(?:ing)?_?(?:time|ms)|response_?time|query_?(?:time|ms)|duration|(?:^|_)(?:ms|millis)$|(?:Ms|Millis)$/i;

/** How long the answer took: numbers that have nothing to do with each other. A duration that the site measured follows its like. */
function isTimingNoise(field: Field): boolean {
  if (field.share < 0.5 || !timed.test(lastName(field.path)) || Math.max(...distinct(field)) < fewestValues)
    return false;
  const pairs = field.samples.map(({ legacy, candidate }) => [Number(legacy), Number(candidate)] as const);
  if (pairs.some((pair) => pair.some((value) => !Number.isFinite(value) || value < 0))) return false;
  return Math.abs(correlation(pairs)) < 0.5;
}

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (place: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[place], 0) / pairs.length;
  const [left, right] = [mean(0), mean(1)];
  let [both, leftSquares, rightSquares] = [0, 0, 0];
  for (const [one, other] of pairs) {
    both += (one - left) * (other - right);
    leftSquares += (one - left) ** 2;
    rightSquares += (other - right) ** 2;
  }
  return leftSquares === 0 || rightSquares === 0 ? 1 : both / Math.sqrt(leftSquares * rightSquares);
}
