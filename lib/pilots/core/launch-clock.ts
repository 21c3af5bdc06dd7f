/** L-minus to the go-live window, L-plus from its beginning. Real hours: a day of 23 or 25 hours counts as what it is. */

export type LaunchClock = {
  /** "L-4 d 21:13"; within a day of it "L-21:13:05"; then "L+00:12:00" and "L+2 d 03:04". */
  text: string;
  phase: "before" | "open" | "over";
  /** For who hears it: "4 days, 21 hours and 13 minutes to the go-live window". */
  spoken: string;
};

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** `fromMs`, `toMs`: the window; `nowMs`: the server's clock. */
export function launchClock({ fromMs, toMs }: { fromMs: number; toMs: number }, nowMs: number): LaunchClock {
  const isBefore = nowMs < fromMs;
  // Before it a begun second counts in full, so that L-00:00:00 is never shown too early.
  const awayMs = isBefore ? Math.ceil((fromMs - nowMs) / 1000) * 1000 : nowMs - fromMs;
  const phase = isBefore ? "before" : nowMs < toMs ? "open" : "over";
  const where = isBefore ? "to the go-live window" : "since the go-live window began";
  return { text: `L${isBefore ? "-" : "+"}${clockText(awayMs)}`, phase, spoken: `${spokenText(awayMs)} ${where}` };
}

function clockText(ms: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor((ms % dayMs) / (60 * minuteMs));
  const minutes = Math.floor((ms / minuteMs) % 60);
  if (ms >= dayMs) return `${Math.floor(ms / dayMs)} d ${two(hours)}:${two(minutes)}`;
  return `${two(hours)}:${two(minutes)}:${two(Math.floor((ms / 1000) % 60))}`;
}

function spokenText(ms: number): string {
  const parts: [number, string][] = [
    [Math.floor(ms / dayMs), "day"],
    [Math.floor((ms % dayMs) / (60 * minuteMs)), "hour"],
    [Math.floor((ms / minuteMs) % 60), "minute"],
  ];
  const said = parts.filter(([n]) => n > 0).map(([n, unit]) => `${n} ${unit}${n === 1 ? "" : "s"}`);
  if (said.length === 0) return "less than a minute";
  return said.length === 1 ? (said[0] ?? "") : `${said.slice(0, -1).join(", ")} and ${said.at(-1)}`;
}
