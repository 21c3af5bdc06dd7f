import { accountRule, oneMoreWrong, waitLeftMs } from "#lib/access/core/sign-in-waits.ts";
import { passwordMatches } from "#lib/access/password.ts";
import { findUser, type User } from "#lib/access/store.ts";
import { forgetTries, lockTries, saveTries, type TriesKey } from "#lib/access/store-tries.ts";
import { keysOfDevice } from "#lib/access/take-try.ts";
import type { Actor } from "../platform/ctx.ts";
import type { Database, Tx } from "../platform/database.ts";
import { trainerRefusals } from "./core/arrival-refusal.ts";
import type { ArrivalResult, Signs } from "./core/kiosk-view.ts";
import type { Judge, Scene } from "./judge-arrival.ts";
import { bookedOperator, takesSignatures, toSign } from "./kiosk-place.ts";
import { type SaidAct, sayActs } from "./say-in-session.ts";
import { actsAmong } from "./store-acts.ts";
import { countOnTablet, giveBackOnTablet, tabletWaitMinutes } from "./tablet-tries.ts";
import { trainerActId, trainerRefusalIn } from "./trainer-results.ts";

type Signing = Scene<"trainer-signed">;

/** The trainer's signature for each of the operators listed, with their own password. What changed meanwhile is left out, and said. Wrong
 *  passwords count for this tablet alone: nobody holding it can keep the trainer from signing in elsewhere. */
export const trainerSignedJudge: Judge<"trainer-signed"> = {
  waitMinutes: async (tx, { ctx, kiosk, place }) => {
    const now = ctx.now();
    const key = triesKey(await findUser(tx, place.session.trainerId), kiosk.id);
    const waitMs = key === null ? 0 : waitLeftMs(await lockTries(tx, key, now), now.getTime());
    return Math.max(Math.ceil(waitMs / 60_000), await tabletWaitMinutes(tx, kiosk.id, now));
  },
  refusal: async (_tx, { place, arrival }) => {
    const each = arrival.signs.map((sign) => trainerRefusalIn(place, arrival, sign));
    return trainerRefusals(takesSignatures(place), each);
  },
  count: async (tx, { ctx, kiosk, place }) => {
    const now = ctx.now();
    await countOnTablet(tx, kiosk.id, now);
    const key = triesKey(await findUser(tx, place.session.trainerId), kiosk.id);
    if (key !== null)
      await saveTries(tx, key, oneMoreWrong(await lockTries(tx, key, now), accountRule, now.getTime()), now);
    return null;
  },
  prove: async ({ ctx, place, secret }) => {
    const { trainerId } = place.session;
    const trainer = await signingTrainer(ctx.db, trainerId);
    return { isRight: await passwordMatches(secret.password, trainer?.passwordHash ?? null), trainerId, pin: null };
  },
  become: async (tx, scene, { isRight, trainerId }) => {
    const isStill = scene.place.session.trainerId === trainerId;
    return isRight && isStill ? sign(tx, scene) : "password-wrong";
  },
};

/** The same as of somebody who leaves the kiosk on this tablet. */
function triesKey(trainer: User | null, kioskId: string): TriesKey | null {
  return trainer === null ? null : keysOfDevice(trainer.email, kioskId).account;
}

/** Null: the account was disabled, or runs sessions no more. */
async function signingTrainer(db: Database | Tx, id: string): Promise<User | null> {
  const user = await findUser(db, id);
  const runsSessions = user?.roles.some((role) => role === "trainer" || role === "lead") ?? false;
  return user === null || user.disabledAt !== null || !runsSessions ? null : user;
}

async function sign(tx: Tx, scene: Signing): Promise<ArrivalResult> {
  const { ctx, arrival, kiosk, place } = scene;
  const trainer = await signingTrainer(tx, place.session.trainerId);
  if (trainer === null) return "password-wrong";
  await giveBackOnTablet(tx, kiosk.id);
  const key = triesKey(trainer, kiosk.id);
  if (key !== null) await forgetTries(tx, key);
  const signs = arrival.signs.filter((one) => trainerRefusalIn(place, arrival, one) === null);
  const taken = await actsAmong(
    tx,
    signs.map(({ operatorId }) => trainerActId(arrival.id, operatorId)),
  );
  if (taken.length > 0) return "id-used";
  const said = signs.flatMap((one) => signature(scene, one));
  const operators = signs.map(({ operatorId }) => bookedOperator(place, operatorId)?.operator.name ?? "");
  const actor: Actor = { kind: "person", id: trainer.id, name: trainer.name, roles: trainer.roles };
  const after = { as: "trainer", operators, kiosk: kiosk.id };
  await sayActs(tx, { ...ctx, actor }, place, { verb: "training.signed", said, after });
  return "signed";
}

function signature({ arrival, kiosk, place }: Signing, { operatorId, sha256 }: Signs): SaidAct[] {
  const { id, language } = arrival;
  const booked = bookedOperator(place, operatorId);
  const shown = booked && toSign(place, { booked, as: "trainer", language })?.shown;
  if (!shown) return [];
  const where = { kiosk: kiosk.id, sealedAt: arrival.wasOffline ? arrival.sealedAt : null, paper: null };
  return [
    {
      id: trainerActId(id, operatorId),
      operatorId,
      act: { do: "signed", as: "trainer", shown, sha256, language, ...where },
    },
  ];
}
