/** Values that nobody means well by, made from the JSON Schema of what a door lets in. The same seed makes the same values. */

export type Chance = {
  /** A whole number from 0 to below `count`. */
  below(count: number): number;
  /** True in `percent` of the cases. */
  percent(percent: number): boolean;
  oneOf<T>(list: readonly [T, ...T[]]): T;
};

/** Mulberry32: 32 bits of state are plenty to choose among cases. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (count: number) => next() % count;
  return {
    below,
    percent: (percent) => below(100) < percent,
    oneOf: ([first, ...others]) => others[below(others.length + 1) - 1] ?? first,
  };
}

/** What JSON has and a JavaScript value has not: put into the text by `jsonText`. */
const rawNumbers = ["1e400", "-1e400", "1e-400", "-0", "123456789012345678901234567890", "0.1e1"] as const;

const nested = (open: string, close: string, depth: number) => `${open.repeat(depth)}${close.repeat(depth)}`;

export const hostileStrings = [
  "",
  " ",
  "\u0000",
  "a\u0000b long enough to pass for a reason",
  "\ud800",
  "\udfff with a lone surrogate in front",
  "\u202e\ufeff\u200b right to left",
  "😀".repeat(50),
  "x".repeat(5_000),
  "Z\u0351".repeat(500),
  "__proto__",
  "constructor",
  "toString",
  "../../../../etc/passwd",
  "..%2f..%2fetc%2fpasswd",
  "%00",
  "%",
  "'; drop table users; --",
  "\\",
  "$1",
  "{{secret.OPERATOR_PASSWORD}}",
  "<script>alert(1)</script>",
  "http://[::1",
  "http://user@host:99999/",
  "http://xn--a.example",
  "javascript:alert(1)",
  "9".repeat(400),
  "-1",
  "0x10",
  "1e3",
  "NaN",
  "Infinity",
  "null",
  "+010000-01-01T00:00:00Z",
  "2026-02-30T25:61",
  "2026-11-26T08:00",
  "00000000-0000-0000-0000-000000000000",
  "ffffffff-ffff-ffff-ffff-ffffffffffff",
  "(a+)+$",
  nested("[", "]", 3_000),
  nested("{a: ", "}", 1_000),
  "a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c]",
  "name: x\nmix:\n  - get: /\n    __proto__: {a: 1}\n",
  "name: x\nmix:\n  - get: //elsewhere.example/\n    weight: .inf\n",
  "name: !!js/function x\n? [a]\n: b\n",
] as const;

const otherValues = [
  null,
  true,
  0,
  -1,
  0.5,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  1e308,
  5e-324,
  [],
  {},
  [[]],
  [null],
  ["a", 1, {}],
  { length: 3 },
  { toString: 1, toJSON: null, valueOf: null },
  JSON.parse('{"__proto__":{"admin":true},"constructor":{"prototype":{"a":1}}}'),
  { $ref: "#", kind: "all", model: "open", ok: false, refusal: "never-heard-of" },
] as const;

export function hostileValue(chance: Chance): unknown {
  if (chance.percent(55)) return chance.oneOf(hostileStrings);
  if (chance.percent(15)) return rawMark(chance.oneOf(rawNumbers));
  if (chance.percent(8)) return JSON.parse(nested("[", "]", 2_000));
  if (chance.percent(5)) return Array.from({ length: 200 }, (_, index) => ({ index }));
  return chance.oneOf(otherValues);
}

const rawMark = (text: string) => `@raw ${text}@`;

/** JSON, with the numbers that only its text can say. */
export function jsonText(value: unknown): string {
  return (JSON.stringify(value) ?? "null").replace(/"@raw ([^@"]+)@"/g, "$1");
}

export type JsonSchema = Readonly<Record<string, unknown>>;

/** A value near what the schema asks for: mostly right, here and there hostile, with keys left out and put in. `known` gives right values
 *  by a property's name. `percent`: how often a place is hostile. */
export function nearValue(schema: JsonSchema, given: Near, key = ""): unknown {
  const { chance, percent, known } = given;
  if (chance.percent(percent)) return hostileValue(chance);
  const choices = (schema["oneOf"] ?? schema["anyOf"]) as [JsonSchema, ...JsonSchema[]] | undefined;
  if (choices !== undefined) return nearValue(chance.oneOf(choices), given, key);
  if (schema["type"] === "object") return nearObject(schema, given);
  if (schema["type"] === "array") return nearArray(schema, given, key);
  if (key in known && chance.percent(95)) return known[key];
  if ("const" in schema) return schema["const"];
  const words = schema["enum"] as [unknown, ...unknown[]] | undefined;
  if (words !== undefined) return chance.oneOf(words);
  return schema["type"] === "string" ? "some text that is long enough" : nearNumber(schema, chance);
}

export type Near = { chance: Chance; percent: number; known: Readonly<Record<string, unknown>> };

function nearObject(schema: JsonSchema, given: Near): Record<string, unknown> {
  const properties = (schema["properties"] ?? {}) as Readonly<Record<string, JsonSchema>>;
  const { chance, percent } = given;
  const kept = Object.entries(properties).filter(() => !chance.percent(percent / 2));
  const made = Object.fromEntries(kept.map(([key, one]) => [key, nearValue(one, given, key)]));
  const extra = chance.oneOf(["__proto__", "constructor", "", "toString", "id", "\u0000", "\ud800"]);
  if (chance.percent(percent / 2))
    Object.defineProperty(made, extra, { value: hostileValue(chance), enumerable: true });
  return made;
}

function nearArray(schema: JsonSchema, given: Near, key: string): unknown[] {
  const items = (schema["items"] ?? {}) as JsonSchema;
  const length = given.chance.oneOf([1, 1, 2, 3, 0, 60]);
  return Array.from({ length }, () => nearValue(items, given, key));
}

function nearNumber({ minimum, maximum }: JsonSchema, chance: Chance): number {
  const [least, most] = [Number(minimum ?? 0), Number(maximum ?? 1_000)];
  return chance.oneOf([least, most, Math.round((least + most) / 2), least + 1]);
}
