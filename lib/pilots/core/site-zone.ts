/** Between the site's clock and instants. A wall time is `2026-11-26T08:00`, a zone an IANA name; instants are ms since 1970. */

const dayMs = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The zone's name as the tz database writes it, or null where it is none. Refuses offsets (`+01:00`) and abbreviations (`CET`): they know
 *  no summer time. */
export function canonicalZone(typed: string): string | null {
  const zone = typed.trim();
  if (zone.toUpperCase() === "UTC") return "UTC";
  if (!/^[a-z_]+(\/[a-z0-9_+-]+){1,2}$/i.test(zone)) return null;
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone: zone });
  } catch {
    return null;
  }
  const known = Intl.supportedValuesOf("timeZone").find((one) => one.toLowerCase() === zone.toLowerCase());
  return known ?? zone;
}

/** What the site's clock shows at an instant, to the minute. */
export function wallTimeAt(ms: number, zone: string): string {
  return new Date(ms + offsetMs(ms, zone)).toISOString().slice(0, 16);
}

export type Instants =
  | { kind: "once"; ms: number }
  /** Clocks go back: it comes twice; `ms` is the first time. */
  | { kind: "twice"; ms: number }
  /** Clocks go forward over it; `ms` is when they do. */
  | { kind: "skipped"; ms: number }
  | { kind: "no-time" };

/** When the site's clock shows a wall time. */
export function instantOf(wall: string, zone: string): Instants {
  const asUtc = Date.parse(`${wall}:00.000Z`);
  if (!isWallTime(wall)) return { kind: "no-time" };
  // The offsets of the day before and the day after are the only ones it can have.
  const offsets = [offsetMs(asUtc - dayMs, zone), offsetMs(asUtc + dayMs, zone)];
  const fits = offsets.map((offset) => asUtc - offset).filter((ms) => wallTimeAt(ms, zone) === wall);
  const [first, second] = [...new Set(fits)].sort((a, b) => a - b);
  if (first === undefined) return { kind: "skipped", ms: changeBetween(asUtc - dayMs, asUtc + dayMs, zone) };
  return { kind: second === undefined ? "once" : "twice", ms: first };
}

/** True for `2026-11-26T08:00`, false for the 30th of February and for 24:00. */
export function isWallTime(wall: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(wall)) return false;
  const ms = Date.parse(`${wall}:00.000Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 16) === wall;
}

/** When the offset changes, to the minute. */
function changeBetween(fromMs: number, toMs: number, zone: string): number {
  const before = offsetMs(fromMs, zone);
  let [low, high] = [fromMs, toMs];
  while (high - low > 60_000) {
    const middle = Math.floor((low + high) / 120_000) * 60_000;
    if (offsetMs(middle, zone) === before) low = middle;
    else high = middle;
  }
  return high;
}

/** What the zone adds to UTC at an instant. */
function offsetMs(ms: number, zone: string): number {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  );
  const { year = "", month = "", day = "", hour = "", minute = "", second = "" } = parts;
  const shown = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  return shown - Math.floor(ms / 1000) * 1000;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const two = "2-digit";
  const clock = { hour: two, minute: two, second: two, hourCycle: "h23" } as const;
  const made = new Intl.DateTimeFormat("en-GB", { timeZone: zone, year: "numeric", month: two, day: two, ...clock });
  formats.set(zone, made);
  return made;
}
