import { compileJudge, type Fault } from "./compile-judge.ts";
import { seededRandom } from "./random.ts";
import { type Body, type Scenario, type Step, stepsOf } from "./scenario.ts";
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
import { type SourceContext, uniqueSources, weightedDraw } from "./template-source.ts";
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
  /** The user remembers everything this step needs and writes. */
  ready(user: UserState): boolean;
  /** `judge` looks at the body. */
  readonly readsBody: boolean;
  /** What is wrong with the answer, or null; remembers from an answer with nothing wrong. */
  judge(status: number, body: string, user: UserState): Fault | null;
};

type Drawn = { readonly step: CompiledStep | null; readonly redrawn: number };

export type CompiledScenario = {
  readonly setup: readonly CompiledStep[];
  readonly mix: readonly CompiledStep[];
  /** A step of the mix by weight. One that is not ready gives way to a draw among the ready ones (`redrawn` 1);
   *  `step` is null when none is ready. */
  drawStep(user: UserState): Drawn;
  readonly seed: number;
  readonly slots: readonly Slot[];
};

/** `uniquePrefix`: never the same for two runs or threads. `now`: milliseconds since 1970; without it `{{now}}` is refused. */
export type CompileOptions = {
  seed: number;
  uniquePrefix: string;
  secrets: Readonly<Record<string, string>>;
  now?: () => number;
};

/** Turns a scenario into closures, once per thread. Throws TemplateFault for a secret that is not set or a template that cannot be read. */
export function compileScenario(scenario: Scenario, options: CompileOptions): CompiledScenario {
  const slots = slotsOf(scenario);
  const context: SourceContext = {
    slots,
    secrets: options.secrets,
    ...uniqueSources(options.uniquePrefix),
    now: options.now ?? null,
  };
  const setup = scenario.setup.map((step, index) => compileStep({ step, index, headers: step.headers, context }));
  const mix = scenario.mix.map((step, index) => {
    const headers = withOwnHeaders(scenario.headers, step.headers);
    return compileStep({ step, index: setup.length + index, headers, context });
  });
  return { setup, mix, drawStep: compileDraw(mix), seed: options.seed, slots: [...slots.values()] };
}

/** A new virtual user; `number` counts from 0. Seed and number fix everything it will draw. */
export function createUser(compiled: CompiledScenario, number: number): UserState {
  return {
    number,
    random: seededRandom(hash32(`${compiled.seed}/${number}`)),
    memory: compiled.slots.map(() => ({ entries: [], oldest: 0, chosen: null })),
  };
}

/** The names of all secrets a scenario asks for, sorted: what must be set before it can run. */
export function secretsOf(scenario: Scenario): string[] {
  const texts = [...Object.values(scenario.headers), ...stepsOf(scenario).flatMap(textsOf)];
  const calls = texts.flatMap((text) => parseTemplate(text).parts);
  const names = calls.flatMap((part) => (part.kind === "call" && part.call.fn === "secret" ? [part.call.name] : []));
  return [...new Set(names)].sort();
}

function slotsOf(scenario: Scenario): Map<string, Slot> {
  const slots = new Map<string, Slot>();
  for (const { name, last, fields } of stepsOf(scenario).flatMap((step) => step.remember)) {
    if (slots.has(name)) continue;
    slots.set(name, { index: slots.size, name, size: last ?? 1, fields: fields === null ? null : Object.keys(fields) });
  }
  return slots;
}

type Headers = Readonly<Record<string, string>>;

function withOwnHeaders(shared: Headers, own: Headers): Headers {
  const taken = new Set(Object.keys(own).map((name) => name.toLowerCase()));
  const kept = Object.entries(shared).filter(([name]) => !taken.has(name.toLowerCase()));
  return { ...Object.fromEntries(kept), ...own };
}

type StepParts = { step: Step; index: number; headers: Headers; context: SourceContext };

function compileStep({ step, index, headers, context }: StepParts): CompiledStep {
  const slots = slotsUsed(step, headers, context.slots);
  const path = joinSegments(textSegments(step.path, IN_PATH, context));
  return {
    name: step.name,
    index,
    weight: step.weight,
    method: step.method,
    path: slots.length === 0 ? path : beginning(slots, path),
    headers: joinSegments(headerSegments(withContentType(headers, step.body), context)),
    body: step.body === null ? () => null : joinSegments(bodySegments(step.body, context)),
    ready: (user) => slots.every((slot) => (user.memory[slot.index]?.entries.length ?? 0) > 0),
    readsBody: step.expect.json.length > 0 || step.expect.contains !== null || step.remember.length > 0,
    judge: compileJudge(step, context.slots),
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

function slotsUsed(step: Step, headers: Headers, slots: ReadonlyMap<string, Slot>): Slot[] {
  const parts = [...Object.values(headers), ...textsOf(step)].flatMap((text) => parseTemplate(text).parts);
  const names = parts.flatMap((part) =>
    part.kind === "call" && part.call.fn === "remembered" ? [part.call.name] : [],
  );
  const wanted = new Set(step.needs === null ? names : [step.needs, ...names]);
  return [...wanted].flatMap((name) => slots.get(name) ?? []);
}

/** All texts of a step that may hold templates. */
function textsOf(step: Step): string[] {
  return [step.path, ...Object.values(step.headers), ...(step.body === null ? [] : bodyTexts(step.body))];
}

function bodyTexts(body: Body): string[] {
  if (body.kind === "text") return [body.value];
  return textsIn(body.kind === "form" ? body.fields : body.value);
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
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

const NOTHING_READY: Drawn = { step: null, redrawn: 0 };

function compileDraw(mix: readonly CompiledStep[]): (user: UserState) => Drawn {
  // Made once: a draw allocates nothing.
  const atOnce = mix.map((step): Drawn => ({ step, redrawn: 0 }));
  const again = mix.map((step): Drawn => ({ step, redrawn: 1 }));
  const draw = weightedDraw(mix.map((step) => step.weight));
  return (user) => {
    const drawn = atOnce[draw(user.random())] ?? NOTHING_READY;
    return drawn.step?.ready(user) ? drawn : drawAmongReady(again, user);
  };
}

function drawAmongReady(steps: readonly Drawn[], user: UserState): Drawn {
  const ready = steps.filter(({ step }) => step?.ready(user));
  const draw = weightedDraw(ready.map(({ step }) => step?.weight ?? 0));
  return ready[draw(user.random())] ?? NOTHING_READY;
}
