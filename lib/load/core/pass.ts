import { secretName } from "./example.ts";
import { parseJsonPath, valueAt } from "./json-path.ts";
import type { JsonExpectation, Step } from "./scenario.ts";

/** One user's pass through the steps, each request with its answer and a list of what was expected of it. */

/** One expectation of an answer, as a line of a check list. `says`: what was expected; `found`: what was there, where it does not hold. */
export type Check = { says: string; holds: boolean; found: string | null };

/** An answer as far as it is looked at; `failure`: why there is none. */
export type PassAnswer = { status: number; body: string; failure: string | null };

/** One step of a pass. Texts are capped, and secrets in them replaced. */
export type PassStep = {
  pass: number;
  /** Order within the pass, from 0. */
  place: number;
  step: string;
  /** Null without an answer, as is the time. */
  status: number | null;
  latencyMs: number | null;
  holds: boolean;
  checks: Check[];
  request: string;
  answer: string;
};

/** Everything that is expected of a step's answer, whether it holds or not. Without an answer nothing does. */
export function checksOf({ expect, remember }: Pick<Step, "expect" | "remember">, answer: PassAnswer): Check[] {
  const status = statusCheck(expect.status, answer);
  if (answer.failure !== null) return [status];
  const body = jsonOf(answer.body);
  const contains = expect.contains === null ? [] : [containsCheck(expect.contains, answer.body)];
  return [
    status,
    ...contains,
    ...expect.json.map((one) => jsonCheck(one, body)),
    ...remember.flatMap(({ name, path, fields }) =>
      [...(path === null ? [] : [path]), ...Object.values(fields ?? {})].map((one) => keptCheck(name, one, body)),
    ),
  ];
}

/** What an answer brings to be kept under a name that tells it is secret, whether it is kept or not. */
export function secretsIn({ remember }: Pick<Step, "remember">, body: string): string[] {
  const read = jsonOf(body);
  return remember.flatMap(({ name, path, fields }) => {
    const paths = Object.entries(fields ?? { "": path ?? "" });
    const secret = paths.filter(([field]) => secretName.test(name) || secretName.test(field));
    return secret.map(([, one]) => at(read, one)).flatMap((value) => (isText(value) ? [String(value)] : []));
  });
}

function isText(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

function statusCheck(wanted: readonly number[], { status, failure }: PassAnswer): Check {
  const says = wanted.length === 0 ? "status below 400" : `status ${wanted.join(" or ")}`;
  if (failure !== null) return { says, holds: false, found: failure };
  const holds = wanted.length === 0 ? status < 400 : wanted.includes(status);
  return { says, holds, found: holds ? null : String(status) };
}

function containsCheck(text: string, body: string): Check {
  const holds = body.includes(text);
  return { says: `contains ${shown(text)}`, holds, found: holds ? null : "not in it" };
}

/** Undefined where it is no JSON. */
function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function jsonCheck(expectation: JsonExpectation, body: unknown): Check {
  const value = at(body, expectation.path);
  const wanted = expectation.check === "equals" ? shown(expectation.value) : expectation.check;
  const holds = doesHold(expectation, value);
  return { says: `${expectation.path} is ${wanted}`, holds, found: holds ? null : foundText(body, value) };
}

function keptCheck(name: string, path: string, body: unknown): Check {
  const value = at(body, path);
  const holds = value !== undefined && value !== null;
  return { says: `${path} is there, to be kept as ${name}`, holds, found: holds ? null : foundText(body, value) };
}

function at(body: unknown, path: string): unknown {
  const parsed = parseJsonPath(path);
  return parsed === null ? undefined : valueAt(body, parsed);
}

function doesHold(expectation: JsonExpectation, value: unknown): boolean {
  const isThere = value !== undefined && value !== null;
  switch (expectation.check) {
    case "present":
      return isThere;
    case "absent":
      return !isThere;
    case "equals":
      return value === expectation.value;
    case "not empty":
      if (typeof value === "string") return value !== "";
      return isThere && (typeof value !== "object" || Object.keys(value ?? {}).length > 0);
  }
}

function foundText(body: unknown, value: unknown): string {
  if (body === undefined) return "the answer is not JSON";
  return value === undefined ? "no such field" : shown(value);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  // PostgreSQL's JSON takes no half of a character.
  return text.length > 80 ? `${text.slice(0, 79).replace(/[\ud800-\udbff]$/, "")}…` : text;
}
