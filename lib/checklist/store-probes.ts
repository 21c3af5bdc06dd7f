import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { checklistItems, probeResults, probeStates } from "#drizzle/schema/checklist.ts";
import { systems } from "#drizzle/schema/pilots.ts";
import type { Database, Tx } from "../platform/database.ts";
import type { ProbeRule } from "./core/item.ts";

/** Probes that are due, who runs them, and what they saw. */

export type DueProbe = {
  itemId: string;
  pilotId: string;
  title: string;
  rule: ProbeRule;
  ruleVersion: number;
  validForSeconds: number | null;
  askedBy: string | null;
};
export type ProbeStateRow = typeof probeStates.$inferSelect;

type Claim = { keeper: string; most: number };

/** Takes what is due and nobody runs, at most `most`, those that have waited longest first. A claim outlives the probe's time-out by a few
 *  seconds: what a dead keeper held is due again then. All by the database's clock. */
export async function claimProbes(db: Database, { keeper, most }: Claim): Promise<DueProbe[]> {
  await db.execute(sql`
    insert into probe_states (item_id, rule_version, turn)
    select i.id, i.rule_version, 0 from checklist_items i
    where i.removed_at is null and i.rule ->> 'kind' = 'probe'
      and not exists (select 1 from probe_states s where s.item_id = i.id)
    on conflict do nothing`);
  const rows = await db.execute<{ item_id: string }>(sql`
    update probe_states s
    set claimed_by = ${keeper},
        claimed_until = now() + make_interval(secs => (i.rule ->> 'timeoutSeconds')::float8 + 5)
    from checklist_items i
    where s.item_id = i.id and s.item_id in (
      select due.item_id from probe_states due
      join checklist_items one on one.id = due.item_id
      join checklists list on list.id = one.checklist_id
      join pilots p on p.id = one.pilot_id
      where one.removed_at is null and list.removed_at is null and p.archived_at is null
        and one.rule ->> 'kind' = 'probe' and jsonb_typeof(one.rule -> 'probe') = 'object'
        and (due.claimed_until is null or due.claimed_until < now())
        and (due.next_at is null or due.next_at <= now() or due.asked_at is not null
             or due.rule_version <> one.rule_version)
      order by due.asked_at nulls last, due.next_at nulls first
      limit ${most}
      for update of due skip locked)
    returning s.item_id`);
  return rows.length === 0
    ? []
    : claimedProbes(
        db,
        rows.map(({ item_id }) => item_id),
      );
}

async function claimedProbes(db: Database, ids: string[]): Promise<DueProbe[]> {
  const rows = await db
    .select({
      itemId: checklistItems.id,
      pilotId: checklistItems.pilotId,
      title: checklistItems.title,
      rule: checklistItems.rule,
      ruleVersion: checklistItems.ruleVersion,
      validForSeconds: checklistItems.validForSeconds,
      askedBy: probeStates.askedBy,
    })
    .from(checklistItems)
    .innerJoin(probeStates, eq(probeStates.itemId, checklistItems.id))
    .where(inArray(checklistItems.id, ids));
  return rows.flatMap(({ rule, ...row }) => (rule.kind === "probe" ? [{ ...row, rule }] : []));
}

/** Base addresses of the systems that probes of these pilots may reach. */
export async function systemsOf(db: Database, pilotIds: readonly string[]) {
  const rows = await db
    .select({ id: systems.id, name: systems.name, baseUrl: systems.baseUrl })
    .from(systems)
    .where(and(inArray(systems.pilotId, [...new Set(pilotIds)]), isNull(systems.removedAt)));
  return new Map(rows.map(({ id, ...place }) => [id, place]));
}

/** Holds the probe's row to the commit; null when this keeper's claim is over, so that what it saw comes too late. */
export async function lockClaimed(tx: Tx, itemId: string, keeper: string): Promise<ProbeStateRow | null> {
  const [row] = await tx.select().from(probeStates).where(eq(probeStates.itemId, itemId)).for("no key update");
  return row?.claimedBy === keeper ? row : null;
}

type ProbeSeenRow = typeof probeResults.$inferInsert;
type After = { result: ProbeSeenRow; turn: number; since: Date; nextInSeconds: number };

export async function saveResult(tx: Tx, { result, turn, since, nextInSeconds }: After): Promise<void> {
  await tx.insert(probeResults).values(result);
  const { itemId, ruleVersion, outcome, says, at } = result;
  await tx
    .update(probeStates)
    .set({
      ...{ ruleVersion, outcome, says, at, turn, since },
      ...(outcome === "good" ? { goodAt: at } : {}),
      ...{ claimedBy: null, claimedUntil: null, askedAt: null, askedBy: null },
      nextAt: sql`now() + make_interval(secs => ${nextInSeconds})`,
    })
    .where(eq(probeStates.itemId, itemId));
}

/** Keeps the newest results of an item. */
export async function trimResults(tx: Tx, itemId: string, most: number): Promise<void> {
  await tx.execute(sql`
    delete from probe_results where item_id = ${itemId} and n <= (
      select n from probe_results where item_id = ${itemId} order by n desc offset ${most} limit 1)`);
}

/** A claim given back without a result: the item was removed or is no probe any more. */
export async function releaseClaim(tx: Tx, itemId: string): Promise<void> {
  const none = { claimedBy: null, claimedUntil: null, askedAt: null, askedBy: null };
  await tx.update(probeStates).set(none).where(eq(probeStates.itemId, itemId));
}

/** Its item as it stands now, held to the commit against a change of its rule; null when removed. */
export async function lockItem(tx: Tx, itemId: string) {
  const [row] = await tx
    .select()
    .from(checklistItems)
    .where(and(eq(checklistItems.id, itemId), isNull(checklistItems.removedAt)))
    .for("share");
  return row ?? null;
}

/** False when it was asked for already and has not run yet. */
export async function askNow(tx: Tx, { itemId, by, at }: { itemId: string; by: string; at: Date }): Promise<boolean> {
  const made = await tx
    .insert(probeStates)
    .values({ itemId, ruleVersion: 0, askedAt: at, askedBy: by })
    .onConflictDoUpdate({
      target: probeStates.itemId,
      set: { askedAt: at, askedBy: by },
      setWhere: isNull(probeStates.askedAt),
    })
    .returning();
  return made.length === 1;
}
