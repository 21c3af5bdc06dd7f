import type { Kiosk } from "#lib/access/read-kiosk.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import { triesLeft } from "./core/kiosk-tries.ts";
import type { Arrival, ArrivalAnswer, ArrivalResult } from "./core/kiosk-view.ts";
import { bookedOperator, type KioskPlace } from "./kiosk-place.ts";
import { actsAmong } from "./store-acts.ts";
import { type ArrivalRow, findArrival, insertArrival, saveResult } from "./store-arrivals.ts";
import { findPin } from "./store-pins.ts";
import { trainerResults } from "./trainer-results.ts";

/** What is being judged, by whose tablet it came. */
export type Judging<Kind extends Arrival["kind"] = Arrival["kind"]> = {
  ctx: Ctx;
  kiosk: Kiosk;
  arrival: Arrival & { kind: Kind };
};

/** `new`: nobody has seen it before. `again`: it came before and was not judged to the end (the process was killed): its try is counted.
 *  `judged`: with what. */
export type Claimed =
  | { is: "new" }
  | { is: "again" }
  | { is: "judged"; result: ArrivalResult }
  | { is: "refused"; answer: ArrivalAnswer };

/** Writes down that it came, before anything else: whatever happens from here on, it is judged once. */
export async function claimArrival(tx: Tx, judging: Judging, waits: () => Promise<number>): Promise<Claimed> {
  const { arrival } = judging;
  const row = await findArrival(tx, arrival.id);
  if (row !== null) return claimedBefore(row, judging);
  const refused = (answer: ArrivalAnswer): Claimed => ({ is: "refused", answer });
  if ((await actsAmong(tx, [arrival.id])).length > 0) return refused(answerOf(arrival.id, "id-used"));
  const waitMinutes = await waits();
  if (waitMinutes > 0) return refused({ ...answerOf(arrival.id, "device-waits"), waitMinutes });
  const made = await insertArrival(tx, rowOf(judging));
  return made ? { is: "new" } : refused(answerOf(arrival.id, "id-used"));
}

function claimedBefore(row: ArrivalRow, { kiosk, arrival }: Judging): Claimed {
  const isSame =
    row.sessionId === kiosk.sessionId &&
    row.kind === arrival.kind &&
    row.operatorId === operatorOf(arrival) &&
    row.sha256 === sha256Of(arrival);
  if (!isSame) return { is: "refused", answer: answerOf(arrival.id, "id-used") };
  return row.result === null ? { is: "again" } : { is: "judged", result: row.result as ArrivalResult };
}

function rowOf({ ctx, kiosk, arrival }: Judging) {
  const { id, kind, sealedAt } = arrival;
  return {
    ...{ id, kind, kioskId: kiosk.id, sessionId: kiosk.sessionId, operatorId: operatorOf(arrival) },
    ...{ sha256: sha256Of(arrival), sealedAt: new Date(sealedAt), arrivedAt: ctx.now() },
  };
}

const operatorOf = (arrival: Arrival) => (arrival.kind === "trainer-signed" ? null : arrival.operatorId);
const sha256Of = (arrival: Arrival) => (arrival.kind === "signed" ? arrival.sha256 : null);

function answerOf(id: string, result: ArrivalResult): ArrivalAnswer {
  return { id, result, triesLeft: null, waitMinutes: null, operators: [] };
}

type Placed = Judging & { place: KioskPlace };
const taken: readonly ArrivalResult[] = ["signed", "pin-set", "declined", "already-signed"];

/** Keeps what became of it and answers it. What was typed without network and did not hold is an entry of the log: whoever typed it is
 *  long gone. */
export async function finishArrival(tx: Tx, placed: Placed, result: ArrivalResult): Promise<ArrivalAnswer> {
  const { ctx, arrival, place } = placed;
  await saveResult(tx, arrival.id, result, ctx.now());
  if (arrival.wasOffline && !taken.includes(result)) {
    const operator = bookedOperator(place, operatorOf(arrival) ?? "")?.operator.name ?? null;
    const after = { session: place.name, kind: arrival.kind, operator, result, arrival: arrival.id };
    const subject = { kind: "training-session", id: place.session.id };
    await record(tx, ctx, { pilotId: place.pilot.id, verb: "kiosk.refused", subject, after });
  }
  return answerAgain(tx, placed, result);
}

/** The answer to what was judged; the tries that are left are those of now. */
export async function answerAgain(tx: Tx, { arrival, place }: Placed, result: ArrivalResult): Promise<ArrivalAnswer> {
  const answer = answerOf(arrival.id, result);
  if (arrival.kind === "trainer-signed")
    return { ...answer, operators: await trainerResults(tx, { place, arrival }, result) };
  if (result !== "pin-wrong" && result !== "locked") return answer;
  const pin = await findPin(tx, arrival.operatorId);
  const left = triesLeft({ wrong: pin?.wrong ?? 0, isLocked: pin !== null && pin.lockedAt !== null });
  return { ...answer, triesLeft: left };
}
