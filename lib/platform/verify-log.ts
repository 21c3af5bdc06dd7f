import { timingSafeEqual } from "node:crypto";
import { and, asc, eq, gt } from "drizzle-orm";
import { chainHeads, events } from "#drizzle/schema/platform.ts";
import { actsNamedIn, actsWithoutEvent, digestOfActs, pilotsWithActs } from "./acts.ts";
import { chainText } from "./core/chain.ts";
import type { Database, Tx } from "./database.ts";
import { installationChain } from "./events.ts";
import { chainKeys } from "./key-ring.ts";
import { chainHash } from "./keys.ts";
import type { SeenHead } from "./seen-heads.ts";

/** What the walk found: how many events follow on one another, or the first place where one does not. */
export type ChainReport = { chain: string; events: number; head: string | null; broken: string | null };

type EventRow = typeof events.$inferSelect;

/** Walks every chain from its first event, and compares it with its head and with heads that were seen before, `seen` being read before
 *  the walk: what is written meanwhile is left aside. */
export async function verifyLog(db: Database, seen: readonly SeenHead[]): Promise<ChainReport[]> {
  return db.transaction(async (tx) => {
    const heads = await tx.select().from(chainHeads);
    const others = await tx.selectDistinct({ chain: events.chain }).from(events);
    const named = [...heads, ...others, ...seen].map(({ chain }) => chain);
    const chains = new Set([...named, ...(await pilotsWithActs(tx))]);
    const reports: ChainReport[] = [];
    for (const chain of [...chains].sort()) reports.push(await walkOne(tx, { chain, seen }));
    return reports;
  }, asOneMoment);
}

type OneChain = { chain: string; seen: readonly SeenHead[]; onWalked?: (sequence: number) => void };

/** Walks one chain. `onWalked` hears how far it has come, now and then. */
export async function verifyChain(db: Database, asked: OneChain): Promise<ChainReport> {
  return db.transaction((tx) => walkOne(tx, asked), asOneMoment);
}

/** A head that moves on while its chain is walked is no break. */
const asOneMoment = { isolationLevel: "repeatable read", accessMode: "read only" } as const;

async function walkOne(tx: Tx, { chain, seen, onWalked = () => {} }: OneChain): Promise<ChainReport> {
  const keys = await chainKeys(tx);
  const [head = null] = await tx.select().from(chainHeads).where(eq(chainHeads.chain, chain));
  return walkChain(tx, { chain, keys, head, seen: seen.filter((one) => one.chain === chain), onWalked });
}

type Walk = {
  chain: string;
  keys: ReadonlyMap<number, Uint8Array>;
  head: { sequence: number; hash: Uint8Array } | null;
  seen: readonly SeenHead[];
  onWalked(sequence: number): void;
};

const page = 1000;

async function walkChain(db: Tx, walk: Walk): Promise<ChainReport> {
  const seen = new Map(walk.seen.map((one) => [one.sequence, one.hash]));
  let last: { sequence: number; hash: Uint8Array } = { sequence: 0, hash: new Uint8Array(32) };
  for (;;) {
    // An event slipped in before the first has a number below 1.
    const rows = await pageOf(db, walk.chain, last.sequence === 0 ? Number.MIN_SAFE_INTEGER : last.sequence);
    for (const row of rows) {
      const broken =
        brokenAt(row, last, walk.keys) ?? notAsSeen(row, seen.get(row.sequence)) ?? (await actsBroken(db, row));
      if (broken !== null) return { chain: walk.chain, events: last.sequence, head: hex(last.hash), broken };
      last = { sequence: row.sequence, hash: row.hash };
    }
    walk.onWalked(last.sequence);
    if (rows.length < page) break;
  }
  const broken = tailBroken(last, walk) ?? (await strayAct(db, walk.chain));
  return { chain: walk.chain, events: last.sequence, head: hex(last.hash), broken };
}

async function pageOf(db: Tx, chain: string, after: number): Promise<EventRow[]> {
  return db
    .select()
    .from(events)
    .where(and(eq(events.chain, chain), gt(events.sequence, after)))
    .orderBy(asc(events.sequence))
    .limit(page);
}

function brokenAt(
  row: EventRow,
  last: { sequence: number; hash: Uint8Array },
  keys: ReadonlyMap<number, Uint8Array>,
): string | null {
  if (row.sequence !== last.sequence + 1)
    return `event ${last.sequence + 1} is missing; event ${row.sequence} stands there`;
  if (!same(row.previousHash, last.hash)) return `event ${row.sequence} does not follow on event ${last.sequence}`;
  const key = keys.get(row.keyNumber);
  if (key === undefined) return `event ${row.sequence} names key ${row.keyNumber}, which does not exist`;
  const { hash: _hash, previousHash: _previous, at, ...rest } = row;
  const expected = chainHash(key, row.previousHash, chainText({ ...rest, at: at.toISOString() }));
  return same(row.hash, expected) ? null : `event ${row.sequence} (${row.verb}) was changed`;
}

async function actsBroken(db: Tx, row: EventRow): Promise<string | null> {
  if (row.actsDigest === null) return null;
  const acts = actsNamedIn(row.after);
  const digest = await digestOfActs(db, acts);
  if (digest === row.actsDigest) return null;
  const names = acts.map(({ table, id }) => `${table} ${id}`).join(", ");
  return `what event ${row.sequence} (${row.verb}) stands for was ${digest === null ? "removed" : "changed"}: ${names}`;
}

/** Acts are looked for under their pilot; what belongs to no pilot has none. */
async function strayAct(db: Tx, chain: string): Promise<string | null> {
  if (chain === installationChain) return null;
  const stray = await actsWithoutEvent(db, chain);
  return stray.length === 0 ? null : `no event stands for ${stray.join(", ")}`;
}

function notAsSeen(row: EventRow, hash: string | undefined): string | null {
  if (hash === undefined || hash === hex(row.hash)) return null;
  return `event ${row.sequence} is not the one that was seen before`;
}

function tailBroken(last: { sequence: number; hash: Uint8Array }, { head, seen }: Walk): string | null {
  const farthest = seen.reduce((far, one) => Math.max(far, one.sequence), 0);
  if (farthest > last.sequence) return `events ${last.sequence + 1} to ${farthest} were seen before and are gone`;
  if (head === null) return last.sequence === 0 ? null : "the chain's head is missing";
  if (head.sequence !== last.sequence) return `the head says ${head.sequence} events, there are ${last.sequence}`;
  return last.sequence === 0 || same(head.hash, last.hash) ? null : "the head is not the hash of the last event";
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
