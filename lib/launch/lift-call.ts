import { openPilot } from "../pilots/read-open-pilot.ts";
import type { PilotRow } from "../pilots/store.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { Station } from "./core/readiness-view.ts";
import { holdsBack } from "./core/standing-call.ts";
import type { LiftCall } from "./input/calls.ts";
import { settleCalls } from "./settle-calls.ts";
import { dutiesOfPerson, insertStationAct } from "./store-calls.ts";

type Refusals = "pilot-not-found" | "pilot-archived" | "call-not-standing" | "may-not-lift";

/** A person ends a HOLD or NO-GO, with a reason: the station's owner, a decider or a lead. The station then has to be called again. */
export async function liftCall(
  ctx: Ctx,
  { pilot: slug, call: id, why }: LiftCall & { pilot: string; call: string },
): Promise<{ ok: true; station: string } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    const { readiness } = await settleCalls(tx, ctx, found.pilot);
    const station = readiness.stations.find(({ call }) => call?.id === id);
    if (!station?.call?.stands || !holdsBack(station.call.call)) return refuse("call-not-standing");
    if (!(await mayLift(tx, ctx, found.pilot, station))) return refuse("may-not-lift");
    await lift(tx, ctx, { pilot: found.pilot, station, id, why });
    await settleCalls(tx, ctx, found.pilot);
    return { ok: true, station: station.name };
  });
}

async function mayLift(tx: Tx, ctx: Ctx, pilot: PilotRow, { name }: Station): Promise<boolean> {
  if (ctx.actor.roles.some((role) => role === "lead" || role === "admin")) return true;
  const duties = await dutiesOfPerson(tx, pilot.id, ctx.actor.id);
  return duties.some(({ duty, station }) => duty === "decider" || (duty === "station-owner" && station === name));
}

type Lifting = { pilot: PilotRow; station: Station; id: string; why: string };

async function lift(tx: Tx, ctx: Ctx, { pilot, station: { name, call }, id: about, why }: Lifting): Promise<void> {
  const said = { by: ctx.actor, at: ctx.now() };
  const act = { do: "lifted", about, why } as const;
  const id = await insertStationAct(tx, { pilotId: pilot.id, station: name, pollId: null, act }, said);
  await record(tx, ctx, {
    ...{ pilotId: pilot.id, verb: "call.lifted", subject: { kind: "station", id: name } },
    before: { call: call?.call ?? null, by: call?.by ?? null },
    reason: why,
    acts: [{ table: "station_acts", id }],
  });
}
