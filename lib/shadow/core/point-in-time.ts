/** Points in time as systems write them. */

const written = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d\d:?\d\d)?)?$/;

/** RFC 9110, 5.6.7: `Tue, 24 Nov 2026 05:35:35 GMT`. */
const inHeaders =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/;
/** OData 2: `/Date(1795498367890)/`. */
const inOdata = /^\/Date\((\d{12,13})\)\/$/;

/** Epoch ms of `2024-05-01T10:00:00.5Z`, `2024-05-01 10:00`, `2024-05-01`, a date as headers have it, a date of OData; without a zone as
 *  UTC. Null for any other text. */
export function timeOfText(text: string): number | null {
  if (text.length < 10 || text.length > 40) return null;
  if (inHeaders.test(text)) return Date.parse(text);
  const ticks = inOdata.exec(text)?.[1];
  if (ticks !== undefined) return Number(ticks);
  const match = written.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "0", zone = "Z"] = match;
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  if (Number(month) > 12 || Number(day) > 31 || Number(hour) > 24 || Number(minute) > 59) return null;
  return date + Number(`0.${fraction}`) * 1000 - zoneMs(zone);
}

function zoneMs(zone: string): number {
  if (zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
}

/** Epoch ms of a number that can be a time of this century: seconds (10 digits) or milliseconds (13). Null for any other number. */
export function timeOfNumber(value: number): number | null {
  if (value >= 946_684_800 && value < 4_102_444_800) return value * 1000;
  if (value >= 946_684_800_000 && value < 4_102_444_800_000) return value;
  return null;
}

/** How a time is written, digits left out: `####-##-##T##:##:##Z`. Two times of one format differ only in their digits. */
export function formatOfTime(text: string): string {
  if (inHeaders.test(text)) return "Day, ## Mon #### ##:##:## GMT";
  return text.replace(/[+-]\d\d:?\d\d$/, "±zone").replace(/\d/g, "#");
}
