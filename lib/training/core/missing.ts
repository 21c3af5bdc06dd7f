import type { SaidTrainingAct } from "./acts.ts";
import type { ModuleStep, Operator } from "./module.ts";
import { type OperatorStanding, operatorStanding, operatorState } from "./session-state.ts";

/** What a session lacks when it is closed. */
export type Missing = { operatorId: string; name: string; lacks: "attendance" | "outcomes" | "signature" | "trainer" };

const lacks: Partial<Record<OperatorStanding, Missing["lacks"]>> = {
  unsaid: "attendance",
  "at-step": "outcomes",
  ready: "signature",
  declined: "signature",
  "operator-signed": "trainer",
};

type Session = {
  operators: readonly Operator[];
  acts: readonly SaidTrainingAct[];
  steps: readonly ModuleStep[];
};

/** In the order of the operators. Whoever was absent, left early or needs help lacks nothing: nothing is to be signed. */
export function missingIn({ operators, acts, steps }: Session): Missing[] {
  return operators.flatMap(({ id, name }) => {
    const what = lacks[operatorStanding(operatorState(acts, id), steps)];
    return what === undefined ? [] : [{ operatorId: id, name, lacks: what }];
  });
}

const words: readonly [Missing["lacks"], string][] = [
  ["attendance", "Not marked"],
  ["outcomes", "Without every outcome"],
  ["signature", "Not signed"],
  ["trainer", "Not signed by the trainer"],
];

/** "Not marked: Ada Byrne. Not signed: Petr Dvořák, Jana Malá."; empty where nothing is missing. */
export function missingText(missing: readonly Missing[]): string {
  const sentences = words.flatMap(([what, says]) => {
    const names = missing.filter((one) => one.lacks === what).map(({ name }) => name);
    return names.length === 0 ? [] : [`${says}: ${names.join(", ")}.`];
  });
  return sentences.join(" ");
}
