import type { Ending } from "./judge-run.ts";
import type { PassStep } from "./pass.ts";
import type { ClosedProfile } from "./profile.ts";
import { count } from "./say.ts";
import type { Verdict } from "./verdict.ts";

/** A smoke run: one user goes through the steps so many times, and every expectation is a line on a list. */

/** One user, for ten minutes at most. */
export const smokeProfile: ClosedProfile = { model: "closed", users: 1, spawnPerSecond: 1, durationSeconds: 600 };

/** Requests of all passes together: as many as a list can be read. */
export const mostSmokeRequests = 2_000;

/** One expectation of one step. `held` of `of` times; `found`, `pass`: what was there instead, the first time that it did not hold. */
export type CheckLine = {
  step: string;
  says: string;
  held: number;
  of: number;
  found: string | null;
  pass: number | null;
};

/** `kept`: requests with their answers, those of the first pass and what did not hold. */
export type CheckList = { passes: number; lines: CheckLine[]; kept: PassStep[] };

/** Steps whose texts are worth keeping: the first pass, and the first fifty that do not hold. */
export function keepsTexts({ pass, holds }: Pick<PassStep, "pass" | "holds">, failedBefore: number): boolean {
  return pass <= 1 || (!holds && failedBefore < 50);
}

/** The list over all passes, in the order in which expectations were met first. */
export function checkList(steps: readonly PassStep[]): CheckList {
  const lines = new Map<string, CheckLine>();
  for (const { step, checks, pass } of steps)
    for (const { says, holds, found } of checks) {
      const key = `${step}\n${says}`;
      const line = lines.get(key) ?? { step, says, held: 0, of: 0, found: null, pass: null };
      lines.set(key, line);
      line.of += 1;
      if (holds) line.held += 1;
      else if (line.pass === null) [line.found, line.pass] = [found, pass];
    }
  const kept = steps.filter(({ request }) => request !== "");
  return { passes: Math.max(0, ...steps.map(({ pass }) => pass)), lines: [...lines.values()], kept };
}

/** Passes when everything was gone through and every expectation held each time. Fails as soon as one did not. */
export function judgePasses(steps: readonly PassStep[], { outcome, sentence }: Ending): Verdict {
  const reasons: Verdict["reasons"] = [];
  if (outcome === "aborted") reasons.push({ reason: "aborted-by-limit", sentence: sentence ?? "It took too long." });
  const failed = checkList(steps).lines.filter(({ held, of }) => held < of);
  reasons.push(
    ...failed.slice(0, 20).map((line) => ({ reason: "expectation-failed" as const, sentence: sayFailed(line) })),
  );
  if (reasons.length > 0) return { kind: "fail", reasons, criteria: [] };
  if (outcome === "completed" && steps.length > 0) return { kind: "pass", reasons: [], criteria: [] };
  return { kind: "inconclusive", reasons: [doubtOf(steps, { outcome, sentence: sentence ?? null })], criteria: [] };
}

function sayFailed({ step, says, held, of, found, pass }: CheckLine): string {
  const times = of === 1 ? "" : ` ${count(of - held)} of ${count(of)} times`;
  const where = pass === null || pass === 0 || of === 1 ? "" : `, first in pass ${pass}`;
  return `${step}: ${says} did not hold${times}${where}${found === null ? "" : `; found: ${found}`}.`;
}

function doubtOf(steps: readonly PassStep[], { outcome, sentence }: Ending): Verdict["reasons"][number] {
  if (outcome === "stopped") return { reason: "stopped-early", sentence: sentence ?? "It was stopped before its end." };
  if (outcome === "refused")
    return { reason: "refused", sentence: sentence ?? "It was refused before its first request." };
  if (outcome === "running") return { reason: "stopped-early", sentence: "It is not through yet." };
  if (outcome === "completed" && steps.length === 0)
    return { reason: "no-requests", sentence: "No request was sent: nothing was shown." };
  return { reason: "interrupted", sentence: sentence ?? "The runner went away before the end." };
}
