/** A wall's own clock and how old what it shows is. The display's clock may be wrong by hours, and may stand still while it sleeps: time is
 *  the server's, and what has passed since is told by two clocks of the display, of which the one that says more is believed. */

/** So long without a beat, and nothing shown is live. */
export const wallSilentAfterMs = 3_500;

/** A moment by the display: its steady clock, which may stop while it sleeps, and its clock of the day, which may be set. */
export type Moment = { steadyMs: number; dayMs: number };

/** The server's time at a moment. */
export type WallClock = { at: Moment; serverMs: number };

/** A display's clock may run faster than the server's: it is given back by so much with each beat. */
const mostSlewMs = 10;

/** The server's time at `at`. A clock of the day that is set back is not believed, one that is set forward is until the next beat: the
 *  wall says STALE for a second rather than show old figures as live after a sleep. */
export function serverMsAt(clock: WallClock, at: Moment): number {
  return clock.serverMs + Math.max(at.steadyMs - clock.at.steadyMs, at.dayMs - clock.at.dayMs, 0);
}

/** The clock after a beat that says `serverMs`. One of a new connection sets it; a later one may have lain on its way, which moves no clock. */
export function setClock(clock: WallClock | null, beat: { serverMs: number; at: Moment; isFirst: boolean }): WallClock {
  const { at, serverMs, isFirst } = beat;
  if (clock === null || isFirst) return { at, serverMs };
  return { at, serverMs: Math.max(serverMs, serverMsAt(clock, at) - mostSlewMs) };
}

/** How long the wall has known nothing, in ms: `heardMs` is the server's time of the newest beat. */
export function silentMs(clock: WallClock, heardMs: number, at: Moment): number {
  return Math.max(0, serverMsAt(clock, at) - heardMs);
}

/** How old a source's word is, in ms, from its age at the newest beat; null: it was never heard of. */
export function sourceAgeMs(ageAtBeatMs: number | null, sinceBeatMs: number): number | null {
  return ageAtBeatMs === null ? null : ageAtBeatMs + sinceBeatMs;
}

/** Whether figures are older than their limit: twice their interval, at least 5 s. A source that was never heard of is silent. */
export function isSourceStale(ageMs: number | null, intervalMs: number): boolean {
  return ageMs === null || ageMs > Math.max(5_000, 2 * intervalMs);
}
