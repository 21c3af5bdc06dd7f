import type { RunHappening } from "./run-view.ts";
import { sayChange } from "./target-version.ts";

/** One entry of the event log about a run, as a line for people. */
export type RunEvent = { at: Date; actorName: string; verb: string; after: unknown; reason: string | null };

export function happening({ at, actorName, verb, after, reason }: RunEvent): RunHappening {
  return { at: at.toISOString(), who: actorName, sentence: sentenceOf(verb, Object(after), reason) };
}

function sentenceOf(verb: string, after: Record<string, unknown>, reason: string | null): string {
  switch (verb) {
    case "run.queued":
      return askedFor(after["countsForLaunch"] === true, reason);
    case "run.claimed":
      return `Took the run; load goes to ${listed(after["addresses"])} and nowhere else.`;
    case "run.started":
      return "Sent the first request.";
    case "run.stop-requested":
      return `Asked to stop: ${reason ?? "no reason given"}`;
    case "run.noted":
      return `Noted: ${String(after["text"])}`;
    case "run.baseline-set":
      return baselineSet(after["replaces"]);
    case "run.baseline-cleared":
      return "Took it back as the baseline.";
    case "run.ended":
      return `Ended, ${String(after["verdict"]).toUpperCase()}. ${String(after["sentence"] ?? reason ?? "")}`.trim();
    default:
      return aboutVersion(verb, after) ?? verb;
  }
}

function aboutVersion(verb: string, { version, from, to, second, why }: Record<string, unknown>): string | null {
  if (verb === "run.version-read") return `The target told its version: ${String(version)}.`;
  if (verb === "run.version-unread") return `The target's version could not be read: ${String(why)}.`;
  if (verb !== "run.version-changed") return null;
  return `${sayChange({ from: String(from), to: String(to), second: Number(second) })}.`;
}

function baselineSet(replaces: unknown): string {
  const before = typeof replaces === "number" ? `, in the place of run ${replaces}` : "";
  return `Made it the baseline of its scenario, load and environment${before}.`;
}

function askedFor(counts: boolean, unlocked: string | null): string {
  const what = counts ? "Asked for the run, to count for the launch" : "Asked for the run";
  return unlocked === null ? `${what}.` : `${what}; production unlocked: ${unlocked}`;
}

function listed(addresses: unknown): string {
  return Array.isArray(addresses) && addresses.length > 0 ? addresses.join(", ") : "its address";
}
