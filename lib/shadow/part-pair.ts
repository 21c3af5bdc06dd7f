import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { openShadow } from "./open-shadow.ts";
import { findPair, insertPairAct, type PairRow } from "./store-acts.ts";
import { isParted, partedWord, recountPair, rejoinedWord, uncountPair } from "./store-parted.ts";

type PairRefusals = "pilot-not-found" | "pilot-archived" | "pair-not-found";
type PairAsked = { pilot: string; pair: string };
type Done<Refusal extends string> = { ok: true } | Refused<PairRefusals | Refusal>;

/** Says of one kept pair that its answers are not to the same request: it leaves parity and is counted as *not the same* from then on. It is
 *  kept apart, so that this can be taken back. Refuses one that is set apart already. */
export async function partPair(
  ctx: Ctx,
  { pilot, pair: id, why }: PairAsked & { why: string },
): Promise<Done<"pair-not-comparable">> {
  return ctx.transaction(async (tx) => {
    const found = await pairAsked(tx, { pilot, pair: id });
    if (!found.ok) return found;
    if (found.parted) return refuse("pair-not-comparable");
    await uncountPair(tx, found.pair);
    await say(tx, ctx, found.pair, { word: partedWord, why });
    return { ok: true };
  });
}

/** Takes it back: the pair counts again where it was counted, under the decisions that hold now. Refuses a pair that is not set apart. */
export async function rejoinPair(ctx: Ctx, asked: PairAsked): Promise<Done<"nothing-to-undo">> {
  return ctx.transaction(async (tx) => {
    const found = await pairAsked(tx, asked);
    if (!found.ok) return found;
    if (!found.parted) return refuse("nothing-to-undo");
    await recountPair(tx, found.pair);
    await say(tx, ctx, found.pair, { word: rejoinedWord, why: null });
    return { ok: true };
  });
}

async function pairAsked(tx: Tx, { pilot, pair: id }: PairAsked) {
  const opened = await openShadow(tx, pilot);
  if (!opened.ok) return opened;
  const pair = await findPair(tx, opened.pilot.id, id);
  return pair === null ? refuse("pair-not-found") : { ok: true as const, pair, parted: await isParted(tx, pair) };
}

type Said = { word: typeof partedWord | typeof rejoinedWord; why: string | null };

/** Last in its transaction. */
async function say(tx: Tx, ctx: Ctx, pair: PairRow, { word, why }: Said): Promise<void> {
  const { pilotId, key, id } = pair;
  const act = { do: word, ...(why === null ? {} : { reason: why }) };
  await insertPairAct(tx, { pilotId, exchangeKey: key, act, by: ctx.actor, at: ctx.now() });
  await record(tx, ctx, {
    pilotId,
    verb: `shadow-pair.${word}`,
    subject: { kind: "shadow-pair", id },
    before: { at: pair.at.toISOString(), groups: pair.groups.length },
    reason: why,
  });
}
