import { arrivalRefusal } from "./core/arrival-refusal.ts";
import type { Judge } from "./judge-arrival.ts";
import { bookedOperator } from "./kiosk-place.ts";
import { operatorActor, operatorStandingIn } from "./operator-at-tablet.ts";
import { sayActs } from "./say-in-session.ts";

/** An operator does not agree with what is written. No PIN is asked for, which the record says. */
export const declinedJudge: Judge<"declined"> = {
  waitMinutes: async () => 0,
  refusal: async (tx, scene) =>
    arrivalRefusal(await operatorStandingIn(tx, scene), { kind: "declined", secret: scene.secret }),
  count: async () => null,
  prove: async () => ({ isRight: true, pin: null, trainerId: null }),
  become: async (tx, { ctx, arrival, kiosk, place, secret }) => {
    const { id, operatorId } = arrival;
    const operator = bookedOperator(place, operatorId)?.operator;
    if (!operator) return "not-in-session";
    const actor = operatorActor(operator);
    const withoutPin = { ...ctx, actor: { ...actor, name: `${actor.name}, without PIN` } };
    await sayActs(tx, withoutPin, place, {
      verb: "training.declined",
      said: [{ id, operatorId, act: { do: "declined", reason: secret.reason, kiosk: kiosk.id } }],
      after: { operators: [operator.name] },
      reason: secret.reason,
    });
    return "declined";
  },
};
