import type { OwnDisplay, WallPhase } from "../core/display.ts";
import {
  type Moment,
  serverMsAt,
  setClock,
  silentMs,
  sourceAgeMs,
  type WallClock,
  wallSilentAfterMs,
} from "../core/wall-clock.ts";
import type { WallView } from "../core/wall-view.ts";

/** What a display knows, and what follows from each word of its stream: pure, so that every case can be looked at. */

type SourceAges = { runner: number | null; keeper: number | null };

export type WallKnown = {
  display: OwnDisplay;
  view: WallView;
  clock: WallClock | null;
  /** The connection has said what is to be shown: before, a beat of it says nothing of what is on the screen. */
  hasView: boolean;
  /** The server's time of the connection's newest beat. */
  beatMs: number | null;
  /** The server's time until which what is shown was known to hold; null: never by this page. */
  heldMs: number | null;
  /** How old the newest word of each source was at that beat. */
  ages: SourceAges;
  /** The server's time when this page was loaded; null before the first beat. */
  upSinceMs: number | null;
  /** When this page began, by the display. */
  startedAt: Moment;
};

/** What is known before the stream has said anything: the view is shown as old, or not at all. */
export function firstKnown(display: OwnDisplay, view: WallView, startedAt: Moment): WallKnown {
  return {
    ...{ display, view, startedAt, clock: null, hasView: false, beatMs: null, heldMs: null, upSinceMs: null },
    ages: { runner: null, keeper: null },
  };
}

export type Beat = { serverMs: number; ages: SourceAges };

/** After a beat; null: it lay on its way for so long that its connection is not to be believed. */
export function withBeat(known: WallKnown, beat: Beat, at: Moment): WallKnown | null {
  const { serverMs, ages } = beat;
  const clock = setClock(known.clock, { serverMs, at, isFirst: known.beatMs === null });
  if (silentMs(clock, serverMs, at) > wallSilentAfterMs) return null;
  const upSinceMs = known.upSinceMs ?? serverMs - Math.max(0, at.steadyMs - known.startedAt.steadyMs);
  return held({ ...known, clock, ages, upSinceMs, beatMs: serverMs });
}

export function withView(known: WallKnown, view: WallView): WallKnown {
  return held({ ...known, view, hasView: true });
}

/** A new connection begins with nothing said. */
export function withNewConnection(known: WallKnown): WallKnown {
  return { ...known, hasView: false, beatMs: null };
}

function held(known: WallKnown): WallKnown {
  return known.hasView && known.beatMs !== null ? { ...known, heldMs: known.beatMs } : known;
}

/** What a display shows of itself at a moment. Times are the server's ms. */
export type WallNow = {
  phase: WallPhase;
  now: number;
  /** For how long nothing is known, in ms. */
  silentMs: number;
  /** Since when it is STALE; null while it is not, and where nothing was ever live. */
  staleSince: number | null;
  ages: SourceAges;
};

/** Judged from the clocks each time something is drawn, so that nothing old is ever drawn as live. */
export function wallNow(known: WallKnown, at: Moment): WallNow {
  const { clock, heldMs, view } = known;
  if (clock === null || heldMs === null) {
    const since = Math.max(0, at.steadyMs - known.startedAt.steadyMs, at.dayMs - known.startedAt.dayMs);
    const phase = since > wallSilentAfterMs ? "stale" : "connecting";
    const now = clock === null ? view.at + since : serverMsAt(clock, at);
    return { phase, now, silentMs: since, staleSince: null, ages: known.ages };
  }
  const silent = silentMs(clock, heldMs, at);
  const isStale = silent > wallSilentAfterMs;
  return {
    ...{ phase: isStale ? "stale" : "live", now: serverMsAt(clock, at), silentMs: silent },
    staleSince: isStale ? heldMs : null,
    ages: { runner: sourceAgeMs(known.ages.runner, silent), keeper: sourceAgeMs(known.ages.keeper, silent) },
  };
}

/** A `beat` as the server wrote it. */
export function beatOf(data: string): Beat {
  const { now, sources } = JSON.parse(data) as {
    now: string;
    sources: { runner: string | null; keeper: string | null };
  };
  const serverMs = Date.parse(now);
  const age = (said: string | null) => (said === null ? null : Math.max(0, serverMs - Date.parse(said)));
  return { serverMs, ages: { runner: age(sources.runner), keeper: age(sources.keeper) } };
}
