import type { Objectives } from "./criterion.ts";
import type { Only } from "./part-of-scenario.ts";
import type { Profile } from "./profile.ts";
import { type Load, profileKey } from "./profile-key.ts";
import type { RunOutcome } from "./run.ts";
import { profileInWords } from "./run-list.ts";
import { duration } from "./say.ts";

/** In what two runs are not alike, so that a difference between them need not be the target's. */

export type Likeness = {
  number: number;
  kind: Load["kind"];
  profile: Profile;
  only: Only | null;
  scenarioName: string;
  scenarioVersion: number;
  systemName: string;
  baseUrl: string;
  environment: string;
  objectives: Objectives;
  outcome: RunOutcome | null;
  saturatedSeconds: number;
  /** Names of the steps that it sends, without set-up. */
  steps: readonly string[];
};

/** A sentence each, the weightiest first; none where they are alike. */
export function unlike(base: Likeness, other: Likeness): string[] {
  return [
    differentLoad(base, other),
    differentScenario(base, other),
    differentPart(base, other),
    differentSteps(base, other),
    differentTarget(base, other),
    differentLimits(base, other),
    ...[base, other].flatMap((run) => [notWhole(run), saturated(run)]),
  ].filter((sentence) => sentence !== null);
}

function differentLoad(base: Likeness, other: Likeness): string | null {
  const whole = (run: Likeness) => profileKey({ ...run, only: null });
  if (whole(base) === whole(other)) return null;
  const [one, two] = [loadInWords(base), loadInWords(other)];
  const how = one === two ? "they differ in users or waits" : `run ${base.number} ${one}, run ${other.number} ${two}`;
  return `These runs had different loads: ${how}; compare with care.`;
}

function loadInWords({ kind, profile }: Likeness): string {
  return kind === "load" ? profileInWords(profile) : `${kind}, ${profileInWords(profile)}`;
}

function differentScenario(base: Likeness, other: Likeness): string | null {
  if (base.scenarioName !== other.scenarioName)
    return `They ran different scenarios: ${base.scenarioName} in run ${base.number}, ${other.scenarioName} in run ${other.number}.`;
  if (base.scenarioVersion === other.scenarioVersion) return null;
  return `The scenario changed between them: v${base.scenarioVersion} in run ${base.number}, v${other.scenarioVersion} in run ${other.number}.`;
}

function differentPart(base: Likeness, other: Likeness): string | null {
  const [one, two] = [partInWords(base.only), partInWords(other.only)];
  if (one === two) return null;
  return `They sent different parts of the scenario: run ${base.number} ${one}, run ${other.number} ${two}.`;
}

function partInWords(only: Only | null): string {
  if (only === null) return "all of it";
  if (only.kind === "step") return `only the step ${only.step}`;
  return only.kind === "tag" ? `only the tag ${only.tag}` : `only the users ${only.users}`;
}

function differentSteps(base: Likeness, other: Likeness): string | null {
  const missing = (from: Likeness, of: Likeness) => from.steps.filter((step) => !of.steps.includes(step));
  const said = [
    { run: base, steps: missing(base, other) },
    { run: other, steps: missing(other, base) },
  ].filter(({ steps }) => steps.length > 0);
  if (said.length === 0) return null;
  return `Only what both sent is compared; ${said.map(({ run, steps }) => `run ${run.number} alone has ${named(steps)}`).join("; ")}.`;
}

function named(steps: readonly string[]): string {
  const shown = steps.slice(0, 3).join(", ");
  return steps.length > 3 ? `${shown} and ${steps.length - 3} more` : shown;
}

function differentTarget(base: Likeness, other: Likeness): string | null {
  if (base.systemName === other.systemName && base.baseUrl === other.baseUrl && base.environment === other.environment)
    return null;
  const target = ({ systemName, environment }: Likeness) => `${systemName} (${environment})`;
  const [one, two] = [target(base), target(other)];
  if (one === two) return `${one} stood at another address: ${base.baseUrl}, then ${other.baseUrl}.`;
  return `They loaded different targets: run ${base.number} ${one}, run ${other.number} ${two}.`;
}

function differentLimits(base: Likeness, other: Likeness): string | null {
  if (canonical(base.objectives) === canonical(other.objectives)) return null;
  return "They were judged by different limits; their verdicts do not say the same.";
}

/** Keys in order, and what is not set left out. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    const set = Object.entries(part).filter(([, one]) => one !== null && one !== undefined);
    return Object.fromEntries(set.sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function notWhole({ number, outcome }: Likeness): string | null {
  if (outcome === "completed") return null;
  return `Run ${number} did not go to its end (${outcome ?? "not ended"}): it is compared up to there.`;
}

function saturated({ number, saturatedSeconds }: Likeness): string | null {
  if (saturatedSeconds === 0) return null;
  return `The generator was at its limit for ${duration(saturatedSeconds)} of run ${number}: its latencies may be the generator's own.`;
}
