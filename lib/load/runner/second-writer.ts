import type { Frame } from "../core/frame.ts";

/** Stores frames one after another, and keeps them while the database is away. */
export type SecondWriter = {
  add(frame: Frame): void;
  /** Resolves when everything added so far is stored, or `giveUp` was called. */
  flushed(): Promise<void>;
  giveUp(): void;
};

type Options = {
  store(frame: Frame): Promise<void>;
  /** Called once, when the database has been away for `patienceMs`. */
  onTooLong(): void;
  patienceMs?: number;
  retryMs?: number;
};

export function secondWriter({ store, onTooLong, patienceMs = 60_000, retryMs = 500 }: Options): SecondWriter {
  const queue: Frame[] = [];
  let writing: Promise<void> | null = null;
  let gaveUp = false;

  const write = async () => {
    let failingSince: number | null = null;
    let told = false;
    for (let frame = queue[0]; frame !== undefined && !gaveUp; frame = queue[0]) {
      try {
        await store(frame);
        queue.shift();
        failingSince = null;
      } catch (error) {
        failingSince ??= performance.now();
        if (!told && performance.now() - failingSince > patienceMs) {
          told = true;
          console.error(
            `second ${frame.second} could not be stored: ${error instanceof Error ? error.message : error}`,
          );
          onTooLong();
        }
        await new Promise((resolve) => setTimeout(resolve, retryMs));
      }
    }
    writing = null;
  };

  return {
    add: (frame) => {
      queue.push(frame);
      writing ??= write();
    },
    flushed: async () => {
      while (writing !== null) await writing;
    },
    giveUp: () => {
      gaveUp = true;
    },
  };
}
