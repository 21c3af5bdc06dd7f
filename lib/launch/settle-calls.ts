import type { PilotRow } from "../pilots/store.ts";
import type { Actor, Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import type { SaidStationAct, StationAct } from "./core/calls.ts";
import type { Readiness, Station, StationCall } from "./core/readiness-view.ts";
import { holdsBack, isGo } from "./core/standing-call.ts";
import { readinessOf, within } from "./readiness-of.ts";
import { recordChanges } from "./record-changes.ts";
import { type OpenPoll, settlePoll } from "./settle-poll.ts";
import { insertStationAct } from "./store-calls.ts";
import { findOpenPoll } from "./store-polls.ts";

/** `readiness`: with the keeper's silence left aside, which voids nothing. */
export type Settled = { readiness: Readiness; poll: OpenPoll | null };

const gantry: Actor = { kind: "system", id: "gantry", name: "Gantry", roles: [] };

/** Puts on record what evidence has moved: a GO that fell, a HOLD or NO-GO that other evidence lies under, a new snapshot and signatures that
 *  fell while a poll is open, states that changed. Does nothing where all of that is on record. The pilot's row must be locked; it is the
 *  first thing a verb does with calls, and the last. */
export async function settleCalls(tx: Tx, ctx: Ctx, pilot: PilotRow): Promise<Settled> {
  const asGantry = within({ ...ctx, actor: gantry }, tx);
  let { readiness, acts, items } = await readinessOf(asGantry, pilot, false);
  const poll = await findOpenPoll(tx, pilot.id);
  const unsaid = readiness.stations.flatMap((station) => unsaidOf(station, acts));
  for (const one of unsaid) await sayMoved(tx, asGantry, { pilot, pollId: poll?.id ?? null, ...one });
  if (unsaid.length > 0) ({ readiness, acts, items } = await readinessOf(asGantry, pilot, false));
  const open = poll && (await settlePoll(tx, asGantry, { pilot, poll, readiness, items }));
  await recordChanges(tx, asGantry, pilot.id, readiness);
  return { readiness, poll: open };
}

type Unsaid = { station: string; call: StationCall; act: Extract<StationAct, { do: "voided" | "marked" }> };

/** The call that counts or has just fallen, where its evidence moved and nobody has written that down. */
function unsaidOf({ name, call }: Station, acts: readonly SaidStationAct[]): Unsaid[] {
  if (call?.moved == null) return [];
  const isSaid = acts.some(
    ({ act }) => (act.do === "voided" || act.do === "marked" || act.do === "lifted") && act.about === call.id,
  );
  if (isSaid) return [];
  const { what } = call.moved;
  if (isGo(call.call)) return [{ station: name, call, act: { do: "voided", about: call.id, what } }];
  return holdsBack(call.call) ? [{ station: name, call, act: { do: "marked", about: call.id, what } }] : [];
}

async function sayMoved(
  tx: Tx,
  ctx: Ctx,
  { pilot, pollId, station, call, act }: Unsaid & { pilot: PilotRow; pollId: string | null },
): Promise<void> {
  const said = { by: ctx.actor, at: ctx.now() };
  const id = await insertStationAct(tx, { pilotId: pilot.id, station, pollId, act }, said);
  await record(tx, ctx, {
    ...{ pilotId: pilot.id, verb: `call.${act.do}`, subject: { kind: "station", id: station } },
    before: { call: call.call, by: call.by },
    after: { what: act.what },
    reason: act.what,
    acts: [{ table: "station_acts", id }],
  });
}
