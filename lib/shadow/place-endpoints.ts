import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import type { EndpointNamer } from "./endpoint-of.ts";
import { type Folded, foldEndpoints } from "./fold-endpoints.ts";
import { reopenFixed } from "./reopen-fixed.ts";
import { type EndpointRow, listEndpoints } from "./store.ts";
import { endpointsWithCounts, ensureEndpoints } from "./store-endpoints.ts";

/** `stamp`: the namer's, up to which all that is stored has its right name. */
export type Placed<One> = { batch: readonly One[]; ids: Map<string, number>; folded: Folded[]; stamp: number };

type Naming = { ctx: Ctx; pilotId: string; namer: EndpointNamer };
type Batch<One> = { batch: readonly One[]; nameAgain(): Promise<readonly One[]> };

/** Up to which stamp all that is stored has its right name, a namer. */
const settledAt = new WeakMap<EndpointNamer, number>();

/** The endpoints of a batch. Where traffic has shown since it was named that some endpoints are one, those that are stored are folded and it is
 *  named again: the list never keeps two names for one thing. The pilot's shadow row must be locked. */
export async function placeEndpoints<One extends { endpoint: string }>(
  tx: Tx,
  naming: Naming,
  { batch: given, nameAgain }: Batch<One>,
): Promise<Placed<One>> {
  const folded: Folded[] = [];
  for (let batch = given; ; batch = await nameAgain()) {
    const names = [...new Set(batch.map(({ endpoint }) => endpoint))];
    const known = await knownEndpoints(tx, naming, names);
    if (known !== null) return { batch, ids: known, folded, stamp: naming.namer.stamp() };
    const { ids, isRenamed, stamp, ...found } = await settle(tx, naming, names);
    folded.push(...found.folded);
    if (!isRenamed) return { batch, ids, folded, stamp };
  }
}

/** Null when something has to be settled first. */
async function knownEndpoints(
  tx: Tx,
  { ctx, pilotId, namer }: Naming,
  names: readonly string[],
): Promise<Map<string, number> | null> {
  if (settledAt.get(namer) !== namer.stamp() || names.some((name) => namer.nowOf(name) !== name)) return null;
  const { ids, made, merged } = await ensureEndpoints(tx, pilotId, { names, at: ctx.now() });
  return made.length + merged.length === 0 ? ids : null;
}

async function settle(tx: Tx, { ctx, pilotId, namer }: Naming, names: readonly string[]) {
  const stored = await listEndpoints(tx, pilotId);
  const nameOfId = new Map(stored.map(({ id, name }) => [id, name]));
  namer.know(stored.map(({ name, mergedInto }) => ({ name, into: nameOfId.get(mergedInto ?? 0) ?? null })));
  const stamp = namer.stamp();
  // All at one moment: another batch may teach the namer meanwhile.
  const now = new Map([...names, ...nameOfId.values()].map((name) => [name, namer.nowOf(name)]));
  const nowOf = (name: string) => now.get(name) ?? name;
  const stale = await staleEndpoints(tx, stored, nowOf);
  const into = new Set(stale.map(({ name }) => nowOf(name)));
  const { ids } = await ensureEndpoints(tx, pilotId, {
    names: [...new Set([...names.map(nowOf), ...into])],
    at: ctx.now(),
  });
  const folded: Folded[] = [];
  for (const name of into) {
    const from = stale.filter((one) => nowOf(one.name) === name);
    folded.push(await foldEndpoints(tx, ctx, { pilotId, into: { id: ids.get(name) ?? 0, name }, from }));
  }
  return { ids, isRenamed: names.some((name) => nowOf(name) !== name), folded, stamp };
}

/** Those that have another name now, and were not folded yet. */
async function staleEndpoints(
  tx: Tx,
  stored: readonly EndpointRow[],
  nowOf: (name: string) => string,
): Promise<EndpointRow[]> {
  const others = stored.filter(({ name }) => nowOf(name) !== name);
  const merged = others.filter(({ mergedInto }) => mergedInto !== null).map(({ id }) => id);
  const counted = await endpointsWithCounts(tx, merged);
  return others.filter(({ id, mergedInto }) => mergedInto === null || counted.has(id));
}

/** What `placeEndpoints` did is committed. */
export function endpointsSettled(namer: EndpointNamer, stamp: number): void {
  settledAt.set(namer, Math.max(stamp, settledAt.get(namer) ?? 0));
}

const mostTold = 200;

/** One event for each endpoint that took others in with their groups; a fixed group that took in what was seen since opens again. Last in its
 *  transaction. */
export async function tellFolded(
  tx: Tx,
  ctx: Ctx,
  { pilotId, folded }: { pilotId: string; folded: readonly Folded[] },
): Promise<void> {
  for (const { endpoint, covers, groups, stayed } of folded) {
    await reopenFixed(tx, ctx, { pilotId, seen: stayed });
    if (groups.length === 0) continue;
    await record(tx, ctx, {
      pilotId,
      verb: "shadow-endpoint.folded",
      subject: { kind: "shadow-endpoint", id: endpoint },
      after: { endpoint, covers: covers.slice(0, mostTold), groups: groups.slice(0, mostTold) },
    });
  }
}
