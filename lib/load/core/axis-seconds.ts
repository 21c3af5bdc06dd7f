import { mayEndBefore } from "./profile.ts";
import type { RunView } from "./run-view.ts";

/** Lengths of an axis in seconds, for a run whose end is not known before. */
const lengths = [60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400, 28_800];

type Course = Pick<RunView, "plannedSeconds" | "outcome"> & {
  plan: Pick<RunView["plan"], "profile">;
  summary: Pick<RunView["summary"], "lastSecond">;
};

/** The seconds that a run's charts are drawn over: those planned; of a run that ends by itself before (by a count, or a search), those that it
 *  took, and while it goes on the next round length. */
export function axisSeconds({ plan: { profile }, plannedSeconds, outcome, summary }: Course): number {
  if (!mayEndBefore(profile)) return plannedSeconds;
  const measured = (summary.lastSecond ?? -1) + 1;
  if (outcome === null) return Math.min(plannedSeconds, lengths.find((one) => one > measured) ?? plannedSeconds);
  return outcome === "completed" && measured > 0 ? Math.min(plannedSeconds, measured) : plannedSeconds;
}
