import type { Actor } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import type { OperatorScene } from "./core/arrival-refusal.ts";
import type { Scene } from "./judge-arrival.ts";
import { bookedOperator, stateIn, takesSignatures, toSign } from "./kiosk-place.ts";
import type { OperatorRow } from "./store-operators.ts";
import { findPin } from "./store-pins.ts";

/** Who acts where an operator gave their PIN. */
export function operatorActor({ id, name, badge }: OperatorRow): Actor {
  return { kind: "operator", id, name: `${name} (${badge})`, roles: [] };
}

/** What decides about whatever an operator sends. */
export async function operatorStandingIn(
  tx: Tx,
  { arrival, place }: Pick<Scene<"signed" | "pin-set" | "declined">, "arrival" | "place">,
): Promise<OperatorScene> {
  const { operatorId, language } = arrival;
  const isOpen = takesSignatures(place);
  const booked = bookedOperator(place, operatorId);
  if (booked === null) return { isOpen, operator: null };
  const pin = await findPin(tx, operatorId);
  const operator = {
    ...{ badge: booked.operator.badge, state: stateIn(place, operatorId) },
    sha256: toSign(place, { booked, as: "operator", language })?.sha256 ?? null,
    pin: pin && { isLocked: pin.lockedAt !== null },
  };
  return { isOpen, operator };
}
