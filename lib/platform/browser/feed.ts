/** The pilot's live stream as a page knows it. An EventSource does not notice a silent socket, so the beat is watched: 3.5 s without one and
 *  everything shown is stale. */

export const staleAfterMs = 3_500;
const firstPauseMs = 1_000;
const longestPauseMs = 5_000;

export type FeedPhase = "connecting" | "live" | "stale";

export type FeedState = {
  phase: FeedPhase;
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
  /** Everything shown must be asked for again: on each new connection, and after a gap. */
  onReset(): void;
};

export const firstState: FeedState = {
  phase: "connecting",
  beatAtMs: null,
  serverAtMs: null,
  sourceAgesMs: { runner: null, keeper: null },
  tries: 0,
};

type Beat = { now: string; sources: { runner: string | null; keeper: string | null } };

function stateOfBeat({ now, sources }: Beat): Partial<FeedState> {
  const serverAtMs = Date.parse(now);
  const age = (at: string | null) => (at === null ? null : Math.max(0, serverAtMs - Date.parse(at)));
  return { serverAtMs, sourceAgesMs: { runner: age(sources.runner), keeper: age(sources.keeper) } };
}

/** Phase by the beat's age. */
export function phaseAt({ beatAtMs }: FeedState, sinceMs: number, nowMs: number): FeedPhase {
  if (nowMs - (beatAtMs ?? sinceMs) > staleAfterMs) return "stale";
  return beatAtMs === null ? "connecting" : "live";
}

/** The pause before try number `tries`, spread so that many screens do not come back at once. */
export function pauseBefore(tries: number, random: number): number {
  const pause = Math.min(longestPauseMs, firstPauseMs * 1.6 ** Math.max(0, tries - 1));
  return pause * (0.5 + random);
}

/** Opens the stream and keeps it open until closed. */
export function openFeed(url: string, handlers: FeedHandlers): () => void {
  let state = firstState;
  let source: EventSource | null = null;
  let openedAtMs = performance.now();
  let nextTryAtMs = 0;

  const set = (change: Partial<FeedState>) => {
    state = { ...state, ...change };
    handlers.onState(state);
  };
  const connect = () => {
    source?.close();
    openedAtMs = performance.now();
    const opened = new EventSource(url);
    source = opened;
    let firstBeat = true;
    opened.addEventListener("beat", (event) => {
      const told = stateOfBeat(JSON.parse(event.data));
      // The first time too: something may have changed between the page's own reading and this connection.
      if (firstBeat) handlers.onReset();
      firstBeat = false;
      set({ ...told, phase: "live", beatAtMs: performance.now(), tries: 0 });
    });
    opened.addEventListener("sample", (event) => handlers.onSample(JSON.parse(event.data)));
    opened.addEventListener("change", (event) => handlers.onChange(JSON.parse(event.data)));
    opened.addEventListener("reset", () => handlers.onReset());
  };
  const watch = () => {
    const now = performance.now();
    const phase = phaseAt(state, openedAtMs, now);
    if (phase !== state.phase) set({ phase });
    const silentTry = now - openedAtMs > staleAfterMs;
    if (phase !== "stale" || !silentTry || now < nextTryAtMs) return;
    nextTryAtMs = now + pauseBefore(state.tries + 1, Math.random());
    set({ tries: state.tries + 1 });
    connect();
  };
  connect();
  const timer = setInterval(watch, 250);
  return () => {
    clearInterval(timer);
    source?.close();
  };
}
