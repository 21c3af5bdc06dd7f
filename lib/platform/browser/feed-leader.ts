import type { FeedLink } from "./feed-link.ts";
import { type FeedPort, feedName, type ToBroker, type ToTab } from "./feed-protocol.ts";
import { startBroker } from "./start-broker.ts";

/** Without a shared worker: the tab that has the lock holds the broker, the others speak to it through a channel. When it closes, the lock
 *  goes to the next one at once. */

type ToLeader = { to: "leader"; from: string; message: ToBroker };
type FromLeader = { to: "tab"; tab: string | null; message: ToTab };

/** A leader that is hung or frozen keeps its lock, so it is taken from it. Spread: not all tabs take it at once. */
const takeAfterMs = 1_500;
const spreadMs = 1_000;

export function openLeaderLink(hears: (message: ToTab) => void): FeedLink {
  const me = Math.random().toString(36).slice(2);
  const channel = new BroadcastChannel(feedName);
  const candidacy = standForLeader();
  const take = setTimeout(() => candidacy.take(), takeAfterMs + spreadMs * Math.random());
  channel.onmessage = ({ data }: MessageEvent<ToLeader | FromLeader>) => {
    if (data.to !== "tab" || (data.tab !== me && data.tab !== null)) return;
    clearTimeout(take);
    hears(data.message);
  };
  const post = (message: ToBroker) => channel.postMessage({ to: "leader", from: me, message } satisfies ToLeader);
  return {
    post,
    close: () => {
      clearTimeout(take);
      post({ kind: "leave" });
      channel.close();
      candidacy.withdraw();
    },
  };
}

/** Waits for the lock, and leads while it has it. Whoever had it taken away, because it was silent, stops leading when it wakes, and waits
 *  again. */
function standForLeader(): { take(): void; withdraw(): void } {
  const withdrawn = new AbortController();
  const lead = async (how: LockOptions): Promise<void> => {
    const term = new AbortController();
    const over = () => term.abort();
    withdrawn.signal.addEventListener("abort", over, { once: true });
    await navigator.locks.request(feedName, how, () => leadUntil(term.signal)).catch(over);
    withdrawn.signal.removeEventListener("abort", over);
  };
  const wait = async (): Promise<void> => {
    while (!withdrawn.signal.aborted) await lead({ signal: withdrawn.signal });
  };
  wait();
  return { take: () => void lead({ steal: true }), withdraw: () => withdrawn.abort() };
}

async function leadUntil(over: AbortSignal): Promise<void> {
  if (over.aborted) return;
  const channel = new BroadcastChannel(feedName);
  const tell = (tab: string | null, message: ToTab) =>
    channel.postMessage({ to: "tab", tab, message } satisfies FromLeader);
  const ports = new Map<string, FeedPort>();
  const { broker, stop } = startBroker();
  channel.onmessage = ({ data }: MessageEvent<ToLeader | FromLeader>) => {
    if (data.to !== "leader") return;
    const { from, message } = data;
    const known = ports.get(from);
    const port = known ?? { post: (told) => tell(from, told), forgotten: () => ports.delete(from) };
    if (message.kind === "join") ports.set(from, port);
    broker.hear(port, message);
  };
  // Whoever belonged to the leader before joins this one.
  tell(null, { kind: "unknown" });
  await new Promise<void>((resolve) => over.addEventListener("abort", () => resolve(), { once: true }));
  stop();
  channel.close();
}
