import { compileJudge, type Fault } from "./compile-judge.ts";
import { type CompiledKind, compileKind } from "./compile-kind.ts";
import { type DataRows, dataSlots } from "./data-rows.ts";
import { type Headers, namesWanted, textsOf, withOwnHeaders } from "./names-wanted.ts";
import { secretsIn } from "./pass.ts";
import { seededRandom } from "./random.ts";
import { type Body, kindsOf, type Scenario, type Step, stepsOf } from "./scenario.ts";
import { parseTemplate } from "./template.ts";
import {
  IN_FORM,
  IN_HEADER,
  IN_PATH,
  IN_TEXT,
  joinSegments,
  jsonSegments,
  type Segment,
  textSegments,
} from "./template-encode.ts";
import { type SourceContext, uniqueSources } from "./template-source.ts";
import { hash32 } from "./unique.ts";
import type { Slot, UserState } from "./user-state.ts";

export { TemplateFault, type UserState } from "./user-state.ts";

/** One step, ready to be sent. A request is made by `path`, then `headers` and `body`: `path` begins it, and all templates of one request
 *  that draw on one list use the same entry. Each may throw TemplateFault. */
export type CompiledStep = {
  readonly name: string;
  /** Place in `stepsOf(scenario)`. */
  readonly index: number;
  readonly weight: number;
  readonly method: Step["method"];
  path(user: UserState): string;
  /** Lines of `name: value\r\n`, content-type among them when there is a body; never host, content-length or connection. */
  headers(user: UserState): string;
  body(user: UserState): string | null;
  /** It brings a cookie header of its own: the user's cookies stay at home. */
  readonly setsCookie: boolean;
  /** The user remembers everything this step needs and writes. */
  ready(user: UserState): boolean;
  /** `judge` looks at the body. */
  readonly readsBody: boolean;
  /** What is wrong with the answer, or null; remembers from an answer with nothing wrong. */
  judge(status: number, body: string, user: UserState): Fault | null;
  /** What an answer brings to be kept under a name that tells it is secret, whether it is kept or not. */
  secretsIn(body: string): string[];
};

export type CompiledScenario = {
  /** By index into `stepsOf(scenario)`. */
  readonly steps: readonly CompiledStep[];
  readonly kinds: readonly CompiledKind[];
  readonly seed: number;
  readonly slots: readonly Slot[];
};

/** `uniquePrefix`: never the same for two runs or threads. `now`: milliseconds since 1970; without it `{{now}}` is refused. `data`: the rows of
 *  each data set of the scenario; `thread`: which of how many, so that rows taken in turn are taken once. */
export type CompileOptions = {
  seed: number;
  uniquePrefix: string;
  secrets: Readonly<Record<string, string>>;
  now?: () => number;
  data?: Readonly<Record<string, DataRows>>;
  thread?: { index: number; threads: number };
};

/** Turns a scenario into closures, once per thread. Throws TemplateFault for a secret that is not set, a data set without rows, or a template that
 *  cannot be read. */
export function compileScenario(scenario: Scenario, options: CompileOptions): CompiledScenario {
  const slots = slotsOf(scenario, options);
  const context: SourceContext = {
    slots,
    secrets: options.secrets,
    ...uniqueSources(options.uniquePrefix),
    now: options.now ?? null,
  };
  const kinds = kindsOf(scenario);
  const headersOf = new Map(
    kinds.flatMap(({ headers, mix }) => mix.flatMap((e) => e.steps.map((s) => [s, headers] as const))),
  );
  const steps = stepsOf(scenario).map((step, index) =>
    compileStep({ step, index, headers: withOwnHeaders(headersOf.get(index) ?? {}, step.headers), context }),
  );
  const compiled = kinds.map((kind) => compileKind(kind, steps));
  return { steps, kinds: compiled, seed: options.seed, slots: [...slots.values()] };
}

