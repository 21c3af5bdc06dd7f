import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { compileRules } from "./core/compile-rules.ts";
import { type Act, type ActRefused, refusalOf, type Standing, standingOf } from "./core/dispositions.ts";
import { openShadow } from "./open-shadow.ts";
import { findRuleSet } from "./store.ts";
import { actsOfGroup, findGroup, type GroupRow, insertAct, isProductOwner } from "./store-acts.ts";

export type GroupAsked = { pilot: string; group: number };
export type GroupRefusals = "pilot-not-found" | "pilot-archived" | "group-not-found" | ActRefused;
export type GroupStanding = { ok: true; group: number; standing: Standing };
type Said = Act extends infer A ? (A extends unknown ? Omit<A, "at" | "by"> : never) : never;

/** What the verbs about a group share: one transaction, what core refuses, one act, one event. `say` is asked with the group locked. */
export async function actOnGroup(
  ctx: Ctx,
  asked: GroupAsked,
  { verb, say }: { verb: string; say(group: GroupRow, asProductOwner: boolean): Said },
): Promise<GroupStanding | Refused<GroupRefusals>> {
  return ctx.transaction(async (tx) => {
    const opened = await openShadow(tx, asked.pilot);
    if (!opened.ok) return opened;
    const pilotId = opened.pilot.id;
    const group = await findGroup(tx, pilotId, asked.group);
    if (group === null) return refuse("group-not-found");
    return sayAbout(tx, ctx, { group, verb, said: say(group, await isProductOwner(tx, pilotId, ctx.actor.id)) });
  });
}

type Saying = { group: GroupRow; verb: string; said: Said };

/** Last in its transaction. */
export async function sayAbout(
  tx: Tx,
  ctx: Ctx,
  { group, verb, said }: Saying,
): Promise<GroupStanding | Refused<ActRefused>> {
  const { pilotId } = group;
  const isCritical = await isCriticalGroup(tx, group);
  const acts = (await actsOfGroup(tx, group.id)).map((one) => one.act);
  const at = ctx.now();
  const act = { ...said, at: at.getTime(), by: ctx.actor.id } as Act;
  const refused = refusalOf(act, acts, { isCritical });
  if (refused !== null) return refuse(refused);
  const [before, standing] = [standingOf(acts, { isCritical }), standingOf([...acts, act], { isCritical })];
  await insertAct(tx, { pilotId, groupId: group.id, act: said, by: ctx.actor, at });
  await record(tx, ctx, {
    pilotId,
    verb,
    subject: { kind: "shadow-group", id: String(group.number) },
    before: shown(before),
    after: shown(standing),
    reason: "reason" in said ? said.reason : null,
  });
  return { ok: true, group: group.number, standing };
}

export async function isCriticalGroup(tx: Tx, group: GroupRow): Promise<boolean> {
  const { set } = await findRuleSet(tx, group.pilotId);
  return compileRules(set).of(group.endpoint).isCritical(group.path);
}

function shown({ state, disposition, owner, link, rule }: Standing) {
  return { state, disposition, owner, link, rule };
}
