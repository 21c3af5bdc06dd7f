import type {
  Body,
  Expectation,
  JsonExpectation,
  Method,
  Pause,
  Remember,
  Scenario,
  Step,
  UserKind,
  VersionSource,
} from "../core/scenario.ts";
import { checkScenario } from "./scenario-checks.ts";
import { issueFindings } from "./scenario-issues.ts";
import { type Mistake, mistakesOf } from "./scenario-mistake.ts";
import { keysAt, type MixShape, type ScenarioShape, type StepShape, scenarioShape } from "./scenario-shape.ts";
import { readYaml } from "./scenario-yaml.ts";

export type { Mistake } from "./scenario-mistake.ts";
export { scenarioJsonSchema } from "./scenario-shape.ts";

export type ScenarioRead = { ok: true; scenario: Scenario } | { ok: false; mistakes: Mistake[] };

/** Reads a scenario text, or says everything that is wrong with it, in the order of the text (the first hundred).
 *  A text that is no sound YAML is not looked at any further than that. Safe for the browser, quick enough while typing. */
export function readScenario(text: string): ScenarioRead {
  const { sound, lines, findings } = readYaml(text);
  if (sound === null) return { ok: false, mistakes: mistakesOf(findings, lines) };
  const root = sound.doc.contents;
  const parsed = scenarioShape.safeParse(sound.doc.toJS());
  const all = [
    ...findings,
    ...(parsed.success ? [] : issueFindings(parsed.error.issues, { root, keysAt })),
    ...checkScenario(root, text),
  ];
  if (parsed.success && all.length === 0) return { ok: true, scenario: scenarioOf(parsed.data) };
  return { ok: false, mistakes: mistakesOf(all, lines) };
}

function scenarioOf(shape: ScenarioShape): Scenario {
  const { name, headers, timeouts } = shape;
  return {
    ...{ name, headers, think: pauseOf(shape.think) },
    timeouts: {
      connectMs: timeouts?.connect ?? 5_000,
      firstByteMs: timeouts?.["first byte"] ?? timeouts?.firstByte ?? 10_000,
      wholeMs: timeouts?.whole ?? 30_000,
    },
    coldConnections: shape["cold connections"] ?? shape.coldConnections ?? false,
    keepsCookies: shape.cookies,
    ...stepsAndKinds(shape),
    data: Object.entries(shape.data).map(([set, { file, use }]) => ({ name: set, file, use })),
    version: versionOf(shape.version),
  };
}

function pauseOf(think: ScenarioShape["think"]): Pause {
  return typeof think === "number"
    ? { minMs: think, maxMs: think }
    : { minMs: think.between[0], maxMs: think.between[1] };
}

function versionOf(shape: ScenarioShape["version"]): VersionSource | null {
  if (shape === undefined) return null;
  const { get, json, header = "" } = shape;
  return { path: get, at: json === undefined ? { kind: "header", name: header } : { kind: "json", path: json } };
}

/** Set-up steps of all kinds come first, then all steps that are measured; kinds name theirs by their places. */
function stepsAndKinds(shape: ScenarioShape): Pick<Scenario, "setup" | "mix" | "users"> {
  const shared = shape.setup.map((step) => stepOf(step, { weight: 0, users: null, flow: null }));
  const kinds = shape.users ?? [];
  if (kinds.length === 0) {
    const entries = entriesOf(shape.mix ?? [], null);
    const mix = entries.flatMap(({ steps }) => steps);
    if (entries.every(({ steps }) => steps.length === 1)) return { setup: shared, mix, users: null };
  }
  return kindsOf(shape, shared);
}

function kindsOf(shape: ScenarioShape, shared: readonly Step[]): Pick<Scenario, "setup" | "mix" | "users"> {
  const given = shape.users ?? [{ kind: null, share: 1, setup: undefined, mix: shape.mix ?? [] }];
  const own = given.map(({ kind, setup = [] }) =>
    setup.map((step) => stepOf(step, { weight: 0, users: kind, flow: null })),
  );
  const setup = [...shared, ...own.flat()];
  const entries = given.map(({ kind, mix }) => entriesOf(mix, kind));
  const mix = entries.flat().flatMap(({ steps }) => steps);
  const place = (step: Step) => (setup.includes(step) ? setup.indexOf(step) : setup.length + mix.indexOf(step));
  const users = given.map((one, index): UserKind => {
    const ownSteps = "setup" in one && one.setup !== undefined ? (own[index] ?? []) : shared;
    const { headers = shape.headers, think = shape.think } = one as {
      headers?: UserKind["headers"];
      think?: ScenarioShape["think"];
    };
    return {
      ...{ name: one.kind, share: one.share, headers, think: pauseOf(think), setup: ownSteps.map(place) },
      mix: (entries[index] ?? []).map(({ weight, steps }) => ({ weight, steps: steps.map(place) })),
    };
  });
  return { setup, mix, users };
}

type Entry = { weight: number; steps: Step[] };

/** `needs` of a flow is that of its first step. */
function entriesOf(mix: MixShape, users: string | null): Entry[] {
  return mix.map(({ flow, weight, needs, ...step }) => {
    if (flow === undefined) return { weight, steps: [stepOf({ ...step, needs }, { weight, users, flow: null })] };
    const name = step.name ?? "flow";
    const tagsOf = (own: readonly string[]) => [...new Set([...step.tags, ...own])];
    const steps = flow.map((one, at) =>
      stepOf({ ...one, tags: tagsOf(one.tags), needs: at === 0 ? needs : undefined }, { weight, users, flow: name }),
    );
    return { weight, steps };
  });
}

function stepOf(shape: StepShape, place: Pick<Step, "weight" | "users" | "flow">): Step {
  const { method, path } = requestOf(shape);
  return {
    name: shape.name ?? `${method} ${path}`,
    ...place,
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
