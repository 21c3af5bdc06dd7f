import type { Tx } from "../platform/database.ts";
import { answerAgain, claimArrival, finishArrival, type Judging } from "./claim-arrival.ts";
import type { ArrivalAnswer, ArrivalResult } from "./core/kiosk-view.ts";
import { holdPlace, type KioskPlace } from "./kiosk-place.ts";
import { openSecret, type SecretOf } from "./open-secret.ts";
import type { HashedPin } from "./pin.ts";
import { findArrival } from "./store-arrivals.ts";

type Kind = Judging["arrival"]["kind"];

/** An arrival, opened, in its session as it stands. */
export type Scene<K extends Kind = Kind> = Judging<K> & { place: KioskPlace; secret: SecretOf[K] };

/** `pin`: the one that was compared, or the new one; `trainerId`: whose password was. */
type Proof = { isRight: boolean; pin: HashedPin | null; trainerId: string | null };

/** What each kind of arrival does of its own. All but `prove` run in a transaction that holds the pilot and the session. */
export type Judge<K extends Kind> = {
  /** How long it has to wait, unread and uncounted, because of wrong ones before it; 0: not at all. */
  waitMinutes(tx: Tx, scene: Omit<Scene<K>, "secret">): Promise<number>;
  /** Why it is refused whatever its secret says; null: it is not. Asked before and after the secret was looked at. */
  refusal(tx: Tx, scene: Scene<K>): Promise<ArrivalResult | null>;
  /** Counts its try as wrong before it is looked at, so that many at once are not more than one after the other; null: it may be looked at. */
  count(tx: Tx, scene: Scene<K>): Promise<ArrivalResult | null>;
  /** The slow part, outside of any transaction. */
  prove(scene: Scene<K>): Promise<Proof>;
  /** Writes what becomes of it. */
  become(tx: Tx, scene: Scene<K>, proof: Proof): Promise<ArrivalResult>;
};

/** Judges one arrival. It is written down in the transaction that counts its try; where the process is killed after that, the same id is
 *  judged at its next coming without being counted again, and of several at once the first to be judged answers for all. */
export async function judgeArrival<K extends Kind>(judge: Judge<K>, judging: Judging<K>): Promise<ArrivalAnswer> {
  const { ctx, arrival } = judging;
  const secret = await openSecret(ctx.db, arrival, arrival.kind);
  const begun = await ctx.transaction((tx) => begin(tx, judge, { ...judging, secret }));
  if ("answer" in begun) return begun.answer;
  const proof = await judge.prove(begun.scene);
  return ctx.transaction((tx) => settle(tx, judge, { ...begun.scene, proof }));
}

type Begun<K extends Kind> = { answer: ArrivalAnswer } | { scene: Scene<K> };

async function begin<K extends Kind>(
  tx: Tx,
  judge: Judge<K>,
  { secret, ...judging }: Judging<K> & { secret: SecretOf[K] | null },
): Promise<Begun<K>> {
  const place = await holdPlace(tx, judging.kiosk);
  const claimed = await claimArrival(tx, judging, () => judge.waitMinutes(tx, { ...judging, place }));
  if (claimed.is === "refused") return { answer: claimed.answer };
  if (claimed.is === "judged") return { answer: await answerAgain(tx, { ...judging, place }, claimed.result) };
  if (secret === null) return { answer: await finishArrival(tx, { ...judging, place }, "not-opened") };
  const scene: Scene<K> = { ...judging, place, secret };
  const refusal = (await judge.refusal(tx, scene)) ?? (claimed.is === "new" ? await judge.count(tx, scene) : null);
  return refusal === null ? { scene } : { answer: await finishArrival(tx, scene, refusal) };
}

/** Looks again at everything but the secret itself: meanwhile others went on. */
async function settle<K extends Kind>(
  tx: Tx,
  judge: Judge<K>,
  { proof, ...seen }: Scene<K> & { proof: Proof },
): Promise<ArrivalAnswer> {
  const scene: Scene<K> = { ...seen, place: await holdPlace(tx, seen.kiosk) };
  const row = await findArrival(tx, scene.arrival.id);
  if (row?.result) return answerAgain(tx, scene, row.result as ArrivalResult);
  const refusal = await judge.refusal(tx, scene);
  return finishArrival(tx, scene, refusal ?? (await judge.become(tx, scene, proof)));
}
