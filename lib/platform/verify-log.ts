import { timingSafeEqual } from "node:crypto";
import { and, asc, eq, gt } from "drizzle-orm";
import { chainHeads, events } from "#drizzle/schema/platform.ts";
import { chainText } from "./core/chain.ts";
import type { Database } from "./database.ts";
import { chainKeys } from "./key-ring.ts";
import { chainHash } from "./keys.ts";
import type { SeenHead } from "./seen-heads.ts";

/** What the walk found: how many events follow on one another, or the first place where one does not. */
export type ChainReport = { chain: string; events: number; head: string | null; broken: string | null };

type EventRow = typeof events.$inferSelect;

/** Walks every chain from its first event, and compares it with its head and with heads that were seen before. */
export async function verifyLog(db: Database, seen: readonly SeenHead[]): Promise<ChainReport[]> {
  const keys = await chainKeys(db);
  const heads = await db.select().from(chainHeads).orderBy(asc(chainHeads.chain));
  const others = await db.selectDistinct({ chain: events.chain }).from(events);
  const chains = new Set([...heads, ...others, ...seen].map(({ chain }) => chain));
  const reports: ChainReport[] = [];
  for (const chain of [...chains].sort()) {
    const head = heads.find((one) => one.chain === chain) ?? null;
    const ofChain = seen.filter((one) => one.chain === chain);
    reports.push(await walkChain(db, { chain, keys, head, seen: ofChain }));
  }
  return reports;
}

type Walk = {
  chain: string;
  keys: ReadonlyMap<number, Uint8Array>;
  head: { sequence: number; hash: Uint8Array } | null;
  seen: readonly SeenHead[];
};

const page = 1000;

async function walkChain(db: Database, walk: Walk): Promise<ChainReport> {
  const seen = new Map(walk.seen.map((one) => [one.sequence, one.hash]));
  let last: { sequence: number; hash: Uint8Array } = { sequence: 0, hash: new Uint8Array(32) };
  for (;;) {
    // An event slipped in before the first has a number below 1.
    const rows = await pageOf(db, walk.chain, last.sequence === 0 ? Number.MIN_SAFE_INTEGER : last.sequence);
    for (const row of rows) {
      const broken = brokenAt(row, last, walk.keys) ?? notAsSeen(row, seen.get(row.sequence));
      if (broken !== null) return { chain: walk.chain, events: last.sequence, head: hex(last.hash), broken };
      last = { sequence: row.sequence, hash: row.hash };
    }
    if (rows.length < page) break;
  }
  return { chain: walk.chain, events: last.sequence, head: hex(last.hash), broken: tailBroken(last, walk) };
}

async function pageOf(db: Database, chain: string, after: number): Promise<EventRow[]> {
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
