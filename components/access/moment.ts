/** "24 Nov 22:41 CET": to a minute, in the zone that is named. */
export function moment(at: string, timeZone: string): string {
  const parts = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hour12: false } as const;
  return new Intl.DateTimeFormat("en-GB", { ...parts, timeZone, timeZoneName: "short" })
    .format(new Date(at))
    .replace(",", "");
}
