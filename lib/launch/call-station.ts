import { openPilot } from "../pilots/read-open-pilot.ts";
import type { PilotRow } from "../pilots/store.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { type CallRefused, refusedCall } from "./core/call-refusals.ts";
import type { StationAct } from "./core/calls.ts";
import { partsOf } from "./core/fingerprint.ts";
import type { Station } from "./core/readiness-view.ts";
import type { CallStation } from "./input/calls.ts";
import { isKeeperSilent, within } from "./readiness-of.ts";
import { type Settled, settleCalls } from "./settle-calls.ts";
import { dutiesOfPerson, insertStationAct } from "./store-calls.ts";

type Refusals = "pilot-not-found" | "pilot-archived" | "station-not-found" | CallRefused;

/** A station owner's go, go with conditions, hold, no-go or abstention, over the evidence that they saw. Refuses whoever does not hold the
 *  duty, a GO over evidence that is not good or has moved, one without a poll, and one over a HOLD or NO-GO that nobody has lifted. */
export async function callStation(
  ctx: Ctx,
  { pilot: slug, ...called }: CallStation & { pilot: string },
): Promise<{ ok: true; id: string } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    const { pilot } = found;
    const settled = await settleCalls(tx, ctx, pilot);
    const station = settled.readiness.stations.find(({ name }) => name === called.station);
    if (station === undefined) return refuse("station-not-found");
    const refused = await refusalOf(tx, ctx, { pilot, settled, station, called });
    if (refused !== null) return refuse(refused, { says: { station: station.name, why: station.sentence } });
    const id = await say(tx, ctx, { pilot, settled, station, called });
    await settleCalls(tx, ctx, pilot);
    return { ok: true, id };
  });
}

type Calling = { pilot: PilotRow; settled: Settled; station: Station; called: CallStation };

async function refusalOf(tx: Tx, ctx: Ctx, { pilot, settled, station, called }: Calling): Promise<CallRefused | null> {
  const duties = await dutiesOfPerson(tx, pilot.id, ctx.actor.id);
  const isOwner = duties.some((one) => one.duty === "station-owner" && one.station === station.name);
  const keeperSilent = await isKeeperSilent(within(ctx, tx));
  const { call, seen } = called;
  return refusedCall({ call, seen, isOwner, isPollOpen: settled.poll !== null, keeperSilent }, station);
}

async function say(tx: Tx, ctx: Ctx, { pilot, settled, station, called }: Calling): Promise<string> {
  const { call, reason, conditions } = called;
  const { fingerprint } = station;
  const parts = partsOf(station.items);
  const snapshot = settled.poll?.over ?? null;
  const act: StationAct = { do: "called", call, reason, conditions, fingerprint, parts, snapshot };
  const placed = { pilotId: pilot.id, station: station.name, pollId: settled.poll?.row.id ?? null };
  const id = await insertStationAct(tx, { ...placed, act }, { by: ctx.actor, at: ctx.now() });
  await record(tx, ctx, {
    ...{ pilotId: pilot.id, verb: "station.called", subject: { kind: "station", id: station.name } },
    before: { call: station.call?.stands ? station.call.call : null },
    after: { call, conditions, fingerprint },
    reason: reason === "" ? null : reason,
    acts: [{ table: "station_acts", id }],
  });
  return id;
}
