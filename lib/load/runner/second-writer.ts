import { away, causeOf, type Trouble, tooSlow, troubleOf } from "#lib/platform/storage-trouble.ts";

/** Writes what a run leaves behind (its seconds, phases, examples) one after another in the order in which they happened, and keeps them while the
 *  database is away. */
export type SecondWriter = {
  add(what: string, write: () => Promise<unknown>): void;
  /** Resolves when everything added so far is written, or `giveUp` was called. */
  flushed(): Promise<void>;
  giveUp(): void;
};

type Options = {
  /** Called once, when something has waited for `patienceMs`: the database is away, does not answer, is full, or is too slow. */
  onTooLong(trouble: Trouble): void;
  patienceMs?: number;
  retryMs?: number;
};

type Waiting = { what: string; write: () => Promise<unknown>; sinceMs: number };

export function secondWriter({ onTooLong, patienceMs = 60_000, retryMs = 500 }: Options): SecondWriter {
  const queue: Waiting[] = [];
  const givingUp = new AbortController();
  const gaveUp = new Promise<void>((resolve) => givingUp.signal.addEventListener("abort", () => resolve()));
  let told = false;
  let writing: Promise<void> | null = null;
  let watch: NodeJS.Timeout | undefined;
  const spell = troubledSpell();
  let askedMs = 0;

  const look = () => {
    const [oldest] = queue;
    if (told || oldest === undefined || performance.now() - oldest.sinceMs <= patienceMs) return;
    told = true;
    const trouble = spell.now() ?? (performance.now() - askedMs > patienceMs / 2 ? away : tooSlow);
    console.error(`${oldest.what} could not be stored for ${patienceMs / 1000} s: ${trouble.is}.`);
    onTooLong(trouble);
  };
  const writeAll = async () => {
    // By a clock of its own: a write that never answers must be noticed too.
    watch = setInterval(look, retryMs);
    for (let next = queue[0]; next !== undefined && !givingUp.signal.aborted; next = queue[0]) {
      askedMs = performance.now();
      const trouble = await troubleWith(next);
      spell.note(next.what, trouble);
      if (trouble === null) queue.shift();
      else await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
    clearInterval(watch);
    writing = null;
  };

  return {
    add: (what, write) => {
      if (givingUp.signal.aborted) return;
      queue.push({ what, write, sinceMs: performance.now() });
      writing ??= writeAll();
    },
    flushed: async () => {
      while (writing !== null && !givingUp.signal.aborted) await Promise.race([writing, gaveUp]);
    },
    giveUp: () => {
      clearInterval(watch);
      givingUp.abort();
    },
  };
}

/** Said once when it begins, and when it is over. */
function troubledSpell() {
  let trouble: Trouble | null = null;
  let sinceMs = 0;
  return {
    now: () => trouble,
    note: (what: string, found: Trouble | null) => {
      if (found !== null && found.is !== trouble?.is)
        console.error(`${what} cannot be stored just now: ${found.is}. It is kept in memory and tried again.`);
      if (found === null && trouble !== null)
        console.error(
          `${what} is stored, after ${Math.round((performance.now() - sinceMs) / 1000)} s; what waited follows.`,
        );
      if (trouble === null) sinceMs = performance.now();
      trouble = found;
    },
  };
}

/** Null: done with. What PostgreSQL itself refuses would be refused for ever, and would hold up everything after it. */
async function troubleWith({ what, write }: Waiting): Promise<Trouble | null> {
  try {
    await write();
    return null;
  } catch (error) {
    const cause = causeOf(error);
    if (!isRefusal(cause)) return troubleOf(error);
    console.error(`${what} was refused by the database and is left out: ${cause.message}`);
    return null;
  }
}

/** SQLSTATE classes 22 (data exception) and 23 (integrity constraint violation). */
function isRefusal(cause: unknown): cause is Error {
  return cause instanceof Error && "code" in cause && /^2[23]/.test(String(cause.code));
}
