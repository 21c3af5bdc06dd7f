import type { Verification } from "./core/log-view.ts";

/** What this process knows of walks: one at a time, and how the last one of each chain ended. Next.js may load a module more than once, so
 *  it hangs on the process. */

const place = Symbol.for("gantry.log-verification");
type Running = { chain: string; since: string; by: string; walked: number; of: number; ends: Promise<void> };
type Kept = { running: Running | null; last: Map<string, Verification> };
type Holder = { [place]?: Kept };

export function walks(): Kept {
  const holder = globalThis as Holder;
  holder[place] ??= { running: null, last: new Map() };
  return holder[place];
}

export function verificationOf(chain: string): Verification {
  const { running, last } = walks();
  if (running?.chain !== chain) return last.get(chain) ?? { state: "none" };
  const { since, by, walked, of } = running;
  return { state: "running", since, by, walked, of };
}
