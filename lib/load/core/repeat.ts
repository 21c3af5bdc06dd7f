import { arithmeticOf } from "./arithmetic.ts";
import type { Objectives } from "./criterion.ts";
import type { Only } from "./part-of-scenario.ts";
import type { Profile } from "./profile.ts";
import type { RunKind, RunOutcome, RunPlan } from "./run.ts";
import type { RunSummary } from "./run-view.ts";
import type { Verdict } from "./verdict.ts";
import { whatWouldDecide } from "./what-would-decide.ts";

/** What a run was started with, for another one like it. */
export type RunInputs = {
  number: number;
  name: string;
  scenarioName: string;
  scenarioVersion: number;
  scenarioText: string;
  /** Those that are not the newest ones of this scenario any more. */
  files: readonly { name: string; text: string }[];
  kind: RunKind;
  /** Of a smoke run. */
  passes: number | null;
  only: Only | null;
  profile: Profile;
  objectives: Objectives;
  /** "Night shift, version 3": the set that gave the limits; `objectiveSetId` as long as that is its newest version. */
  objectiveSet: string | null;
  objectiveSetId: string | null;
  systemId: string;
  systemName: string;
};

type Ended = { kind: RunKind; plan: RunPlan; summary: RunSummary; verdict: Verdict; outcome: RunOutcome | null };

/** Why a run with the same inputs cannot end better: what its plan can never show, and, where it ran to its end, which criteria as many samples
 *  leave open again. Empty when the same inputs can bring another verdict. */
export function repeatSays({ kind, plan, summary, verdict, outcome }: Ended): string[] {
  if (kind === "smoke") return [];
  const { cannotPass } = arithmeticOf(plan);
  if (cannotPass.length > 0) return [`The same inputs cannot pass: ${cannotPass.map(withoutStop).join("; ")}.`];
  const open = outcome === "completed" ? whatWouldDecide(plan, summary, verdict) : [];
  if (open.length === 0) return [];
  return [`If as much goes wrong again, the same inputs end the same way: ${open.map(withoutStop).join("; ")}.`];
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, "");
}
