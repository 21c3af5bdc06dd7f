import type { Texts } from "./language.ts";
import type { ModuleStep, ModuleVersion } from "./module.ts";

/** What a new version is made of. A step that goes on from the version before has its id; a new one has none yet. */
export type DraftedStep = { id?: string | undefined; shows: Texts };
type Drafted = Pick<ModuleVersion, "name" | "minutes" | "statement" | "validForDays"> & {
  steps: readonly DraftedStep[];
};

/** Gives each new step an id that no version of the module ever had: `s1`, `s2`, … `used`: the ids of all versions. */
export function withStepIds(steps: readonly DraftedStep[], used: readonly string[]): ModuleStep[] {
  const taken = new Set(used);
  let next = 1;
  return steps.map(({ id, shows }) => {
    if (id !== undefined) return { id, shows };
    while (taken.has(`s${next}`)) next += 1;
    taken.add(`s${next}`);
    return { id: `s${next}`, shows };
  });
}

/** Whether a step names one that the version before does not have. */
export function hasUnknownStep(steps: readonly DraftedStep[], before: readonly ModuleStep[]): boolean {
  return steps.some(({ id }) => id !== undefined && !before.some((one) => one.id === id));
}

/** Whether the draft asks for just what the version asks for. */
export function isSameContent(draft: Drafted, version: ModuleVersion): boolean {
  return canonical(draft) === canonical(version);
}

function canonical({ name, minutes, steps, statement, validForDays }: Drafted): string {
  const texts = ({ en = "", de = "" }: Texts) => [en, de];
  const said = steps.map(({ id = null, shows }) => [id, ...texts(shows)]);
  return JSON.stringify([texts(name), minutes, said, texts(statement), validForDays]);
}
