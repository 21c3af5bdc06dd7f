import type { Board } from "./display.ts";
import type { WallView } from "./wall-view.ts";

/** How long one board stays before the next. */
const turnMs = 30_000;

type Shown = { poll: Pick<WallView["poll"], "overall">; rollback: Pick<WallView["rollback"], "is"> };

/** The board that a display shows: the rollback while one runs, the poll while anything is not GO, else its boards in turn. Turns are cut
 *  from the server's time `nowMs`, so that displays of the same boards turn together. `boards`: what was chosen for it, at least one. */
export function boardAt(boards: readonly Board[], view: Shown, nowMs: number): Board {
  if (view.rollback.is === "running" && boards.includes("rollback")) return "rollback";
  if (view.poll.overall !== "GO" && boards.includes("poll")) return "poll";
  return boards[Math.floor(nowMs / turnMs) % boards.length] ?? "poll";
}
