import { eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { chainHeads, events } from "#drizzle/schema/platform.ts";
import { type ActRef, digestOfActs } from "./acts.ts";
import { chainText } from "./core/chain.ts";
import type { Ctx } from "./ctx.ts";
import type { Tx } from "./database.ts";
import { chainKey } from "./key-ring.ts";
import { chainHash } from "./keys.ts";

/** The chain of what belongs to no pilot: people and settings. */
export const installationChain = "installation";

/** The first event of a chain follows on this. */
const nothing = new Uint8Array(32);

export type NewEvent = {
  pilotId: string | null;
  /** What happened, such as `run.started`. */
  verb: string;
  subject: { kind: string; id: string };
  before?: unknown;
  after?: unknown;
  reason?: string | null;
  /** Rows that this event stands for; inserted before it, in the same transaction. */
  acts?: readonly ActRef[];
};

/** Writes one event in the verb's transaction and tells the feeds. Call it last: it locks the chain's head until the commit, so that
 *  sequence, hash and commit order are one. Answers the event's sequence. */
export async function record(tx: Tx, ctx: Ctx, event: NewEvent): Promise<number> {
  const chain = event.pilotId ?? installationChain;
  const head = await lockHead(tx, chain);
  const key = await chainKey(tx);
  const content = contentOf(ctx, await withActs(tx, event), {
    chain,
    sequence: head.sequence + 1,
    keyNumber: key.number,
  });
  const hash = chainHash(key.bytes, head.hash, chainText(content));
  await tx.insert(events).values({ ...content, at: new Date(content.at), previousHash: head.hash, hash });
  await tx.update(chainHeads).set({ sequence: content.sequence, hash }).where(eq(chainHeads.chain, chain));
  const topic = `${chain}:${content.sequence}:${event.subject.kind}:${event.subject.id}`;
  await tx.execute(sql`select pg_notify('gantry_events', ${topic})`);
  return content.sequence;
}

async function lockHead(tx: Tx, chain: string): Promise<{ sequence: number; hash: Uint8Array }> {
  await tx.insert(chainHeads).values({ chain, sequence: 0, hash: nothing }).onConflictDoNothing();
  const [head] = await tx.select().from(chainHeads).where(eq(chainHeads.chain, chain)).for("no key update");
  if (!head) throw new Error(`The head of chain ${chain} is missing.`);
  return head;
}

type DigestedEvent = NewEvent & { actsDigest: string | null };

async function withActs(tx: Tx, event: NewEvent): Promise<DigestedEvent> {
  if (event.acts === undefined || event.acts.length === 0) return { ...event, actsDigest: null };
  const actsDigest = await digestOfActs(tx, event.acts);
  if (actsDigest === null) throw new Error(`An act that ${event.verb} stands for is missing.`);
  return { ...event, actsDigest, after: { ...Object(event.after), acts: event.acts } };
}

function contentOf(ctx: Ctx, event: DigestedEvent, place: { chain: string; sequence: number; keyNumber: number }) {
  return {
    id: uuidv7(),
    ...place,
    pilotId: event.pilotId,
    at: ctx.now().toISOString(),
    actorKind: ctx.actor.kind,
    actorId: ctx.actor.id,
    actorName: ctx.actor.name,
    verb: event.verb,
    subjectKind: event.subject.kind,
    subjectId: event.subject.id,
    // What goes into the hash must be what jsonb gives back.
    before: asJson(event.before),
    after: asJson(event.after),
    reason: event.reason ?? null,
    actsDigest: event.actsDigest,
  };
}

function asJson(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}
