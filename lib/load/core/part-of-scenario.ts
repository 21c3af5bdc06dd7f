import { covers, sayScope } from "./criterion-scope.ts";
import { namesWanted, withOwnHeaders } from "./names-wanted.ts";
import { kindsOf, type Scenario, type Step, stepsOf, type UserKind } from "./scenario.ts";

/** What of a scenario a run sends; null where all of it. */
export type Only = { kind: "step"; step: string } | { kind: "tag"; tag: string } | { kind: "users"; users: string };

export type Part = { ok: true; scenario: Scenario } | { ok: false; sentence: string };

/** The scenario that is left. A flow stays whole as soon as one of its steps is meant. Refuses what is not there, and a step that its users could
 *  never send, because what it needs, or names in a template, is remembered by none of the steps they have left. */
export function partOf(scenario: Scenario, only: Only | null): Part {
  const part = keptPartOf(scenario, only);
  const waiting = only === null || !part.ok ? null : waitingStep(part.scenario);
  return waiting === null ? part : { ok: false, sentence: sayWaiting(waiting, scenario) };
}

/** The same of a run that was begun: whether its steps can be sent is no question any more. */
export function keptPartOf(scenario: Scenario, only: Only | null): Part {
  if (only === null) return { ok: true, scenario };
  const all = stepsOf(scenario);
  const kinds = kindsOf(scenario)
    .filter(({ name }) => only.kind !== "users" || name === only.users)
    .map((kind) => ({ ...kind, mix: kind.mix.filter(({ steps }) => steps.some((step) => isMeant(all[step], only))) }))
    .filter(({ mix }) => mix.length > 0);
  if (kinds.length === 0) return { ok: false, sentence: `The scenario has no ${sayScope(only)}.` };
  return { ok: true, scenario: withOnly(scenario, kinds) };
}

function isMeant(step: Step | undefined, only: Only): boolean {
  return step !== undefined && covers(only, step);
}

/** With the steps of these kinds alone, in the order in which they were. */
function withOnly(scenario: Scenario, kinds: readonly UserKind[]): Scenario {
  const used = new Set(kinds.flatMap(({ setup, mix }) => [...setup, ...mix.flatMap(({ steps }) => steps)]));
  const kept = [...used].sort((a, b) => a - b);
  const place = (step: number) => kept.indexOf(step);
  const all = stepsOf(scenario);
  const steps = kept.flatMap((index) => all[index] ?? []);
  const setUps = kept.filter((index) => index < scenario.setup.length).length;
  return {
    ...scenario,
    setup: steps.slice(0, setUps),
    mix: steps.slice(setUps),
    users: kinds.map((kind) => ({
      ...kind,
      setup: kind.setup.map(place),
      mix: kind.mix.map((entry) => ({ ...entry, steps: entry.steps.map(place) })),
    })),
  };
}

/** The steps of the mix of a part that are sent because they stand in a flow with one that is meant, by name. */
export function comesAlong(part: Scenario, only: Only | null): string[] {
  return only === null ? [] : part.mix.filter((step) => !isMeant(step, only)).map(({ name }) => name);
}

type Waiting = { step: Step; name: string };

/** A step that users of its kind could never send, and the name it waits for. */
function waitingStep(scenario: Scenario): Waiting | null {
  const held = kindsOf(scenario).flatMap((kind) => waitingOf(kind, scenario));
  return held[0] ?? null;
}

/** Where each flow of a kind's mix (a step alone is one) comes to a halt; first what nobody left remembers, then what waits for others that wait. */
function waitingOf(kind: UserKind, scenario: Scenario): Waiting[] {
  const flows = kind.mix.map(({ steps }) => stepsAt(scenario, steps).map((step) => wantsOf(step, kind)));
  const beginning = [...scenario.data.map(({ name }) => name), ...remembered(stepsAt(scenario, kind.setup))];
  const known = knownAtLast(flows, beginning);
  const waiting = flows.flatMap((flow) => {
    const halt = flow[sendable(flow, known).length];
    const name = halt?.wanted.find((one) => !known.has(one));
    return halt === undefined || name === undefined ? [] : [{ step: halt.step, name }];
  });
  const own = new Set(remembered(flows.flat().map(({ step }) => step)));
  return waiting.sort((a, b) => Number(own.has(a.name)) - Number(own.has(b.name)));
}

type Wants = { step: Step; wanted: readonly string[] };

function wantsOf(step: Step, { headers }: UserKind): Wants {
  return { step, wanted: namesWanted(step, withOwnHeaders(headers, step.headers)) };
}

/** Again and again every step that can be sent brings what it remembers, until nothing new comes. */
function knownAtLast(flows: readonly Wants[][], beginning: readonly string[]): ReadonlySet<string> {
  const known = new Set(beginning);
  for (let before = -1; before !== known.size; ) {
    before = known.size;
    for (const flow of flows) for (const name of remembered(sendable(flow, known))) known.add(name);
  }
  return known;
}

/** The steps of a flow up to the first that wants what is not known. */
function sendable(flow: readonly Wants[], known: ReadonlySet<string>): Step[] {
  const halt = flow.findIndex(({ wanted }) => !wanted.every((name) => known.has(name)));
  return flow.slice(0, halt === -1 ? flow.length : halt).map(({ step }) => step);
}

const stepsAt = (scenario: Scenario, places: readonly number[]) =>
  places.flatMap((place) => stepsOf(scenario)[place] ?? []);

function remembered(steps: readonly Step[]): string[] {
  return steps.flatMap(({ remember }) => remember.map(({ name }) => name));
}

function sayWaiting({ step, name }: Waiting, scenario: Scenario): string {
  const from = stepsOf(scenario).filter((one) => remembered([one]).includes(name));
  const others = from.map((one) => (one.users === step.users ? one.name : `${one.name} (${one.users ?? "set-up"})`));
  const who =
    others.length === 0 ? "no step remembers" : `only ${others.join(", ")} remember${others.length === 1 ? "s" : ""}`;
  return `${step.name} needs ${name}, which ${who}.`;
}
