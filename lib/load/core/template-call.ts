import { nearestWord } from "./nearest-word.ts";

/** A word of a template: bare (`RAW`, `PASS:85`) or quoted (`'LOT-'`, `'on hold':10`). `offset` counts in the whole text. */
export type Token = { raw: string; text: string; quoted: boolean; weight: number | null; offset: number };

/** What a template asks for, read and checked once. */
export type TemplateCall =
  | { fn: "text"; text: string }
  | { fn: "vu"; range: { from: number; to: number } | null }
  | { fn: "unique"; prefix: string }
  | { fn: "pick"; choices: readonly Choice[] }
  | { fn: "number"; min: number; max: number; decimals: number }
  | { fn: "uuid" }
  | { fn: "now" }
  | { fn: "secret"; name: string }
  | { fn: "remembered"; name: string; field: string | null };

/** `bare`: the word is a JSON number, true, false or null and stays that where it is the whole text. */
export type Choice = { text: string; bare: boolean; weight: number };

/** `expected` reads on as "… was expected", with its examples after ", such as". */
export type TemplateMistake = { offset: number; expected: string; found: string };

type Read = TemplateCall | TemplateMistake;
type Arguments = { name: Token; rest: readonly Token[] };

const USAGE = {
  vu: "vu alone or with a first and a last whole number, such as {{vu 1 10}}",
  unique: "unique with one prefix in quotes, such as {{unique 'LOT-'}}",
  pick: "pick with its choices, such as {{pick RAW WIP FINISHED}}",
  number: "number with lowest, highest and decimals, such as {{number 50 500 1}}",
  integer: "integer with lowest and highest, such as {{integer 1 7}}",
  uuid: "uuid without anything after it, such as {{uuid}}",
  now: "now without anything after it, such as {{now}}",
} as const;

type FunctionName = keyof typeof USAGE;

const READ: Record<FunctionName, (args: Arguments) => Read> = {
  vu: readVu,
  unique: ({ name, rest }) => {
    if (rest.length > 1) return wrongUse("unique", name, rest);
    return { fn: "unique", prefix: rest[0]?.text ?? "" };
  },
  pick: readPick,
  number: readNumber,
  integer: readInteger,
  uuid: ({ name, rest }) => (rest.length === 0 ? { fn: "uuid" } : wrongUse("uuid", name, rest)),
  now: ({ name, rest }) => (rest.length === 0 ? { fn: "now" } : wrongUse("now", name, rest)),
};

/** Names that a scenario cannot give to what it remembers. */
export const TEMPLATE_FUNCTIONS: readonly string[] = [...Object.keys(USAGE), "secret"];

const REMEMBERED = /^([A-Za-z_][\w-]*)(?:\.([A-Za-z_][\w-]*))?$/;
const JSON_BARE = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/;

const WHOLE: Shape = { expected: "a whole number, such as 1 or 10", pattern: /^-?\d{1,15}$/ };
const DECIMAL: Shape = { expected: "a number, such as 50 or 0.5", pattern: /^-?\d{1,12}(?:\.\d{1,9})?$/ };

/** Reads the words between `{{` at `offset` and `}}`. Whether a remembered name exists is not asked here. */
export function readCall(tokens: readonly Token[], offset: number): Read {
  const [name, ...rest] = tokens;
  if (name === undefined) return { offset, expected: "a template, such as {{integer 1 7}}", found: "{{}}" };
  if (name.quoted) return readQuoted(name, rest);
  if (isFunction(name.raw)) return READ[name.raw]({ name, rest });
  if (name.raw === "secret" || name.raw.startsWith("secret.")) return readSecret(name, rest);
  if (rest.length > 0) return unknownFunction(name);
  const [, remembered, field] = REMEMBERED.exec(name.raw) ?? [];
  if (remembered === undefined) return unknownFunction(name);
  return { fn: "remembered", name: remembered, field: field ?? null };
}

function isFunction(word: string): word is FunctionName {
  return Object.hasOwn(USAGE, word);
}

function readQuoted(name: Token, rest: readonly Token[]): Read {
  if (rest.length === 0 && name.weight === null) return { fn: "text", text: name.text };
  return unknownFunction(name);
}

function unknownFunction(name: Token): TemplateMistake {
  const near = nearestWord(name.raw, TEMPLATE_FUNCTIONS);
  const example = near === null || near === "secret" ? "pick, number or unique" : near;
  return { offset: name.offset, expected: `a known function, such as ${example}`, found: name.raw };
}

