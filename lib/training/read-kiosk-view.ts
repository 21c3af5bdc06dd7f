import { createHash } from "node:crypto";
import type { Kiosk } from "#lib/access/read-kiosk.ts";
import type { Ctx } from "../platform/ctx.ts";
import { newestKey } from "../platform/key-ring.ts";
import { triesLeft } from "./core/kiosk-tries.ts";
import type { KioskOperator, KioskView, ShownByLanguage, ToSignFor } from "./core/kiosk-view.ts";
import { languages } from "./core/language.ts";
import { covers, operatorStanding, type Signature } from "./core/session-state.ts";
import { sealingPoint } from "./edge/open-sealed.ts";
import { type KioskPlace, readPlace, stateIn, toSign } from "./kiosk-place.ts";
import { viewMark } from "./store-kiosk-view.ts";
import type { Booked } from "./store-sessions.ts";

/** What a tablet shows, or that it is still the same as the one with `known`. Tablets ask every two seconds; where nothing changed, one
 *  question to the database answers them. `now` is not part of what is the same. */
export async function readKioskView(
  ctx: Ctx,
  kiosk: Kiosk,
  known: string | null,
): Promise<{ mark: string; view: KioskView | null; now: number }> {
  const seen = await viewMark(ctx.db, kiosk);
  const mark = `"${createHash("sha256").update(seen).digest("base64url")}"`;
  const now = ctx.now().getTime();
  if (mark === known) return { mark, view: null, now };
  const [place, key] = [await readPlace(ctx.db, kiosk), await newestKey(ctx.db, "sealing")];
  const sealing = { key: key.number, publicKey: sealingPoint(key.bytes) };
  return { mark, now, view: { now, sealing, languages, ...viewOf(place, kiosk) } };
}

function viewOf(place: KioskPlace, kiosk: Kiosk): Omit<KioskView, "now" | "sealing" | "languages"> {
  const { pilot, session, module, booked } = place;
  const here = booked.filter(({ operator }) => operator.removedAt === null);
  return {
    kiosk: { id: kiosk.id, openedBy: kiosk.openedBy },
    pilot: { name: pilot.name, site: pilot.site, timeZone: pilot.timeZone },
    session: {
      ...{ id: session.id, name: place.name, state: place.state, place: session.place },
      ...{ plannedFrom: session.plannedFrom.getTime(), plannedTo: session.plannedTo.getTime() },
      openedAt: session.openedAt?.getTime() ?? null,
    },
    module: { code: module.code, name: module.version.name, version: module.version.number },
    trainer: {
      name: session.trainer,
      toSign: here.flatMap((one) => trainersPart(place, one, "operator-signed")),
      afterOperator: here.flatMap((one) => trainersPart(place, one, "ready")),
    },
    operators: here.map((one) => operatorPart(place, one)),
  };
}

function operatorPart(place: KioskPlace, booked: Booked): KioskOperator {
  const { id, badge, name, shift, language } = booked.operator;
  const { steps } = place.module.version;
  const state = stateIn(place, id);
  const signedAt = (signature: Signature | null) => (covers(signature, state) ? (signature?.at ?? null) : null);
  return {
    ...{ id, badge, name, shift, language, standing: operatorStanding(state, steps) },
    ...{ stepsSaid: steps.filter((step) => state.outcomes.has(step.id)).length, steps: steps.length },
    ...{ hasPin: booked.hasPin, isLocked: booked.isLocked, triesLeft: triesLeft(booked) },
    ...{ operatorSignedAt: signedAt(state.operatorSigned), trainerSignedAt: signedAt(state.trainerSigned) },
    shown: shownByLanguage(place, booked, "operator"),
  };
}

/** Whom the trainer can sign for, now or after them: the operator signs first. */
function trainersPart(place: KioskPlace, booked: Booked, of: "operator-signed" | "ready"): ToSignFor[] {
  const { id } = booked.operator;
  const standing = operatorStanding(stateIn(place, id), place.module.version.steps);
  if (standing !== of) return [];
  return [{ operatorId: id, shown: shownByLanguage(place, booked, "trainer") }];
}

function shownByLanguage(place: KioskPlace, booked: Booked, as: "operator" | "trainer"): ShownByLanguage {
  return {
    en: toSign(place, { booked, as, language: "en" }),
    de: toSign(place, { booked, as, language: "de" }),
  };
}
