import { nearestWord } from "./nearest-word.ts";
import { readSince, type Since, sinceHint } from "./run-filter-since.ts";

/** What the runs list is narrowed to, as people type it: words, and `target:`, `scenario:`, `by:`, `since:`, `verdict:`,
 *  `baseline:`. */

type VerdictAsked = "pass" | "fail" | "inconclusive" | "running";

/** Words must all be there; of several values behind one key one is enough. Times are since the latest `since:`; `baseline`: only those, or only
 *  others, by the latest; null: both. */
export type RunFilter = {
  words: string[];
  target: string[];
  scenario: string[];
  by: string[];
  since: Since | null;
  verdict: VerdictAsked[];
  baseline: boolean | null;
};

export type FilterRead = { ok: true; filter: RunFilter } | { ok: false; sentence: string };

export const noFilter: RunFilter = {
  ...{ words: [], target: [], scenario: [], by: [] },
  ...{ since: null, verdict: [], baseline: null },
};

const longest = 200;
const keys = ["target", "scenario", "by", "since", "verdict", "baseline"];
const verdicts: readonly VerdictAsked[] = ["pass", "fail", "inconclusive", "running"];
/** Both with an optional key before it: "in quotes", or up to the next space. A key is letters only, so that 10:40 is a word. */
const part = /(?:([\p{L}-]+):(?!\/\/))?(?:"([^"]*)"|([^\s"]\S*))?/gu;

/** Reads a filter. Refused with a sentence: a key that does not exist, one without a value, a day or a verdict that is none, quotes left open,
 *  more than 200 characters, characters that no text here can hold. */
export function readRunFilter(text: string): FilterRead {
  if (text.length > longest) return wrong(`A filter has at most ${longest} characters; this one has ${text.length}.`);
  if (/[\p{Cc}\p{Cs}]/u.test(text)) return wrong("The filter holds a character that cannot be searched for.");
  if ((text.split('"').length - 1) % 2 === 1) return wrong("A quotation mark is left open; close it or leave it out.");
  const filter = structuredClone(noFilter);
  for (const [whole, key, quoted, plain] of text.matchAll(part)) {
    if (whole === "") continue;
    const mistake = add(filter, key, (quoted ?? plain ?? "").trim());
    if (mistake !== null) return wrong(mistake);
  }
  return { ok: true, filter };
}

function wrong(sentence: string): FilterRead {
  return { ok: false, sentence };
}

/** Puts one part in; answers what is wrong with it, or null. */
function add(filter: RunFilter, key: string | undefined, value: string): string | null {
  if (key === undefined) {
    if (value !== "") filter.words.push(value);
    return null;
  }
  const known = key.toLowerCase();
  if (!keys.includes(known)) return noSuchKey(key);
  if (value === "") return `${known}: needs something behind it, without a space: ${exampleOf(known)}.`;
  if (known === "since") return addSince(filter, value);
  if (known === "verdict") return addVerdict(filter, value);
  if (known === "baseline") return addBaseline(filter, value);
  if (known === "target" || known === "scenario" || known === "by") filter[known].push(value);
  return null;
}

function noSuchKey(key: string): string {
  const meant = nearestWord(key, keys);
  const offer = meant === null ? `There are ${keys.map((one) => `${one}:`).join(", ")}` : `Did you mean ${meant}:`;
  const end = meant === null ? "." : "?";
  return `There is no filter ${key}:. ${offer}${end} Put words with a colon in "quotes".`;
}

const examples: Readonly<Record<string, string>> = {
  since: "since:7d",
  verdict: "verdict:fail",
  baseline: "baseline:yes",
};

function exampleOf(key: string): string {
  return examples[key] ?? `${key}:${key === "by" ? "anna" : key === "target" ? "staging" : "operators"}`;
}

function addSince(filter: RunFilter, value: string): string | null {
  const since = readSince(value);
  if (since === null) return `since:${value} is no day or time. ${sinceHint}`;
  filter.since = since;
  return null;
}

function addVerdict(filter: RunFilter, value: string): string | null {
  const asked = verdicts.find((one) => one === value.toLowerCase());
  if (asked === undefined) return `verdict:${value} is none. It is pass, fail, inconclusive or running.`;
  filter.verdict.push(asked);
  return null;
}

function addBaseline(filter: RunFilter, value: string): string | null {
  const asked = value.toLowerCase();
  if (asked !== "yes" && asked !== "no") return `baseline:${value} is neither baseline:yes nor baseline:no.`;
  filter.baseline = asked === "yes";
  return null;
}
