import type { RunView } from "#lib/load/core/run-view.ts";
import { clock, criterionName } from "#lib/load/core/say.ts";
import type { PlateKind } from "../ui/plate.tsx";

const states: Readonly<Record<RunView["state"], string>> = {
  queued: "QUEUED",
  starting: "STARTING",
  running: "RUNNING",
  finishing: "FINISHING",
  ended: "ENDED",
};

export function stateWord({ state, stopRequestedAt }: RunView): string {
  return stopRequestedAt !== null && state !== "ended" && state !== "queued" ? "STOPPING" : states[state];
}

/** What the verdict would be now; null before anything was measured. */
export function wouldBe({ kind, state, summary, verdict }: RunView): { kind: PlateKind; word: string } | null {
  if (kind === "smoke") return state !== "ended" && verdict.kind === "fail" ? { kind: "fail", word: "FAIL" } : null;
  if (state === "queued" || state === "starting" || summary.lastSecond === null) return null;
  if (verdict.kind === "fail") return { kind: "fail", word: "FAIL" };
  if (verdict.kind === "pass") return { kind: "pass", word: "PASS" };
  return { kind: "inconclusive", word: "be INCONCLUSIVE" };
}

/** The worst criterion in one sentence, and since when it stands so. */
export function wouldSentence(run: RunView): string {
  const { state, summary, verdict, since } = run;
  if (run.kind === "smoke")
    return verdict.kind === "fail" ? (verdict.reasons[0]?.sentence ?? "") : "Every answer was right so far.";
  if (state === "starting") return "Setting up users; the first second comes next.";
  if (summary.lastSecond === null) return "The first second is being measured.";
  const [worst] = verdict.criteria;
  const lead = verdict.reasons[0]?.sentence ?? worst?.sentence ?? "";
  if (verdict.kind === "pass") return "Every criterion holds so far.";
  const from = worst === undefined ? undefined : since[criterionName(worst.criterion)];
  if (worst?.kind !== "fail" || from === undefined) return lead;
  return `${worst.sentence} Since ${clock(from)}.`;
}
