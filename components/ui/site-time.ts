/** Times as the site's people say them. */

/** "21 Nov 10:46:33 CET" */
export function siteTime(at: Date, timeZone: string, withDate = true): string {
  const date = withDate ? ({ day: "numeric", month: "short" } as const) : {};
  const clock = { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false } as const;
  return new Intl.DateTimeFormat("en-GB", { ...date, ...clock, timeZone, timeZoneName: "short" })
    .format(at)
    .replace(",", "");
}
