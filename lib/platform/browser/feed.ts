/** The pilot's live stream as a page knows it. A socket that says nothing is not noticed by a browser, so the beat is watched: 3.5 s without
 *  one and everything shown is stale. */

export const staleAfterMs = 3_500;
const firstPauseMs = 1_000;
/** Spread, at most 3 s: what remains of the 5 s within which a screen is live again is the server's. */
const longestPauseMs = 2_000;

/** `paused`: this browser has its three streams open for other pilots. `closed`: the session is over, or the pilot is gone; it stays so. */
export type FeedPhase = "connecting" | "live" | "stale" | "paused" | "closed";

export type PausedWhy = "hidden" | "full";
export type ClosedWhy =
  | "signed-out"
  | "session-expired"
  | "session-ended"
  | "account-disabled"
  | "other-session"
  | "not-found";

export type FeedState = {
  phase: FeedPhase;
  /** Why it is paused or closed; null otherwise. */
  why: PausedWhy | ClosedWhy | null;
  /** Of the page's own steady clock (performance.now), when the newest beat came; null before the first. */
  beatAtMs: number | null;
  /** What the server's clock said then, as ms since 1970. */
  serverAtMs: number | null;
  /** How old the newest word from a runner and from the keeper was at that beat, in ms; null: never heard of. */
  sourceAgesMs: { runner: number | null; keeper: number | null };
  /** Tries to connect since the last beat. */
  tries: number;
};

export type FeedHandlers = {
  onState(state: FeedState): void;
  onSample(data: unknown): void;
  onChange(data: { topic: string; id: string }): void;
  /** Everything shown must be asked for again: once when a page joins, and after a gap that nobody can fill. */
  onReset(): void;
  /** The stream is back and every change that was missed has been sent; seconds that were missed have not. */
  onResume(): void;
};

export const firstState: FeedState = {
  phase: "connecting",
  why: null,
  beatAtMs: null,
  serverAtMs: null,
  sourceAgesMs: { runner: null, keeper: null },
  tries: 0,
};

/** Phase by the beat's age, for a feed that is neither paused nor closed. */
export function phaseAt(
  { beatAtMs }: Pick<FeedState, "beatAtMs">,
  sinceMs: number,
  nowMs: number,
): "connecting" | "live" | "stale" {
  if (nowMs - (beatAtMs ?? sinceMs) > staleAfterMs) return "stale";
  return beatAtMs === null ? "connecting" : "live";
}

/** The pause before try number `tries`, spread so that many screens do not come back at once. The first is short: a stream that the server
 *  ended is asked for again at once, and then says why it ended. */
export function pauseBefore(tries: number, random: number): number {
  if (tries <= 1) return 500 * random;
  return Math.min(longestPauseMs, firstPauseMs * 1.6 ** (tries - 2)) * (0.5 + random);
}
