import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { logFault } from "../platform/log.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { readSeenHeads } from "../platform/seen-heads.ts";
import { type ChainReport, verifyChain as walkChain } from "../platform/verify-log.ts";
import type { Verification } from "./core/log-view.ts";
import { firstAt, headOf } from "./store.ts";
import { verificationOf, walks } from "./verification.ts";

/** Whoever asks waits this long for the end; after it they are told how far the walk is. */
const waitMs = 2_000;

/** Walks the pilot's chain from its first entry to its last, against the heads that processes of this data folder have noted. One walk at a
 *  time a process: a second one of the same chain joins it, one of another chain is refused. */
export async function verifyChain(
  ctx: Ctx,
  { pilot: slug, dataFolder }: { pilot: string; dataFolder: string },
): Promise<{ ok: true; verification: Verification } | Refused<"pilot-not-found" | "verification-busy">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const chain = found.pilot.id;
  const of = (await headOf(ctx.db, chain))?.sequence ?? 0;
  const kept = walks();
  if (kept.running !== null && kept.running.chain !== chain) return refuse("verification-busy");
  kept.running ??= begin(ctx, { chain, of, dataFolder });
  await Promise.race([kept.running.ends, new Promise((resolve) => setTimeout(resolve, waitMs).unref())]);
  return { ok: true, verification: verificationOf(chain) };
}

type Walk = { chain: string; of: number; dataFolder: string };

function begin(ctx: Ctx, walk: Walk) {
  const { chain, of } = walk;
  const running = { chain, of, since: ctx.now().toISOString(), by: ctx.actor.name, walked: 0, ends: Promise.resolve() };
  const onWalked = (sequence: number) => {
    running.walked = sequence;
  };
  running.ends = walked(ctx, walk, onWalked)
    .catch((error: unknown): Verification => {
      logFault("a walk of the log broke off", error, { chain });
      return { state: "broke-off", at: ctx.now().toISOString() };
    })
    .then((ended) => {
      walks().last.set(chain, ended);
      walks().running = null;
    });
  return running;
}

async function walked(ctx: Ctx, { chain, dataFolder }: Walk, onWalked: (n: number) => void): Promise<Verification> {
  const startedMs = performance.now();
  // Read before the walk: a head noted during it is of an entry that the walk does not see.
  const seen = readSeenHeads(dataFolder).filter((one) => one.chain === chain);
  const report = await walkChain(ctx.db, { chain, seen, onWalked });
  const from = await firstAt(ctx.db, chain);
  const ended = { at: ctx.now().toISOString(), seconds: (performance.now() - startedMs) / 1000 };
  return { ...ended, ...foundOut(report, from), ...farthest(report, seen) };
}

type FoundOut =
  | { state: "intact"; entries: number; from: string | null; head: string | null; seenUpTo: null }
  | { state: "broken"; entries: number; sentence: string };

function foundOut({ events: entries, broken, head }: ChainReport, from: Date | null): FoundOut {
  if (broken !== null) return { state: "broken", entries, sentence: sentenceOf(broken) };
  return { state: "intact", entries, from: from?.toISOString() ?? null, head, seenUpTo: null };
}

function farthest({ broken }: ChainReport, seen: readonly { sequence: number }[]) {
  if (broken !== null || seen.length === 0) return {};
  return { seenUpTo: seen.reduce((far, { sequence }) => Math.max(far, sequence), 0) };
}

function sentenceOf(broken: string): string {
  return `${broken.charAt(0).toUpperCase()}${broken.slice(1)}.`;
}
