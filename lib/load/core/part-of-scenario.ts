import { covers, sayScope } from "./criterion-scope.ts";
import { kindsOf, type Scenario, type Step, stepsOf, type UserKind } from "./scenario.ts";

/** What of a scenario a run sends; null where all of it. */
export type Only = { kind: "step"; step: string } | { kind: "tag"; tag: string } | { kind: "users"; users: string };

export type Part = { ok: true; scenario: Scenario } | { ok: false; sentence: string };

/** The scenario that is left. A flow stays whole as soon as one of its steps is meant. Refuses what is not there, and a step that waits for what only
 *  others remember. */
export function partOf(scenario: Scenario, only: Only | null): Part {
  if (only === null) return { ok: true, scenario };
  const all = stepsOf(scenario);
  const kinds = kindsOf(scenario)
    .filter(({ name }) => only.kind !== "users" || name === only.users)
    .map((kind) => ({ ...kind, mix: kind.mix.filter(({ steps }) => steps.some((step) => isMeant(all[step], only))) }))
    .filter(({ mix }) => mix.length > 0);
  if (kinds.length === 0) return { ok: false, sentence: `The scenario has no ${sayScope(only)}.` };
  const left = withOnly(scenario, kinds);
  const waiting = waitingStep(left);
  return waiting === null ? { ok: true, scenario: left } : { ok: false, sentence: sayWaiting(waiting, scenario) };
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

type Waiting = { step: Step; name: string };

/** A step whose `needs` nothing that is left remembers. */
function waitingStep(scenario: Scenario): Waiting | null {
  const all = stepsOf(scenario);
  const remembered = new Set(all.flatMap(({ remember }) => remember.map(({ name }) => name)));
  for (const step of all) if (step.needs !== null && !remembered.has(step.needs)) return { step, name: step.needs };
  return null;
}

function sayWaiting({ step, name }: Waiting, scenario: Scenario): string {
  const from = stepsOf(scenario).filter(({ remember }) => remember.some((one) => one.name === name));
  const others = from.map((one) => one.name).join(", ");
  return `${step.name} needs ${name}, which only ${others === "" ? "no step" : others} remembers.`;
}
