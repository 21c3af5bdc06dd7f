import { record } from "../platform/events.ts";
import { arrivalRefusal } from "./core/arrival-refusal.ts";
import type { Judge } from "./judge-arrival.ts";
import { bookedOperator } from "./kiosk-place.ts";
import { operatorActor, operatorStandingIn } from "./operator-at-tablet.ts";
import { hashPin } from "./pin.ts";
import { insertPin } from "./store-pins.ts";

/** An operator's first PIN, or the first after it was cleared: typed in front of the trainer, in a session that is open. */
export const pinSetJudge: Judge<"pin-set"> = {
  waitMinutes: async () => 0,
  refusal: async (tx, scene) =>
    arrivalRefusal(await operatorStandingIn(tx, scene), { kind: "pin-set", secret: scene.secret }),
  count: async () => null,
  prove: async ({ ctx, arrival, secret }) => {
    const pin = await hashPin(ctx.db, { operatorId: arrival.operatorId, pin: secret.pin });
    return { isRight: true, pin, trainerId: null };
  },
  become: async (tx, { ctx, arrival, kiosk, place }, { pin }) => {
    const { operatorId } = arrival;
    const operator = bookedOperator(place, operatorId)?.operator;
    if (!operator || pin === null) return "not-in-session";
    const { hash, pepperNumber } = pin;
    await insertPin(tx, { operatorId, hash, pepperNumber, setAt: ctx.now() });
    const after = { operator: operator.name, session: place.name, trainer: place.session.trainer, kiosk: kiosk.id };
    const asOperator = { ...ctx, actor: operatorActor(operator) };
    const subject = { kind: "operator", id: operatorId };
    await record(tx, asOperator, { pilotId: place.pilot.id, verb: "operator.pin-set", subject, after });
    return "pin-set";
  },
};
