/** Offsets from the beginning of the go-live window, as people write them. */

const two = (value: number) => String(value).padStart(2, "0");

/** `L-02:00`, `L+00:15`, `L-1 d 00:30`; minutes. */
export function offsetText(minutes: number): string {
  const away = Math.abs(minutes);
  const [days, hours, rest] = [Math.floor(away / 1_440), Math.floor((away % 1_440) / 60), away % 60];
  return `L${minutes < 0 ? "-" : "+"}${days > 0 ? `${days} d ` : ""}${two(hours)}:${two(rest)}`;
}

/** `L-10 d`, `L day`, `L+1 d`; of minutes that are whole days. */
export function dayOffsetText(minutes: number): string {
  const days = Math.round(minutes / 1_440);
  if (days === 0) return "L day";
  return `L${days < 0 ? "-" : "+"}${Math.abs(days)} d`;
}

/** Reads `-2:00`, `0:15`, `+1 d 00:30`, `-90` (minutes) and the same with an L before; null for anything else. */
export function readOffset(text: string): number | null {
  const found = /^L?\s*([+-]?)\s*(?:(\d{1,3})\s*d)?\s*(?:(\d{1,4})(?::([0-5]\d))?)?$/i.exec(text.trim());
  if (found === null) return null;
  const [, sign, days, first, second] = found;
  if (days === undefined && first === undefined) return null;
  const clock = second === undefined ? Number(first ?? 0) : Number(first) * 60 + Number(second);
  const minutes = Number(days ?? 0) * 1_440 + clock;
  return sign === "-" ? -minutes : minutes;
}
