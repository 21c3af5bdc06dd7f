/** A pause that can be cut short. A wake-up that comes while nobody sleeps ends the next pause at once: it is never lost. */
export type Nap = { sleep(): Promise<void>; wake(): void };

export function nap(ms: number): Nap {
  let woken = false;
  let rise: (() => void) | null = null;
  return {
    sleep: async () => {
      if (!woken)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          rise = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      rise = null;
      woken = false;
    },
    wake: () => {
      woken = true;
      rise?.();
    },
  };
}
