import type { RolloutPlan } from "./plan.ts";

/** What is known of the list of what was written to the new system. */

/** What a mirror in front of the balancer says of itself, as far as the list may have gaps. Times are epoch ms. */
export type MirrorGaps = {
  name: string;
  heardAt: number;
  /** Null: it is paused. */
  since: number | null;
  unsaidWrites: number;
  notObserved: number;
  lost: number;
  isSpooling: boolean;
};

/** A mirror tells every 2 s. */
const silentMs = 10_000;

export function entriesText(count: number): string {
  return `${some(count, "entry", "entries")} written to the new system.`;
}

/** The list's count as a mirror saw it, and each reason why something may be missing. */
export function mirroredWrittenText(
  mirror: MirrorGaps,
  { count, most, startedAt, now }: { count: number; most: number; startedAt: number; now: number },
): string {
  const { name, since, heardAt, unsaidWrites, lost, isSpooling, notObserved } = mirror;
  const gaps = [
    since === null ? "It is paused: what is written now is not seen." : null,
    since !== null && since > startedAt
      ? `It has watched without a break since ${timeText(since)} only: what was written before may be missing.`
      : null,
    now - heardAt > silentMs ? `It was last heard of at ${timeText(heardAt)}: what came after may be missing.` : null,
    isSpooling ? "Some of it is still on the mirror's disk, and is listed when it arrives." : null,
    unsaidWrites > 0 ? `${some(unsaidWrites, "write")} did not say which system took them.` : null,
    lost > 0 ? `${some(lost, "write")} could not be recorded.` : null,
    notObserved > 0 ? `${some(notObserved, "connection")} could not be read by it.` : null,
    count >= most ? "There may be more than fit here." : null,
  ];
  const said = gaps.filter((one) => one !== null);
  return [entriesText(count), `The mirror ${name} saw them.`, ...said].join(" ");
}

const some = (count: number, one: string, more = `${one}s`) =>
  `${count.toLocaleString("en-GB")} ${count === 1 ? one : more}`;
const timeText = (ms: number) => `${new Date(ms).toISOString().slice(11, 19)} UTC`;

/** Where the list comes from. */
export function writtenSourceText(from: RolloutPlan["writtenSince"]): string {
  if (from === null) return "not known";
  return "mirror" in from ? `seen by the mirror ${from.mirror}` : `asked of ${from.resource}`;
}
