/** Hours of the site's day, 0 to 23. */

/** The hours in which some shift works; empty without shifts: all day counts. */
export function shiftHours(shifts: readonly { from: string; to: string }[]): number[] {
  const hours = new Set<number>();
  for (const { from, to } of shifts) {
    const [first, last] = [minutesOf(from), minutesOf(to)];
    const length = last > first ? last - first : last - first + 1_440;
    for (let minute = first; minute < first + length; minute += 60 - (minute % 60))
      hours.add(Math.floor(minute / 60) % 24);
  }
  return [...hours].sort((a, b) => a - b);
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}

export function hourOfDay(timeZone: string): (ms: number) => number {
  const format = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", hourCycle: "h23", timeZone });
  return (ms) => Number(format.format(ms));
}
