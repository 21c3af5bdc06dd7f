import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import { tellChange } from "../platform/feed/tell-change.ts";
import { isNewTurn } from "./core/probe-turn.ts";
import type { ProbeRan } from "./edge/run-probe.ts";
import {
  type DueProbe,
  lockClaimed,
  lockItem,
  type ProbeStateRow,
  releaseClaim,
  saveResult,
  trimResults,
} from "./store-probes.ts";

/** As many results as an item keeps; the newest 60 make its history strip. */
const mostKept = 500;
/** So that a hundred probes of ten seconds do not stay in step. */
const jitter = 0.1;

type Seen = { due: DueProbe; ran: ProbeRan; keeper: string };

/** Stores what a probe saw. A result is data; an outcome that changed is an event. False when the keeper's claim is over, or the item's rule
 *  was changed meanwhile: then what was seen says nothing. */
export async function saveProbe(ctx: Ctx, { due, ran, keeper }: Seen): Promise<boolean> {
  const saved = await ctx.transaction(async (tx) => {
    const state = await lockClaimed(tx, due.itemId, keeper);
    if (state === null) return false;
    const item = await lockItem(tx, due.itemId);
    if (item === null || item.ruleVersion !== due.ruleVersion) {
      await releaseClaim(tx, due.itemId);
      return false;
    }
    await store(tx, ctx, { due, ran, state });
    return true;
  });
  if (saved) tellChange(ctx.db, due.pilotId, "checklist");
  return saved;
}

type Storing = { due: DueProbe; ran: ProbeRan; state: ProbeStateRow };

async function store(tx: Tx, ctx: Ctx, { due, ran, state }: Storing): Promise<void> {
  const { itemId, pilotId, ruleVersion, rule, askedBy } = due;
  const at = ctx.now();
  const { outcome, says, raw, latencyMs } = ran;
  const before = { outcome: state.outcome, at: state.at?.getTime() ?? null, ruleVersion: state.ruleVersion };
  const isNew = isNewTurn(before, { outcome, at: at.getTime(), ruleVersion }, due.validForSeconds);
  await saveResult(tx, {
    result: { itemId, ruleVersion, outcome, says, raw, latencyMs, at, askedBy },
    turn: state.turn + (isNew ? 1 : 0),
    since: isNew || state.since === null ? at : state.since,
    nextInSeconds: rule.everySeconds * (1 - jitter / 2 + Math.random() * jitter),
  });
  await trimResults(tx, itemId, mostKept);
  if (state.outcome === outcome) return;
  const subject = { kind: "item", id: itemId };
  const was = { outcome: state.outcome };
  await record(tx, ctx, { pilotId, verb: "probe.turned", subject, before: was, after: { outcome, says } });
}
