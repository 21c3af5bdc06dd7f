import { canonicalJson } from "../../../platform/core/chain.ts";
import type { Amendable, SaidTrainingAct } from "../acts.ts";
import { amendedFrom } from "../amendments.ts";
import type { ModuleVersion, Operator } from "../module.ts";

/** What a record of training is written from. Times are ms since 1970. */

/** `entry`: number of the event in the log that stands for it, `enteredBy` who made that; null: none does, which the walk over the chain
 *  finds. `hashMatches`: of a
 *  signature, whether the SHA-256 stored with it is the one of what it keeps as shown; null of anything else. */
export type RecordedAct = SaidTrainingAct & {
  entry: number | null;
  enteredBy: string | null;
  hashMatches: boolean | null;
};

/** What the log says beside the acts: bookings, changes, PINs, locks, tablets. `did` in words. */
export type RecordedEvent = {
  entry: number;
  at: number;
  verb: string;
  did: string;
  by: string;
  operatorId: string | null;
  reason: string | null;
};

/** What a tablet brought that did not become a signature, as it was answered. */
export type SentBack = {
  id: string;
  operatorId: string | null;
  kind: string;
  result: string;
  sealedAt: number | null;
  arrivedAt: number;
};

export type PaperFile = { id: string; name: string; sha256: string };
export type RecordedModule = { id: string; code: string; version: ModuleVersion; by: string; at: number };

export type SessionRecord = {
  session: { id: string; number: number; place: string; trainer: string; plannedFrom: number; plannedTo: number };
  module: RecordedModule;
  /** By badge; who has an act in the session is among them, even when they were removed since. As they are called today. */
  operators: readonly Operator[];
  /** In the order in which they were said. */
  acts: readonly RecordedAct[];
  events: readonly RecordedEvent[];
  sentBack: readonly SentBack[];
  files: readonly PaperFile[];
};

/** What a record's hash is taken over: only what is never changed, so that an operator who marries changes no record. */
export function recordText(records: readonly SessionRecord[], events: readonly RecordedEvent[] = []): string {
  const kept = records.map(({ session: { id, number }, module, acts, events: about, sentBack, files }) => ({
    ...{ session: { id, number }, module, acts, sentBack, files },
    events: about,
  }));
  return canonicalJson({ records: kept, events });
}

/** An amendment with what stood there before it; `was` null where nothing was said before. */
export type AmendmentFact = { said: RecordedAct; was: Amendable | null; is: Amendable; reason: string };

/** Of one operator, in their order. */
export function amendmentsOf(acts: readonly RecordedAct[], operatorId: string): AmendmentFact[] {
  const was = amendedFrom(acts, operatorId);
  return acts.flatMap((said) => {
    const { act, id } = said;
    if (act.do !== "amended" || said.operatorId !== operatorId) return [];
    return [{ said, was: was.get(id) ?? null, is: act.to, reason: act.reason }];
  });
}
