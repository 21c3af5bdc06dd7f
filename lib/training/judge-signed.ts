import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import { arrivalRefusal } from "./core/arrival-refusal.ts";
import { mostWrongPins } from "./core/kiosk-tries.ts";
import type { ArrivalResult } from "./core/kiosk-view.ts";
import type { Judge, Scene } from "./judge-arrival.ts";
import { bookedOperator, toSign } from "./kiosk-place.ts";
import { operatorActor, operatorStandingIn } from "./operator-at-tablet.ts";
import { pinMatches } from "./pin.ts";
import { sayActs } from "./say-in-session.ts";
import { findPin, savePinTries } from "./store-pins.ts";
import { countOnTablet, giveBackOnTablet, tabletWaitMinutes } from "./tablet-tries.ts";

type Signing = Scene<"signed">;

/** An operator's signature with their PIN. */
export const signedJudge: Judge<"signed"> = {
  waitMinutes: (tx, { ctx, kiosk }) => tabletWaitMinutes(tx, kiosk.id, ctx.now()),
  refusal: async (tx, scene) => {
    const { kind, sha256 } = scene.arrival;
    return arrivalRefusal(await operatorStandingIn(tx, scene), { kind, sha256, secret: scene.secret });
  },
  count: countPin,
  prove: async ({ ctx, arrival, secret }) => {
    const pin = await findPin(ctx.db, arrival.operatorId);
    const typed = { operatorId: arrival.operatorId, pin: secret.pin };
    return { pin, trainerId: null, isRight: pin !== null && (await pinMatches(ctx.db, typed, pin)) };
  },
  become: async (tx, scene, { isRight, pin }) => {
    const row = await findPin(tx, scene.arrival.operatorId);
    // A PIN that was cleared and set again meanwhile is another one.
    const isStill = row !== null && row.hash === pin?.hash;
    return isRight && isStill ? sign(tx, scene) : wrong(tx, scene, row?.wrong ?? 0);
  },
};

/** A sixth try is not looked at: five were, or are being looked at now. */
async function countPin(tx: Tx, scene: Signing): Promise<ArrivalResult | null> {
  const { ctx, kiosk, arrival } = scene;
  const pin = await findPin(tx, arrival.operatorId);
  if (pin !== null && pin.wrong >= mostWrongPins) return lock(tx, scene);
  await savePinTries(tx, arrival.operatorId, { wrong: (pin?.wrong ?? 0) + 1 });
  await countOnTablet(tx, kiosk.id, ctx.now());
  return null;
}

async function wrong(tx: Tx, scene: Signing, tries: number): Promise<ArrivalResult> {
  return tries >= mostWrongPins ? lock(tx, scene) : "pin-wrong";
}

/** This operator and nobody else, until a trainer unlocks. */
async function lock(tx: Tx, { ctx, arrival, kiosk, place }: Signing): Promise<"locked"> {
  const { operatorId } = arrival;
  await savePinTries(tx, operatorId, { lockedAt: ctx.now() });
  const operator = bookedOperator(place, operatorId)?.operator.name ?? null;
  const after = { operator, session: place.name, kiosk: kiosk.id };
  const subject = { kind: "operator", id: operatorId };
  await record(tx, ctx, { pilotId: place.pilot.id, verb: "operator.locked", subject, after });
  return "locked";
}

async function sign(tx: Tx, { ctx, arrival, kiosk, place }: Signing): Promise<ArrivalResult> {
  const { id, operatorId, language, sha256 } = arrival;
  const booked = bookedOperator(place, operatorId);
  const shown = booked && toSign(place, { booked, as: "operator", language })?.shown;
  if (!booked || !shown) return "content-changed";
  await savePinTries(tx, operatorId, { wrong: 0 });
  await giveBackOnTablet(tx, kiosk.id);
  const actor = operatorActor(booked.operator);
  const where = { kiosk: kiosk.id, sealedAt: arrival.wasOffline ? arrival.sealedAt : null, paper: null };
  await sayActs(tx, { ...ctx, actor }, place, {
    verb: "training.signed",
    said: [{ id, operatorId, act: { do: "signed", as: "operator", shown, sha256, language, ...where } }],
    after: { as: "operator", operators: [booked.operator.name] },
  });
  return "signed";
}
