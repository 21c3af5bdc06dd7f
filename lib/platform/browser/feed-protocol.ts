import type { ClosedWhy } from "./feed.ts";

/** What the tabs of one browser and the broker that holds its streams say to each other. Broker and tab come from one build: the worker's
 *  name and address, and the fall-back's channel, carry the build's mark, so that an old worker never meets a new page. */

export type ToBroker =
  | { kind: "join"; pilot: string; visible: boolean }
  | { kind: "ping"; visible: boolean }
  /** The browser may have another session now, or none. */
  | { kind: "check" }
  | { kind: "leave" };

/** `paused`: hidden, and three others are open. `full`: visible, and so are three others. */
export type Standing = "connecting" | "open" | "paused" | "full";
export type FeedEventName = "beat" | "sample" | "change" | "reset";

export type ToTab =
  /** Whose stream it is: a tab that was another's before must not go on. */
  | { kind: "welcome"; session: string }
  /** Each second, as long as the broker lives. */
  | { kind: "word"; standing: Standing; tries: number }
  /** `data` as the server wrote it; `agoMs`: how long the broker has had it; `sentAtMs`: by this machine's clock, when it was passed on. */
  | { kind: "message"; event: FeedEventName; data: string; agoMs: number; sentAtMs: number }
  | { kind: "resumed" }
  | { kind: "closed"; why: ClosedWhy }
  /** The broker does not know this tab (any more): join again. */
  | { kind: "unknown" };

/** How long a message took to be heard, in ms: a page that is slow must not take an old beat for a new one. Both ends read one clock; what
 *  it makes of a clock that is set meanwhile is bounded. */
export function onItsWayMs(sentAtMs: number, nowMs: number): number {
  return Math.min(60_000, Math.max(0, nowMs - sentAtMs));
}

export type FeedPort = {
  post(message: ToTab): void;
  /** The broker does not hold this tab any longer. */
  forgotten(): void;
};

/** Set by next.config.ts from the feed's own sources; the bundler writes it into the code. */
export const feedName = `gantry-feed ${process.env["FEED_BUILD"] ?? "unbuilt"}`;
