import { openLeaderLink } from "./feed-leader.ts";
import { feedName, type ToBroker, type ToTab } from "./feed-protocol.ts";
import { startBroker } from "./start-broker.ts";

/** A tab's way to the broker. */

export type FeedLink = { post(message: ToBroker): void; close(): void };
export type LinkKind = "worker" | "leader" | "alone";
export type LinkHears = { message(message: ToTab): void /** This way leads nowhere. */; broken(): void };

/** The first way to try, or the one after `tried` led nowhere: the worker once more (it may only have been ended), then without it. Web
 *  Locks are there only behind HTTPS and on this machine; without them each tab has a stream of its own. */
export function nextLinkKind(tried: readonly LinkKind[], has: { worker: boolean; locks: boolean }): LinkKind {
  const workers = tried.filter((kind) => kind === "worker").length;
  if (has.worker && workers < 2) return "worker";
  return has.locks ? "leader" : "alone";
}

export function openLink(kind: LinkKind, hears: LinkHears): FeedLink {
  if (kind === "worker") return openWorkerLink(hears);
  return kind === "leader" ? openLeaderLink(hears.message) : openLinkAlone(hears);
}

function openWorkerLink(hears: LinkHears): FeedLink {
  const worker = new SharedWorker(new URL("./feed-worker.ts", import.meta.url), { type: "module", name: feedName });
  worker.onerror = () => hears.broken();
  worker.port.onmessage = ({ data }: MessageEvent<ToTab>) => hears.message(data);
  return {
    post: (message) => worker.port.postMessage(message),
    close: () => {
      worker.onerror = null;
      worker.port.onmessage = null;
      worker.port.postMessage({ kind: "leave" } satisfies ToBroker);
      worker.port.close();
    },
  };
}

function openLinkAlone(hears: LinkHears): FeedLink {
  const { broker, stop } = startBroker();
  const post = (message: ToTab) => queueMicrotask(() => hears.message(message));
  const port = { post, forgotten: () => {} };
  return { post: (message) => broker.hear(port, message), close: stop };
}
