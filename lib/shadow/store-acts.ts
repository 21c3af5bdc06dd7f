import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { v7 as uuidv7 } from "uuid";
import { pilotDuties } from "#drizzle/schema/pilots.ts";
import { shadowEndpoints, shadowGroups } from "#drizzle/schema/shadow.ts";
import { shadowActs, shadowPairs } from "#drizzle/schema/shadow-kept.ts";
import type { Tx } from "../platform/database.ts";
import type { Act } from "./core/dispositions.ts";
import type { Db } from "./store.ts";

/** Groups and what people said about them. */

export type GroupRow = typeof shadowGroups.$inferSelect & { endpoint: string };
export type SaidAct = { groupId: number; act: Act; by: string };
type Stored<A> = A extends unknown ? Omit<A, "at" | "by"> : never;

const actColumns = {
  groupId: shadowActs.groupId,
  act: shadowActs.act,
  byId: shadowActs.byId,
  by: shadowActs.by,
  at: shadowActs.at,
};

/** The number of a group that was folded into another one leads to that. */
export async function findGroup(db: Db, pilotId: string, number: number): Promise<GroupRow | null> {
  const asked = alias(shadowGroups, "asked");
  const [row] = await db
    .select({ group: shadowGroups, endpoint: shadowEndpoints.name })
    .from(asked)
    .innerJoin(shadowGroups, eq(shadowGroups.id, sql`coalesce(${asked.foldedInto}, ${asked.id})`))
    .innerJoin(shadowEndpoints, eq(shadowEndpoints.id, shadowGroups.endpointId))
    .where(and(eq(asked.pilotId, pilotId), eq(asked.number, number)));
  return row ? { ...row.group, endpoint: row.endpoint } : null;
}

export async function listGroups(db: Db, pilotId: string): Promise<GroupRow[]> {
  const rows = await db
    .select({ group: shadowGroups, endpoint: shadowEndpoints.name })
    .from(shadowGroups)
    .innerJoin(shadowEndpoints, eq(shadowEndpoints.id, shadowGroups.endpointId))
    .where(and(eq(shadowGroups.pilotId, pilotId), isNull(shadowGroups.foldedInto)))
    .orderBy(asc(shadowGroups.number));
  return rows.map(({ group, endpoint }) => ({ ...group, endpoint }));
}

/** Those of some endpoints, by number. */
export async function groupsOfEndpoints(db: Db, endpointIds: readonly number[]): Promise<GroupRow[]> {
  const rows = await db
    .select({ group: shadowGroups, endpoint: shadowEndpoints.name })
    .from(shadowGroups)
    .innerJoin(shadowEndpoints, eq(shadowEndpoints.id, shadowGroups.endpointId))
    .where(and(inArray(shadowGroups.endpointId, [...endpointIds]), isNull(shadowGroups.foldedInto)))
    .orderBy(asc(shadowGroups.number));
  return rows.map(({ group, endpoint }) => ({ ...group, endpoint }));
}

/** In the order in which they were made. */
export async function actsOfGroup(db: Db, groupId: number): Promise<SaidAct[]> {
  const rows = await db
    .select(actColumns)
    .from(shadowActs)
    .where(eq(shadowActs.groupId, groupId))
    .orderBy(asc(shadowActs.n));
  return rows.flatMap(saidAct);
}

export async function actsOfPilot(db: Db, pilotId: string): Promise<Map<number, SaidAct[]>> {
  const rows = await db
    .select(actColumns)
    .from(shadowActs)
    .where(eq(shadowActs.pilotId, pilotId))
    .orderBy(asc(shadowActs.n));
  return byGroup(rows.flatMap(saidAct));
}

/** Of these groups; asked with each batch, so only those that have any are read. */
export async function actsOfGroups(db: Db, groupIds: readonly number[]): Promise<Map<number, SaidAct[]>> {
  if (groupIds.length === 0) return new Map();
  const among = sql`${shadowActs.groupId} = any(${sql.param(groupIds)}::int[])`;
  const rows = await db.select(actColumns).from(shadowActs).where(among).orderBy(asc(shadowActs.n));
  return byGroup(rows.flatMap(saidAct));
}

function byGroup(acts: readonly SaidAct[]): Map<number, SaidAct[]> {
  const groups = new Map<number, SaidAct[]>();
  for (const one of acts) groups.set(one.groupId, [...(groups.get(one.groupId) ?? []), one]);
  return groups;
}

type ActRow = { groupId: number | null; act: Readonly<Record<string, unknown>>; byId: string; by: string; at: Date };

function saidAct({ groupId, act, byId, by, at }: ActRow): SaidAct[] {
  // Written by `insertAct` only.
  return groupId === null ? [] : [{ groupId, act: { ...act, at: at.getTime(), by: byId } as Act, by }];
}

type NewAct = { pilotId: string; groupId: number; act: Stored<Act>; by: { id: string; name: string }; at: Date };

export async function insertAct(tx: Tx, { pilotId, groupId, act, by, at }: NewAct): Promise<void> {
  await tx.insert(shadowActs).values({ id: uuidv7(), pilotId, groupId, act, byId: by.id, by: by.name, at });
}

export async function isProductOwner(db: Db, pilotId: string, personId: string): Promise<boolean> {
  const held = and(eq(pilotDuties.pilotId, pilotId), eq(pilotDuties.duty, "product-owner"));
  // A system's name is no person's id.
  const rows = await db
    .select({ id: pilotDuties.id })
    .from(pilotDuties)
    .where(and(held, sql`${pilotDuties.personId}::text = ${personId}`))
    .limit(1);
  return rows.length > 0;
}

// Single exchanges

export type PairRow = typeof shadowPairs.$inferSelect;

export async function findPair(db: Db, pilotId: string, id: string): Promise<PairRow | null> {
  const [row] = await db
    .select()
    .from(shadowPairs)
    .where(and(eq(shadowPairs.pilotId, pilotId), eq(shadowPairs.id, id)));
  return row ?? null;
}

type PairAct = { pilotId: string; exchangeKey: string; act: Readonly<Record<string, unknown>>; at: Date };

export async function insertPairAct(
  tx: Tx,
  { by, ...act }: PairAct & { by: { id: string; name: string } },
): Promise<void> {
  await tx.insert(shadowActs).values({ id: uuidv7(), ...act, byId: by.id, by: by.name });
}
