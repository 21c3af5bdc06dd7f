import type { Database } from "../platform/database.ts";
import { logFault } from "../platform/log.ts";
import type { SystemSeen } from "./edge/check-system.ts";
import { listSystemsToCheck, saveCheck } from "./store-checks.ts";

/** The round of looks at all systems, driven by the keeper while it leads. */

export type SystemWatch = {
  /** Starts what is due and comes back at once. */
  tick(): void;
  /** Starts nothing more; what hangs is not waited for, and not stored. */
  stop(): Promise<void>;
};

type Options = {
  check(baseUrl: string): Promise<SystemSeen>;
  /** From the end of one look at a system to the next. */
  everyMs?: number;
  /** Looks at once. */
  most?: number;
  now?: () => number;
};

const listEveryMs = 2_000;
type Place = { id: string; baseUrl: string };

/** Each system has its own time: one that hangs delays no other, and is not looked at twice at once. Beyond `most`, those that waited
 *  longest come first. */
export function watchSystems(
  db: Database,
  { check, everyMs = 10_000, most = 64, now = () => performance.now() }: Options,
): SystemWatch {
  const lastMs = new Map<string, number>();
  const underWay = new Set<string>();
  const saving = new Set<Promise<void>>();
  let listing: Promise<void> | null = null;
  let listedMs = Number.NEGATIVE_INFINITY;
  let stopped = false;

  const look = async ({ id, baseUrl }: Place) => {
    const seen = await check(baseUrl);
    if (stopped) return;
    const saved = saveCheck(db, { systemId: id, baseUrl, at: new Date(), seen });
    saving.add(saved);
    await saved.finally(() => saving.delete(saved));
  };
  const start = (system: Place) => {
    const key = keyOf(system);
    underWay.add(key);
    look(system)
      .catch((error) => logFault("a look at a system was not stored", error))
      .finally(() => {
        lastMs.set(key, now());
        underWay.delete(key);
      });
  };
  const round = async () => {
    const all = await listSystemsToCheck(db);
    const keys = new Set(all.map(keyOf));
    for (const key of lastMs.keys()) if (!keys.has(key)) lastMs.delete(key);
    if (stopped) return;
    for (const system of dueOf(all, { lastMs, underWay, nowMs: now(), everyMs, most })) start(system);
  };

  return {
    tick: () => {
      if (stopped || listing !== null || now() - listedMs < Math.min(listEveryMs, everyMs)) return;
      listedMs = now();
      listing = round()
        .catch((error) => logFault("the systems could not be listed", error))
        .finally(() => {
          listing = null;
        });
    },
    stop: async () => {
      stopped = true;
      await listing;
      await Promise.allSettled(saving);
    },
  };
}

type Course = {
  lastMs: ReadonlyMap<string, number>;
  underWay: ReadonlySet<string>;
  nowMs: number;
  everyMs: number;
  most: number;
};

/** Which to look at now; those that waited longest come first. */
function dueOf(all: readonly Place[], { lastMs, underWay, nowMs, everyMs, most }: Course): Place[] {
  const last = (one: Place) => lastMs.get(keyOf(one)) ?? Number.NEGATIVE_INFINITY;
  const due = all.filter((one) => !underWay.has(keyOf(one)) && nowMs - last(one) >= everyMs);
  // Two that never were looked at are as good as one another: their difference is no number.
  due.sort((a, b) => last(a) - last(b) || 0);
  return due.slice(0, Math.max(0, most - underWay.size));
}

/** A system that moved is looked at anew, while the look at its old address may still hang. */
function keyOf({ id, baseUrl }: Place): string {
  return `${id} ${baseUrl}`;
}
