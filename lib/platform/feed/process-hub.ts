import type { Connection } from "../database.ts";
import { FeedHub } from "./hub.ts";
import type { FeedWiring } from "./wiring.ts";

/** The web process's one hub. Like its pool it hangs on the process: Next.js may load a module more than once. */

const place = Symbol.for("gantry.feed-hub");
type Holder = { [place]?: FeedHub };

export function feedHub(connection: Connection, wiring: FeedWiring): FeedHub {
  const holder = globalThis as Holder;
  holder[place] ??= new FeedHub({ connection, wiring });
  return holder[place];
}

/** Ends all streams, if any were ever opened. */
export async function closeFeedHub(): Promise<void> {
  const holder = globalThis as Holder;
  const hub = holder[place];
  delete holder[place];
  await hub?.close();
}
