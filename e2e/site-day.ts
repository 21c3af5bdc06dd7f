import { wallTimeAt } from "../lib/pilots/core/site-zone.ts";

/** "2026-12-01": so many days after the day that the site's calendar shows now. What is planned on it lies ahead at whatever hour the journey runs. */
export function siteDay(daysAhead: number, timeZone: string): string {
  const today = Date.parse(`${wallTimeAt(Date.now(), timeZone).slice(0, 10)}T00:00:00.000Z`);
  return new Date(today + daysAhead * 86_400_000).toISOString().slice(0, 10);
}
