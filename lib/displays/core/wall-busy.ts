import type { WallView } from "./wall-view.ts";

/** When a wall's page must not load itself anew. Times are ms since 1970. */

const dayMs = 24 * 60 * 60_000;

export type BusySeen = Pick<WallView, "poll" | "rollback"> & {
  /** The go-live window. */
  window: { from: number; to: number } | null;
  rolloutIsOpen: boolean;
};

/** From a day before the go-live window to its end, unless it was decided not to launch; and while a poll, a rollout or a rollback goes on. */
export function isWallBusy({ window, poll, rollback, rolloutIsOpen }: BusySeen, now: number): boolean {
  if (rolloutIsOpen || rollback.is === "running" || poll.poll?.isOpen === true) return true;
  if (window === null || poll.poll?.decision === "no-go") return false;
  return now >= window.from - dayMs && now <= window.to;
}