function wrongUse(name: FunctionName, token: Token, rest: readonly Token[]): TemplateMistake {
  const found = [token, ...rest].map((word) => word.raw).join(" ");
  return { offset: token.offset, expected: USAGE[name], found: `{{${found}}}` };
}

function readSecret(name: Token, rest: readonly Token[]): Read {
  const secret = name.raw.slice("secret.".length);
  if (rest.length === 0 && /^[A-Z0-9_]+$/.test(secret)) return { fn: "secret", name: secret };
  const expected = "a secret named in capitals, digits and underscores, such as {{secret.OPERATOR_PASSWORD}}";
  return { offset: name.offset, expected, found: `{{${[name, ...rest].map((word) => word.raw).join(" ")}}}` };
}

function readVu({ name, rest }: Arguments): Read {
  if (rest.length === 0) return { fn: "vu", range: null };
  const range = wholeNumbers("vu", name, rest);
  return "expected" in range ? range : { fn: "vu", range: { from: range.min, to: range.max } };
}

function readInteger({ name, rest }: Arguments): Read {
  const range = wholeNumbers("integer", name, rest);
  return "expected" in range ? range : { fn: "number", ...range, decimals: 0 };
}

function wholeNumbers(fn: FunctionName, name: Token, rest: readonly Token[]) {
  const [first, second] = rest;
  if (first === undefined || second === undefined || rest.length > 2) return wrongUse(fn, name, rest);
  const min = numberOf(first, WHOLE);
  const max = numberOf(second, WHOLE);
  if (typeof min !== "number") return min;
  if (typeof max !== "number") return max;
  if (max < min) return belowLowest(second, min);
  return { min, max };
}

function readNumber({ name, rest }: Arguments): Read {
  const [low, high, places] = rest;
  if (low === undefined || high === undefined || places === undefined || rest.length > 3)
    return wrongUse("number", name, rest);
  const min = numberOf(low, DECIMAL);
  const max = numberOf(high, DECIMAL);
  if (typeof min !== "number") return min;
  if (typeof max !== "number") return max;
  if (!/^[0-9]$/.test(places.raw)) return mistakeAt(places, "a count of decimals from 0 to 9, such as 1");
  if (max < min) return belowLowest(high, min);
  const decimals = Number(places.raw);
  const grid = gridWithin(min, max, decimals);
  if (grid.highest < grid.lowest) return mistakeAt(high, `a range that holds a number of ${decimals} decimals`);
  return { fn: "number", min, max, decimals };
}

/** The lowest and highest whole multiples of one unit in the last decimal that lie within min and max. */
export function gridWithin(min: number, max: number, decimals: number): { lowest: number; highest: number } {
  const scale = 10 ** decimals;
  // Products such as 0.1 × 10 may land a hair off a whole number; a millionth of a step is no step.
  return { lowest: Math.ceil(min * scale - 1e-6), highest: Math.floor(max * scale + 1e-6) };
}

type Shape = { expected: string; pattern: RegExp };

function numberOf(token: Token, { expected, pattern }: Shape): number | TemplateMistake {
  return !token.quoted && pattern.test(token.raw) ? Number(token.raw) : mistakeAt(token, expected);
}

function belowLowest(token: Token, min: number): TemplateMistake {
  return mistakeAt(token, `a highest number not below the lowest, such as ${min}`);
}

function mistakeAt(token: Token, expected: string): TemplateMistake {
  return { offset: token.offset, expected, found: token.raw };
}

function readPick({ name, rest }: Arguments): Read {
  if (rest.length === 0) return wrongUse("pick", name, rest);
  const choices = rest.map(choiceOf);
  const weighted = choices.filter((choice) => choice.weighted).length;
  if (weighted > 0 && weighted < choices.length) {
    const odd = rest[choices.findIndex((choice) => !choice.weighted)] ?? name;
    return mistakeAt(odd, "a weight for each choice or for none, such as PASS:85");
  }
  const light = rest.find((_, index) => !((choices[index]?.weight ?? 0) > 0));
  if (light !== undefined) return mistakeAt(light, "a weight above 0, such as PASS:85");
  return { fn: "pick", choices: choices.map(({ text, bare, weight }) => ({ text, bare, weight })) };
}

function choiceOf(token: Token): Choice & { weighted: boolean } {
  const [, word, weight] = token.quoted ? [] : (/^(.+):(\d+(?:\.\d+)?)$/.exec(token.raw) ?? []);
  const given = token.weight ?? (weight === undefined ? null : Number(weight));
  const text = word ?? token.text;
  return { text, bare: !token.quoted && JSON_BARE.test(text), weight: given ?? 1, weighted: given !== null };
}
