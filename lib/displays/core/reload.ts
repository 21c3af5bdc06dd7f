/** When a display loads its page anew. A wall runs for months: a fresh page each night, and the server's build within minutes. */

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const nightlyHour = 4;
const clockParts = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;
/** Whatever asks for it: a page that was just loaded is not loaded again, so that two servers of different builds cannot make it spin. */
const leastUpMs = 2 * minuteMs;

export type ReloadQuestion = {
  /** The server's time, and when this page was loaded by the same clock. */
  nowMs: number;
  upSinceMs: number;
  timeZone: string;
  pageVersion: string;
  serverVersion: string;
  reloadAskedAt: number | null;
  /** A launch, a rollout or a rollback is under way. */
  isBusy: boolean;
  /** Only a wall that hears its server can load a page. */
  isLive: boolean;
};

export type ReloadReason = "asked" | "new-version" | "nightly";

/** Why the page is to be loaded now; null: not now. */
export function reloadReason(question: ReloadQuestion): ReloadReason | null {
  const { nowMs, upSinceMs, isBusy, isLive } = question;
  if (isBusy || !isLive || nowMs - upSinceMs < leastUpMs) return null;
  if (question.reloadAskedAt !== null && question.reloadAskedAt > upSinceMs) return "asked";
  if (question.serverVersion !== question.pageVersion) return "new-version";
  return lastNight(nowMs, question.timeZone) > upSinceMs ? "nightly" : null;
}

/** The last 04:00 of the site. */
function lastNight(nowMs: number, timeZone: string): number {
  const { hour, restMs } = siteHour(nowMs, timeZone);
  const night = nowMs - ((hour - nightlyHour + 24) % 24) * hourMs - restMs;
  // The clocks may have changed since.
  return night + (nightlyHour - siteHour(night, timeZone).hour) * hourMs;
}

/** The hour of the day on the site, and how many ms of it have passed. */
function siteHour(ms: number, timeZone: string): { hour: number; restMs: number } {
  const format = new Intl.DateTimeFormat("en-GB", { ...clockParts, timeZone });
  const parts = format.formatToParts(ms);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0);
  return { hour: part("hour"), restMs: part("minute") * minuteMs + part("second") * 1000 + (ms % 1000) };
}
