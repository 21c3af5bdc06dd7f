import { type Board, boards, type DisplayView, displaySilentMs } from "./display.ts";

/** How a display does, as the console says it. */

export type DisplayState = "LIVE" | "STALE" | "SILENT" | "OLD VERSION" | "NOT SEEN YET" | "REVOKED";

type Seen = Pick<DisplayView, "revoked" | "lastSeenAt" | "report" | "isOld">;

/** What a screen last said of itself counts only while it is heard: silent for longer than 12 s, nobody knows what it shows. `now` in ms. */
export function displayState({ revoked, lastSeenAt, report, isOld }: Seen, now: number): DisplayState {
  if (revoked !== null) return "REVOKED";
  if (lastSeenAt === null || report === null) return "NOT SEEN YET";
  if (now - lastSeenAt > displaySilentMs) return "SILENT";
  if (report.phase !== "live") return "STALE";
  return isOld ? "OLD VERSION" : "LIVE";
}

export function isHeard(display: Seen, now: number): boolean {
  return display.revoked === null && display.lastSeenAt !== null && now - display.lastSeenAt <= displaySilentMs;
}

export const boardWords: Readonly<Record<Board, { letter: string; word: string; shows: string }>> = {
  poll: { letter: "A", word: "Poll", shows: "the decision and every station" },
  vitals: { letter: "B", word: "Vitals", shows: "the live run; after the cut-over new against legacy" },
  rollback: { letter: "C", word: "Rollback clock", shows: "15:00 and its seven parts" },
  next: { letter: "D", word: "What is next", shows: "the next eight steps, and who is on duty" },
};

/** "A poll", or "A, B, D in turn". */
export function boardsText(chosen: readonly Board[]): string {
  const [first, ...more] = boards.filter((one) => chosen.includes(one));
  if (first === undefined) return "none";
  const { letter, word } = boardWords[first];
  if (more.length === 0) return `${letter} ${word.toLowerCase()}`;
  return `${[first, ...more].map((one) => boardWords[one].letter).join(", ")} in turn`;
}

/** "0 s", "42 s", "6 min 12 s", "3 h 5 min", "4 d": how long ago. Not negative. */
export function agoText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d`;
}

/** A code as it is typed: letters only, upper case, at most eight. */
export function typedCode(text: string): string {
  return text
    .toUpperCase()
    .replace(/[^A-Z]/g, "")
    .slice(0, 8);
}

/** "KTRM-WHBX", also while it is not whole. */
export function codeText(code: string): string {
  return code.length > 4 ? `${code.slice(0, 4)}-${code.slice(4)}` : code;
}
