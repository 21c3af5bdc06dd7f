import { changingPartOf } from "./changing-part.ts";
import type { Json } from "./json-value.ts";
import { isKeyLike, lastName } from "./key-like.ts";
import { areUnrelatedDurations } from "./noise-durations.ts";
import { isServerName, isTechnicalHeader } from "./noise-servers.ts";
import { clockTolerance, fewestReadings, type TimedSample } from "./noise-times.ts";
import { areNearlyEqual, isRandomText, isUnrelated, isUuidPair, uncoated } from "./noise-tokens.ts";
import type { RuleEffect } from "./rules.ts";

/** What noise looks like where no twin tells. Never a matter of taste: kilograms for grams, spaces, rounding and zones are no noise. */

export type NoiseKind =
  | "uuid"
  | "token"
  | "id"
  | "clock"
  | "counter"
  | "revision"
  | "timing"
  | "server"
  | "order"
  | "technical header";

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
/** Which kind of noise a field is, and the narrowest rule for it; null for anything that is not surely noise. */
export function noiseByShape(field: Field): Found | null {
  if (isTechnicalHeader(field.path)) return { what: "technical header", effect: ignore };
  if (field.samples.length < fewestReadings) return null;
  const toleranceMs = clockTolerance(field.samples, field.share);
  if (toleranceMs !== null) return { what: "clock", effect: { do: "time", toleranceMs } };
  if (field.samples.length < fewestSamples) return null;
  const what = recognisers.find(([, is]) => is(field))?.[0];
  return what === undefined ? null : { what, effect: ignore };
}

const recognisers: [NoiseKind, (field: Field) => boolean][] = [
  ["uuid", isUuidNoise],
  ["token", isTokenNoise],
  ["id", isIdNoise],
  ["counter", isCounterNoise],
  ["revision", isRevision],
  ["timing", isTimingNoise],
  ["server", ({ path, share, samples }) => share >= 0.9 && isServerName(path, samples)],
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

const isPairOfUuids = ({ legacy, candidate }: TimedSample) => isUuidPair(legacy, candidate);

/** Lists may be empty and fields null; a UUID, and below a token, is too sure a sign to ask for more. */
function isUuidNoise(field: Field): boolean {
  return field.share >= 0.15 && field.samples.every(isPairOfUuids) && isVaried(field);
}

const computed = /checksum|digest|sha|md5|crc|fingerprint|hash/i;

/** New with each answer; or the thing's own, then one for one, and the sides must know nothing of each other. */
function isTokenNoise(field: Field): boolean {
  if (computed.test(lastName(field.path)) || field.share < 0.15) return false;
  const looksRandom = areTexts(field, isRandomText, 0.9) && isOneLength(field) && !areNearlyEqual(field.samples);
  if (looksRandom && isVaried(field, field.samples.length * 0.5)) return true;
  if (!isVaried(field) || !(looksRandom || field.share >= 0.9)) return false;
  return isOneForOne(field.samples) && isUnrelated(field.samples);
}

function isOneLength({ samples }: Field): boolean {
  const near = samples.filter(
    ({ legacy, candidate }) => Math.abs(String(legacy).length - String(candidate).length) <= 4,
  );
  return near.length >= samples.length * 0.95;
}

/** Ids: whole numbers, UUIDs or codes of one form on both sides, one for one, in a place named like an id (at
 *  `location` or `next` a number is none). In a link, everything else equal. */
function isIdNoise(field: Field): boolean {
  if (!isKeyLike(field.path) || !isVaried(field) || !isOneForOne(field.samples)) return false;
  if (field.share < (field.path.includes("[*]") ? 0.4 : 0.85)) return false;
  if (field.samples.some(isNumber) && (!/id|key|ref/i.test(lastName(field.path)) || isOneOff(field))) return false;
  return field.samples.every(({ legacy, candidate }) => isIdPair(legacy, candidate));
}

const isNumber = ({ legacy }: TimedSample) => typeof legacy === "number";

/** One more (or less) everywhere is a mistake in counting sooner than another table; not in a table's own key, where one write that
 *  only one system got makes just that. */
function isOneOff({ path, samples }: Field): boolean {
  if (/^_?id$/i.test(lastName(path))) return false;
  const apart = new Set(samples.map(({ legacy, candidate }) => Number(candidate) - Number(legacy)));
  return apart.size === 1 && (apart.has(1) || apart.has(-1));
}

function isIdPair(coated: Json, other: Json): boolean {
  const [legacy, candidate] = [uncoated(coated), uncoated(other)];
  if (Number.isInteger(legacy) && Number.isInteger(candidate)) return Number(legacy) >= 0 && Number(candidate) >= 0;
  if (typeof legacy !== "string" || typeof candidate !== "string") return false;
  if (legacy !== coated) return candidate !== other && /\d/.test(legacy) && wordsOf(legacy) === wordsOf(candidate);
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

/** Where the system itself stands (`https://old.site:8080`) is left out. A link to localhost leads nowhere and stays a fault. */
function formOfLink(link: string): string {
  return link
    .replace(/^https?:\/\/(?!localhost\b|127\.|0\.0\.0\.0)[\w.-]+(?::\d+)?(?=\/)/, "")
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
  const form = ({ legacy, candidate }: TimedSample) =>
    wordsOf(String(uncoated(legacy))) === wordsOf(String(uncoated(candidate)));
  if (numbers.some(([one, other]) => one === null || other === null || one === other)) return false;
  if (!field.samples.every(form)) return false;
  const isStrict = !counted.test(name);
  const [left, right] = [numbers.map(([value]) => value ?? 0), numbers.map(([, value]) => value ?? 0)];
  return climbs(left, isStrict) && climbs(right, isStrict);
}

function numberIn(coated: Json): number | null {
  const value = uncoated(coated);
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

/** Names by which stores number their own writes: SQL row versions, JPA, FHIR, Kubernetes, Elasticsearch. A plain `version` may be one of
 *  a document that people count. */
const revised =
  /^(?:_version|_seq_no|_primary_term|versionId|resourceVersion|(?:row|lock|record|entity|object)_?version)$/i;

function isRevision(field: Field): boolean {
  if (field.share < 0.5 || !revised.test(lastName(field.path))) return false;
  return field.samples.every(({ legacy, candidate }) => numberIn(legacy) !== null && numberIn(candidate) !== null);
}

const timed =
  /took|(?:^|_)age(?:_?(?:s|seconds|ms))?$|Age(?:Seconds|Ms)?$|elapsed|latency|runtime|process(?:ing)?_?(?:time|ms)|response_?time|query_?(?:time|ms)|duration|(?:^|_)(?:ms|millis)$|(?:Ms|Millis)$/i;

/** How long the answer took: numbers that have nothing to do with each other. A duration that the site measured follows its like. */
function isTimingNoise(field: Field): boolean {
  if (field.share < 0.5 || !timed.test(lastName(field.path)) || Math.max(...distinct(field)) < fewestValues)
    return false;
  return areUnrelatedDurations(field.samples);
}
