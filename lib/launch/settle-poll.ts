import type { PilotRow } from "../pilots/store.ts";
import { canonicalJson } from "../platform/core/chain.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import { callsText } from "./core/calls-text.ts";
import { type ItemNames, type Parts, partsOf, whatChanged } from "./core/fingerprint.ts";
import type { NeededItem, Readiness } from "./core/readiness-view.ts";
import { nameOf } from "./core/say-station.ts";
import { type Signature, signaturesOf } from "./core/signatures.ts";
import type { Snapshot } from "./core/snapshot.ts";
import { sha256 } from "./sha256.ts";
import { insertDecisionAct, insertSnapshot, listDecisionActs, newestSnapshot, type PollRow } from "./store-polls.ts";

/** `over` and `calls`: what is signed now. `signatures`: those that fell too. */
export type OpenPoll = { row: PollRow; over: string; calls: string; signatures: readonly Signature[] };

type Settling = { pilot: PilotRow; poll: PollRow; readiness: Readiness; items: readonly NeededItem[] };

export const callsHash = ({ stations }: Readiness) => sha256(callsText(stations));

/** While a poll is open: a new snapshot when the evidence moved, and the end of signatures that were given over another. */
export async function settlePoll(tx: Tx, ctx: Ctx, settling: Settling): Promise<OpenPoll> {
  const { poll, readiness, items } = settling;
  const last = await newestSnapshot(tx, poll.id);
  const isSame = last !== null && fingerprints(last.content) === fingerprints(snapshotOf(readiness));
  const over = isSame ? last.sha256 : await freeze(tx, ctx, { ...settling, verb: "poll.evidence-moved" });
  const calls = callsHash(readiness);
  const given = signaturesOf(await listDecisionActs(tx, poll.id));
  const fallen = given.filter((one) => one.voided === null && (one.over !== over || one.calls !== calls));
  if (fallen.length === 0) return { row: poll, over, calls, signatures: given };
  const names = new Map(items.map((item) => [item.id, nameOf(item)] as const));
  const evidence = last === null ? "" : changes(last.content, snapshotOf(readiness), names);
  for (const one of fallen)
    await voidSignature(tx, ctx, { ...settling, one, what: evidence || "A call was changed after it was signed" });
  return { row: poll, over, calls, signatures: signaturesOf(await listDecisionActs(tx, poll.id)) };
}

/** Stores the evidence as it is now; answers its SHA-256. */
export async function freeze(
  tx: Tx,
  ctx: Ctx,
  { pilot, poll, readiness, verb }: Omit<Settling, "items"> & { verb: "poll.opened" | "poll.evidence-moved" },
): Promise<string> {
  const content = snapshotOf(readiness);
  const hash = sha256(canonicalJson(content));
  const id = await insertSnapshot(tx, {
    ...{ pilotId: pilot.id, pollId: poll.id, content, sha256: hash },
    at: new Date(readiness.at),
  });
  await record(tx, ctx, {
    ...{ pilotId: pilot.id, verb, subject: { kind: "poll", id: poll.id } },
    after: { number: poll.number, sha256: hash },
    acts: [{ table: "launch_snapshots", id }],
  });
  return hash;
}

async function voidSignature(
  tx: Tx,
  ctx: Ctx,
  { pilot, poll, one, what }: Settling & { one: Signature; what: string },
): Promise<void> {
  const act = { do: "voided", about: one.id, what } as const;
  const said = { by: ctx.actor, at: ctx.now() };
  const id = await insertDecisionAct(tx, { pilotId: pilot.id, pollId: poll.id, act }, said);
  await record(tx, ctx, {
    ...{ pilotId: pilot.id, verb: "signature.voided", subject: { kind: "decision", id: poll.id } },
    before: { decision: one.decision, by: one.by },
    after: { what },
    reason: what,
    acts: [{ table: "decision_acts", id }],
  });
}

function snapshotOf({ at, stations }: Readiness): Snapshot {
  return {
    at: new Date(at).toISOString(),
    stations: stations.map(({ name, fingerprint, items }) => ({ name, fingerprint, items: items.map(frozen) })),
  };
}

function frozen({ id, number, title, isKiller, ruleVersion, standing }: NeededItem) {
  return { id, number, title, isKiller, ruleVersion, ...standing };
}

function fingerprints({ stations }: Snapshot): string {
  return JSON.stringify(stations.map(({ name, fingerprint }) => [name, fingerprint]));
}

function changes(before: Snapshot, after: Snapshot, names: ItemNames): string {
  const gone = before.stations.flatMap(({ items }) => items.map((item) => [item.id, nameOf(item)] as const));
  return whatChanged(partsIn(before), partsIn(after), new Map([...gone, ...names]));
}

function partsIn({ stations }: Snapshot): Parts {
  const standings = stations.flatMap(({ items }) =>
    items.map(({ id, ruleVersion, ...standing }) => ({ id, ruleVersion, standing })),
  );
  return partsOf(standings);
}
