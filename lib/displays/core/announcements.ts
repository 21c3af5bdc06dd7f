/** What a wall says to who cannot see it: alarms at once, everything else politely and seldom. */

/** At most so many polite sentences in `spanMs`. */
const mostPolite = 4;
const spanMs = 60_000;

export type Announcements = {
  /** The newest polite sentence that was said. */
  polite: string;
  /** The alarm that stands; empty: none. */
  alarm: string;
  /** When polite sentences were said, of the last minute. */
  saidAtMs: readonly number[];
};

export const noAnnouncements: Announcements = { polite: "", alarm: "", saidAtMs: [] };

/** `says`: what there is to say now, `alarm`: NO-GO or STALE, or empty. Of sentences that come too fast the newest is said when there is
 *  room: what lies between is never caught up. Answers the same value when nothing is to be said. */
export function announce(was: Announcements, now: { says: string; alarm: string; nowMs: number }): Announcements {
  const { says, alarm, nowMs } = now;
  const saidAtMs = was.saidAtMs.filter((at) => nowMs - at < spanMs);
  const isNew = says !== was.polite && says !== "" && saidAtMs.length < mostPolite;
  if (!isNew && alarm === was.alarm) return was;
  return { polite: isNew ? says : was.polite, alarm, saidAtMs: isNew ? [...saidAtMs, nowMs] : saidAtMs };
}
