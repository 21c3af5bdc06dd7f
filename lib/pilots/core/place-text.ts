/** Places in words: moments of the site, addresses. */

/** "10:31" on the day of `nowMs`, else "Fri 20 Nov 16:41"; the year only where it is another. By the site's clock. */
export function momentText(ms: number, zone: string, nowMs: number): string {
  const parts = (options: Intl.DateTimeFormatOptions, at: number) =>
    new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone }).format(at).replaceAll(",", "");
  const day = { day: "numeric", month: "short", year: "numeric" } as const;
  const clock = parts({ hour: "2-digit", minute: "2-digit", hour12: false }, ms);
  if (parts(day, ms) === parts(day, nowMs)) return clock;
  const sameYear = parts({ year: "numeric" }, ms) === parts({ year: "numeric" }, nowMs);
  const year = sameYear ? {} : ({ year: "numeric" } as const);
  return `${parts({ weekday: "short", day: "numeric", month: "short", ...year }, ms)} ${clock}`;
}

/** "CET", "GMT+9": what the site's people call the zone then. */
export function zoneWord(ms: number, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "short" }).formatToParts(ms);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? zone;
}

/** "Thu 26 Nov 2026" for `2026-11-26`. */
export function dayText(day: string): string {
  const at = Date.parse(`${day}T00:00:00.000Z`);
  const options = { weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat("en-GB", options).format(at).replaceAll(",", "");
}

const mostShown = 2;

/** "this machine", "10.21.8.14", "10.20.4.11, 10.20.4.12 and 3 more"; empty for none. */
export function addressesText(addresses: readonly string[]): string {
  if (addresses.length > 0 && addresses.every((one) => one.startsWith("127.") || one === "::1")) return "this machine";
  const shown = addresses.slice(0, mostShown).join(", ");
  return addresses.length > mostShown ? `${shown} and ${addresses.length - mostShown} more` : shown;
}
