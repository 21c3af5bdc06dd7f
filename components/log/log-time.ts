const clock = { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false } as const;
const day = { day: "numeric", month: "short" } as const;
const formats = new Map<string, Intl.DateTimeFormat>();

/** "21 Nov 10:46:33", by the site's clock; a page has 200 of them. */
export function dayAndSecond(at: string, timeZone: string): string {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-GB", { ...day, ...clock, timeZone });
    formats.set(timeZone, format);
  }
  return format.format(new Date(at)).replace(",", "");
}
