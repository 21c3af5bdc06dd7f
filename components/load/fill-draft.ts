import type { Objectives } from "#lib/load/core/criterion.ts";
import type { RunInputs } from "#lib/load/core/repeat.ts";
import { percentileName, rowOf, scopeText } from "./criterion-draft.ts";
import { loadOf } from "./fill-load.ts";
import { numberText } from "./new-run-number.ts";
import { emptyDraft, type Filling, type RunDraft } from "./run-draft.ts";

/** Takes over a scenario with its files, and load, part and limits where they come with it. A name of one's own stays; `named` is the name that
 *  the form itself had put there. */
export function fill(draft: RunDraft, from: Filling, named: string | null): RunDraft {
  const ownName = draft.name.trim() !== "" && draft.name !== named;
  return {
    ...draft,
    filledFrom: from.key,
    name: ownName ? draft.name : from.name,
    scenarioText: from.text,
    files: (from.files ?? []).map(({ name, text }) => ({ name, text })),
    only: scopeText(from.only ?? null),
    ...(from.profile === undefined ? {} : kindOf(from, from.profile)),
    ...(from.objectives === undefined ? {} : objectivesOf(from.objectives, from.objectiveSetId ?? null)),
  };
}

/** A smoke run has no load of its own; the one that was typed stays. */
function kindOf({ kind = "load", passes = 1 }: Filling, profile: NonNullable<Filling["profile"]>): Partial<RunDraft> {
  return kind === "smoke" ? { kind, passes: numberText(passes) } : { kind, ...loadOf(profile) };
}

export function fillingFrom(inputs: RunInputs): Filling {
  const { number, name, scenarioText, files, kind, passes, only, profile, objectives, objectiveSetId } = inputs;
  const asked = { kind, passes: passes ?? 1, only, profile, objectives, objectiveSetId };
  return { key: `run ${number}`, name, text: scenarioText, files, ...asked };
}

/** The inputs of a run, all of them. */
export function repeatDraft(from: RunInputs): RunDraft {
  return { ...fill(emptyDraft, fillingFrom(from), null), systemId: from.systemId };
}

function objectivesOf({ criteria, abortWhen, abortWhenSlow }: Objectives, setId: string | null): Partial<RunDraft> {
  const slow = abortWhenSlow ?? null;
  const both = slow === null ? "errors" : "both";
  const alone = slow === null ? "never" : "slow";
  return {
    limits: setId === null ? "own" : "set",
    objectiveSetId: setId ?? "",
    criteria: criteria.map(rowOf),
    abort: abortWhen === null ? alone : both,
    ...(abortWhen === null ? {} : abortFigures(abortWhen)),
    ...(slow === null ? {} : slowFigures(slow)),
  };
}

const abortFigures = ({ errorRatio, seconds }: NonNullable<Objectives["abortWhen"]>) => ({
  abortErrors: numberText(errorRatio * 100),
  abortSeconds: numberText(seconds),
});

const slowFigures = ({ q, limitMs, seconds }: NonNullable<Objectives["abortWhenSlow"]>) => ({
  slowMetric: percentileName(q),
  slowLimit: numberText(limitMs),
  slowSeconds: numberText(seconds),
});
