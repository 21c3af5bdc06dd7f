import type { SaidDecisionAct, SaidStationAct } from "../../launch/core/calls.ts";
import type { Readiness, Station } from "../../launch/core/readiness-view.ts";
import { decidedBy, signaturesOf } from "../../launch/core/signatures.ts";
import type { WallPoll, WallStation } from "./wall-view.ts";

/** Board A out of a pilot's readiness. Times are ms since 1970. */

export type PollSeen = {
  readiness: Readiness;
  /** What was said of stations, in order: it tells in which poll a call was made. */
  acts: readonly SaidStationAct[];
  /** The newest that was written down of the whole; null before the first look. */
  written: { at: number; state: string } | null;
  /** The open poll, else the last. */
  poll: { id: string; number: number; openedAt: number; isOpen: boolean } | null;
  /** What was signed in that poll. */
  signed: readonly SaidDecisionAct[];
};

/** The decision, each station in the order of the board, and the worst thing that keeps the launch. */
export function wallPoll({ readiness, acts, written, poll, signed }: PollSeen): WallPoll {
  const { overall, sentence, stations, blockers } = readiness;
  const [worst] = blockers;
  return {
    ...{ overall, sentence },
    since: written?.state === overall ? written.at : null,
    stations: stations.map(wallStation),
    poll: poll && pollOf(poll, answeredIn(poll.id, stations, acts), signed),
    blocker: worst === undefined ? null : blockerOf(worst),
    moreBlockers: Math.max(0, blockers.length - 1),
  };
}

function wallStation({ name, state, sentence, call, owners, evidenceAt }: Station): WallStation {
  return {
    ...{ name, state, sentence, evidenceAt },
    called: call && { by: call.by, at: call.at, stands: call.stands },
    owners: owners.map((one) => one.name),
  };
}

/** Stations whose call stands and was made in that poll. */
function answeredIn(pollId: string, stations: readonly Station[], acts: readonly SaidStationAct[]): number {
  const calls = new Set(acts.filter((said) => said.pollId === pollId).map(({ id }) => id));
  return stations.filter(({ call }) => call?.stands === true && calls.has(call.id)).length;
}

function pollOf(
  { number, isOpen, openedAt }: NonNullable<PollSeen["poll"]>,
  answered: number,
  signed: readonly SaidDecisionAct[],
): NonNullable<WallPoll["poll"]> {
  return { number, isOpen, openedAt, answered, decision: decidedBy(signaturesOf(signed))?.decision ?? null };
}

function blockerOf({ station, sentence, releases, owner }: Readiness["blockers"][number]): WallPoll["blocker"] {
  return { station, sentence, releases, owner };
}
