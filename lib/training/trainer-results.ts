import { v5 as uuidv5 } from "uuid";
import type { Tx } from "../platform/database.ts";
import { type TrainerResult, trainerRefusal } from "./core/arrival-refusal.ts";
import type { Arrival, ArrivalAnswer, ArrivalResult, Signs } from "./core/kiosk-view.ts";
import { bookedOperator, type KioskPlace, stateIn, toSign } from "./kiosk-place.ts";
import { actsAmong } from "./store-acts.ts";

type TrainerArrival = Arrival & { kind: "trainer-signed" };

/** The id of a trainer's signature for one operator: sent twice, it is there once. */
export function trainerActId(arrivalId: string, operatorId: string): string {
  return uuidv5(operatorId, arrivalId);
}

/** Why the trainer cannot sign for an operator now; null: can. */
export function trainerRefusalIn(
  place: KioskPlace,
  { language }: Pick<TrainerArrival, "language">,
  { operatorId, sha256 }: Signs,
): Exclude<TrainerResult, "signed"> | null {
  const booked = bookedOperator(place, operatorId);
  const operator = booked && {
    state: stateIn(place, operatorId),
    sha256: toSign(place, { booked, as: "trainer", language })?.sha256 ?? null,
  };
  return trainerRefusal({ operator, signed: sha256 });
}

const asAWhole: readonly ArrivalResult[] = ["signed", "already-signed", "content-changed"];

/** What became of each; empty where it was refused as a whole. */
export async function trainerResults(
  tx: Tx,
  { place, arrival }: { place: KioskPlace; arrival: TrainerArrival },
  result: ArrivalResult,
): Promise<ArrivalAnswer["operators"]> {
  if (!asAWhole.includes(result)) return [];
  const ids = arrival.signs.map(({ operatorId }) => trainerActId(arrival.id, operatorId));
  const there = new Set((await actsAmong(tx, ids)).map(({ id }) => id));
  return arrival.signs.map((sign) => {
    const { operatorId } = sign;
    if (there.has(trainerActId(arrival.id, operatorId))) return { operatorId, result: "signed" };
    return { operatorId, result: trainerRefusalIn(place, arrival, sign) ?? "content-changed" };
  });
}
