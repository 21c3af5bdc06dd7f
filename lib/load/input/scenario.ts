import type { Body, Expectation, JsonExpectation, Method, Remember, Scenario, Step } from "../core/scenario.ts";
import { checkScenario } from "./scenario-checks.ts";
import { issueFindings } from "./scenario-issues.ts";
import { type Finding, type Mistake, mistakeOf } from "./scenario-mistake.ts";
import { type ScenarioShape, type StepShape, scenarioShape } from "./scenario-shape.ts";
import { readYaml } from "./scenario-yaml.ts";

export type { Mistake } from "./scenario-mistake.ts";
export { scenarioJsonSchema } from "./scenario-shape.ts";

export type ScenarioRead = { ok: true; scenario: Scenario } | { ok: false; mistakes: Mistake[] };

const MOST_MISTAKES = 100;

/** Reads a scenario text, or says everything that is wrong with it, in the order of the text (the first hundred).
 *  A text that is no sound YAML is not looked at any further than that. Safe for the browser, quick enough while typing. */
export function readScenario(text: string): ScenarioRead {
  const { sound, lines, findings } = readYaml(text);
  if (sound === null) return { ok: false, mistakes: mistakesOf(findings, lines) };
  const root = sound.doc.contents;
  const parsed = scenarioShape.safeParse(sound.doc.toJS());
  const all = [
    ...findings,
    ...(parsed.success ? [] : issueFindings(parsed.error.issues, root)),
    ...checkScenario(root, text),
  ];
  if (parsed.success && all.length === 0) return { ok: true, scenario: scenarioOf(parsed.data) };
  return { ok: false, mistakes: mistakesOf(all, lines) };
}

/** One mistake a place, first come first: what follows there is mostly the same said again. */
function mistakesOf(findings: readonly Finding[], lines: Parameters<typeof mistakeOf>[1]): Mistake[] {
  const first = new Map<number, Finding>();
  for (const finding of findings) if (!first.has(finding.offset)) first.set(finding.offset, finding);
  const sorted = [...first.values()].sort((a, b) => a.offset - b.offset);
  return sorted.slice(0, MOST_MISTAKES).map((finding) => mistakeOf(finding, lines));
}

function scenarioOf(shape: ScenarioShape): Scenario {
  const { name, headers, think, timeouts } = shape;
  return {
    name,
    setup: shape.setup.map((step) => stepOf(step, 0)),
    headers,
    think:
      typeof think === "number" ? { minMs: think, maxMs: think } : { minMs: think.between[0], maxMs: think.between[1] },
    timeouts: {
      connectMs: timeouts?.connect ?? 5_000,
      firstByteMs: timeouts?.["first byte"] ?? timeouts?.firstByte ?? 10_000,
      wholeMs: timeouts?.whole ?? 30_000,
    },
    coldConnections: shape["cold connections"] ?? shape.coldConnections ?? false,
    mix: shape.mix.map((step) => stepOf(step, step.weight)),
  };
}

function stepOf(shape: StepShape, weight: number): Step {
  const { method, path } = requestOf(shape);
  return {
    name: shape.name ?? `${method} ${path}`,
    weight,
    tags: shape.tags ?? [],
    needs: shape.needs ?? null,
    method,
    path,
    headers: shape.headers ?? {},
    body: bodyOf(shape),
    expect: expectationOf(shape.expect),
    remember: Object.entries(shape.remember ?? {}).map(([name, kept]) => rememberOf(name, kept)),
  };
}

function requestOf({ get, head, post, put, patch, delete: remove }: StepShape): { method: Method; path: string } {
  const paths: Record<Method, string | undefined> = {
    GET: get,
    HEAD: head,
    POST: post,
    PUT: put,
    PATCH: patch,
    DELETE: remove,
  };
  const methods: Method[] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
  const method = methods.find((candidate) => paths[candidate] !== undefined) ?? "GET";
  return { method, path: paths[method] ?? "/" };
}

function bodyOf({ json, form, body }: StepShape): Body | null {
  if (json !== undefined) return { kind: "json", value: json };
  if (form !== undefined) return { kind: "form", fields: form };
  return body === undefined ? null : { kind: "text", value: body };
}

function expectationOf(shape: StepShape["expect"]): Expectation {
  const status = shape?.status ?? [];
  return {
    status: typeof status === "number" ? [status] : status,
    json: Object.entries(shape?.json ?? {}).map(([path, wanted]) => jsonExpectationOf(path, wanted)),
    contains: shape?.contains ?? null,
  };
}

type Wanted = NonNullable<NonNullable<StepShape["expect"]>["json"]>[string];

function jsonExpectationOf(path: string, wanted: Wanted): JsonExpectation {
  if (wanted === "present" || wanted === "absent" || wanted === "not empty") return { path, check: wanted };
  return { path, check: "equals", value: typeof wanted === "object" && wanted !== null ? wanted.equals : wanted };
}

type Kept = NonNullable<StepShape["remember"]>[string];

function rememberOf(name: string, kept: Kept): Remember {
  if (typeof kept === "string") return { name, last: null, path: kept, fields: null };
  const one = typeof kept.from === "string";
  return {
    name,
    last: kept.last ?? null,
    path: one ? String(kept.from) : null,
    fields: typeof kept.from === "string" ? null : kept.from,
  };
}