/** A new virtual user; `number` counts from 0. Seed and number fix everything it will draw. */
export function createUser(compiled: CompiledScenario, number: number, kind = 0): UserState {
  return {
    ...{ number, kind, random: seededRandom(hash32(`${compiled.seed}/${number}`)) },
    memory: compiled.slots.map(() => ({ entries: [], oldest: 0, chosen: null })),
    flow: [],
  };
}

/** The names of all secrets a scenario asks for, sorted: what must be set before it can run. */
export function secretsOf(scenario: Scenario): string[] {
  const headers = kindsOf(scenario).flatMap((kind) => Object.values(kind.headers));
  const texts = [...headers, ...stepsOf(scenario).flatMap(textsOf)];
  const calls = texts.flatMap((text) => parseTemplate(text).parts);
  const names = calls.flatMap((part) => (part.kind === "call" && part.call.fn === "secret" ? [part.call.name] : []));
  return [...new Set(names)].sort();
}

function slotsOf(scenario: Scenario, options: CompileOptions): Map<string, Slot> {
  const slots = new Map(dataSlots(scenario.data, options).map((slot) => [slot.name, slot]));
  for (const { name, last, fields } of stepsOf(scenario).flatMap((step) => step.remember)) {
    if (slots.has(name)) continue;
    const names = fields === null ? null : Object.keys(fields);
    slots.set(name, { index: slots.size, name, size: last ?? 1, fields: names, row: null });
  }
  return slots;
}

type StepParts = { step: Step; index: number; headers: Headers; context: SourceContext };

function compileStep({ step, index, headers, context }: StepParts): CompiledStep {
  const slots = namesWanted(step, headers).flatMap((name) => context.slots.get(name) ?? []);
  const path = joinSegments(textSegments(step.path, IN_PATH, context));
  return {
    name: step.name,
    index,
    weight: step.weight,
    method: step.method,
    path: slots.length === 0 ? path : beginning(slots, path),
    headers: joinSegments(headerSegments(withContentType(headers, step.body), context)),
    body: step.body === null ? () => null : joinSegments(bodySegments(step.body, context)),
    setsCookie: Object.keys(headers).some((name) => name.toLowerCase() === "cookie"),
    ready: (user) => slots.every((slot) => slot.row !== null || (user.memory[slot.index]?.entries.length ?? 0) > 0),
    readsBody: step.expect.json.length > 0 || step.expect.contains !== null || step.remember.length > 0,
    judge: compileJudge(step, context.slots),
    secretsIn: (body) => secretsIn(step, body),
  };
}

/** A new request draws its entries anew. */
function beginning(slots: readonly Slot[], path: (user: UserState) => string): (user: UserState) => string {
  return (user) => {
    for (const slot of slots) {
      const memory = user.memory[slot.index];
      if (memory !== undefined) memory.chosen = null;
    }
    return path(user);
  };
}

const CONTENT_TYPES = {
  json: "application/json",
  form: "application/x-www-form-urlencoded",
  text: "text/plain; charset=utf-8",
} as const;

function withContentType(headers: Headers, body: Body | null): Headers {
  if (body === null || Object.keys(headers).some((name) => name.toLowerCase() === "content-type")) return headers;
  return { ...headers, "content-type": CONTENT_TYPES[body.kind] };
}

function headerSegments(headers: Headers, context: SourceContext): Segment[] {
  return Object.entries(headers).flatMap(([name, value]) => [
    `${name}: `,
    ...textSegments(value, IN_HEADER, context),
    "\r\n",
  ]);
}

function bodySegments(body: Body, context: SourceContext): Segment[] {
  if (body.kind === "json") return jsonSegments(body.value, context);
  if (body.kind === "text") return textSegments(body.value, IN_TEXT, context);
  return Object.entries(body.fields).flatMap(([name, value], index) => [
    `${index === 0 ? "" : "&"}${IN_FORM.literal(name)}=`,
    ...textSegments(value, IN_FORM, context),
  ]);
}
