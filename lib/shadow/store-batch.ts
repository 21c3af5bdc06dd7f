import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Tx } from "../platform/database.ts";
import type { GroupKey } from "./core/difference.ts";

/** A batch of exchanges on its way into the counts: what is new of it, and which groups it belongs to. Arrays go in whole (unnest). */

/** A name for something long, as a UUID. */
function keyOf(parts: readonly string[]): string {
  const hex = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

export function exchangeKey(pilotId: string, id: string): string {
  return keyOf(["exchange", pilotId, id]);
}

/** A group's `key`, from its `groupText`. */
export function groupKeyOf(pilotId: string, text: string): string {
  return keyOf(["group", pilotId, text]);
}

/** The numbers of those that were not counted before, by key. Whoever sends the same at once waits here. */
export async function takeNewExchanges(tx: Tx, keys: readonly string[], arrivedAt: Date): Promise<Map<string, number>> {
  const rows = await tx.execute<{ key: string; n: string }>(sql`
    insert into shadow_exchanges (key, arrived_at)
    select unnest(${sql.param(keys)}::uuid[]), ${arrivedAt.toISOString()}::timestamptz
    on conflict do nothing returning key, n`);
  return new Map(rows.map(({ key, n }) => [key, Number(n)]));
}

export type SeenGroup = GroupKey & { endpointId: number; n: number; firstMs: number; lastMs: number };
export type GroupSeen = { id: number; number: number; isNew: boolean; isFull: boolean };
/** A group with so many kept pairs takes fewer new ones. */
const fullFrom = 200;

/** Adds to the groups' figures; those that are new are made with the next numbers, in the order given. Answers them by `groupText`. */
export async function countGroups(
  tx: Tx,
  pilotId: string,
  { seen, arrivedAt }: { seen: ReadonlyMap<string, SeenGroup>; arrivedAt: Date },
): Promise<Map<string, GroupSeen>> {
  const keyed = new Map([...seen.keys()].map((text) => [groupKeyOf(pilotId, text), text]));
  const known = await knownGroups(tx, [...keyed.keys()]);
  const fresh = [...keyed].filter(([key]) => !known.has(key));
  await addToKnown(tx, { keyed, seen, arrivedAt, known });
  const made = fresh.length === 0 ? [] : await insertGroups(tx, pilotId, { fresh, seen, arrivedAt });
  const found = new Map<string, GroupSeen>();
  for (const [key, { kept, ...group }] of known)
    found.set(keyed.get(key) ?? "", { ...group, isNew: false, isFull: kept >= fullFrom });
  for (const { key, id, number } of made) found.set(keyed.get(key) ?? "", { id, number, isNew: true, isFull: false });
  return found;
}

/** Which of these groups, by `groupText`, a pilot has. */
export async function knownTexts(tx: Tx, pilotId: string, texts: readonly string[]): Promise<Set<string>> {
  const keyed = new Map(texts.map((text) => [groupKeyOf(pilotId, text), text]));
  const rows = await tx.execute<{ key: string }>(sql`
    select key from shadow_groups where key = any(${sql.param([...keyed.keys()])}::uuid[])`);
  return new Set(rows.flatMap(({ key }) => keyed.get(key) ?? []));
}

type Known = Map<string, { id: number; number: number; kept: number }>;

async function knownGroups(tx: Tx, keys: readonly string[]): Promise<Known> {
  if (keys.length === 0) return new Map();
  const rows = await tx.execute<{ key: string; id: number; number: number; kept: number }>(sql`
    select key, id, number, (select count(*)::int from shadow_group_pairs l where l.group_id = g.id) as kept
    from shadow_groups g where key = any(${sql.param(keys)}::uuid[])`);
  return new Map(rows.map(({ key, id, number, kept }) => [key, { id, number, kept }]));
}

const iso = (ms: number) => new Date(ms).toISOString();
type Counting = {
  keyed: ReadonlyMap<string, string>;
  seen: ReadonlyMap<string, SeenGroup>;
  arrivedAt: Date;
  known: Known;
};

async function addToKnown(tx: Tx, { keyed, seen, arrivedAt, known }: Counting): Promise<void> {
  const rows = [...known].flatMap(([key, { id }]) => {
    const group = seen.get(keyed.get(key) ?? "");
    return group === undefined ? [] : [{ id, ...group }];
  });
  if (rows.length === 0) return;
  await tx.execute(sql`
    update shadow_groups g set n = g.n + s.n, first_at = least(g.first_at, s.first), last_at = greatest(g.last_at, s.last),
      last_arrived_at = greatest(g.last_arrived_at, ${arrivedAt.toISOString()}::timestamptz)
    from unnest(${sql.param(rows.map(({ id }) => id))}::int[], ${sql.param(rows.map(({ n }) => n))}::bigint[],
      ${sql.param(rows.map(({ firstMs }) => iso(firstMs)))}::text[]::timestamptz[],
      ${sql.param(rows.map(({ lastMs }) => iso(lastMs)))}::text[]::timestamptz[]) as s(id, n, first, last)
    where g.id = s.id`);
}

type Fresh = {
  fresh: readonly (readonly [key: string, text: string])[];
  seen: ReadonlyMap<string, SeenGroup>;
  arrivedAt: Date;
};

async function insertGroups(tx: Tx, pilotId: string, { fresh, seen, arrivedAt }: Fresh) {
  const rows = fresh.flatMap(([key, text]) => {
    const group = seen.get(text);
    return group === undefined ? [] : [{ key, ...group }];
  });
  const [counted] = await tx.execute<{ groups: number }>(sql`
    update shadow_pilots set groups = groups + ${rows.length}::int where pilot_id = ${pilotId}::uuid returning groups`);
  const last = (counted?.groups ?? rows.length) - rows.length;
  const at = arrivedAt.toISOString();
  return tx.execute<{ key: string; id: number; number: number }>(sql`
    insert into shadow_groups (key, pilot_id, number, endpoint_id, path, kind, shape, n, first_at, last_at,
      first_arrived_at, last_arrived_at)
    select key, ${pilotId}::uuid, ${last}::int + place, endpoint, path, kind, shape, n, first, last,
      ${at}::timestamptz, ${at}::timestamptz
    from unnest(${sql.param(rows.map(({ key }) => key))}::uuid[], ${sql.param(rows.map((one) => one.endpointId))}::int[],
      ${sql.param(rows.map(({ path }) => path))}::text[], ${sql.param(rows.map(({ kind }) => kind))}::text[],
      ${sql.param(rows.map(({ shape }) => shape))}::text[], ${sql.param(rows.map(({ n }) => n))}::bigint[],
      ${sql.param(rows.map(({ firstMs }) => iso(firstMs)))}::text[]::timestamptz[],
      ${sql.param(rows.map(({ lastMs }) => iso(lastMs)))}::text[]::timestamptz[]) with ordinality
      as s(key, endpoint, path, kind, shape, n, first, last, place)
    returning key, id, number`);
}
