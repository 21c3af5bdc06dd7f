/** Tells which leases have run out, from what one watcher has itself seen. A lease has run out when the watcher, reaching the database without a
 *  break, has not seen it renewed for `patienceMs`: a database that was away interrupts nobody who is alive. */

export type SeenLease = { id: string; leaseUntil: Date | null };

/** From a runner's death to *interrupted* it takes this, the last renewal's age (2 s) and one look (1 s): 15 s at most. */
export const patienceMs = 11_000;
/** Looks farther apart than this are no unbroken watch. */
const longestGapMs = 3_000;

type Seen = Map<string, { renewal: number; sinceMs: number }>;

export class LeaseWatch {
  #seen: Seen = new Map();
  #lastLookMs = Number.NEGATIVE_INFINITY;

  /** Ids of leases that have run out, at a look of the watcher's own clock. */
  look(leases: readonly SeenLease[], nowMs: number): string[] {
    if (nowMs - this.#lastLookMs > longestGapMs) this.#seen.clear();
    this.#lastLookMs = nowMs;
    const before = this.#seen;
    this.#seen = new Map();
    return leases.filter((lease) => this.#hasRunOut(lease, before, nowMs)).map(({ id }) => id);
  }

  /** This lease's time begins anew. */
  forget(id: string): void {
    this.#seen.delete(id);
  }

  #hasRunOut({ id, leaseUntil }: SeenLease, before: Seen, nowMs: number): boolean {
    const renewal = leaseUntil?.getTime() ?? 0;
    const known = before.get(id);
    const sinceMs = known?.renewal === renewal ? known.sinceMs : nowMs;
    this.#seen.set(id, { renewal, sinceMs });
    return nowMs - sinceMs >= patienceMs;
  }
}
