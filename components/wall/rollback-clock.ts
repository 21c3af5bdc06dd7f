import type { WallRollback } from "#lib/displays/core/wall-view.ts";
import { backLimitMs } from "#lib/rollout/core/back-clock.ts";

/** The clock of the way back: 15 minutes from when it was noticed. Times are ms since 1970. */

const shortMs = 3 * 60_000;

export type ClockLook = "plain" | "hold" | "no-go" | "go";

/** `text`: what is left, then what it is over, "−01:12"; of a finished way back how long it took. */
export type ClockFace = { text: string; look: ClockLook; isOver: boolean };

type Clock = Pick<WallRollback, "is" | "noticedAt" | "stoppedAt">;

/** White until 03:00, then HOLD, from 00:00 NO-GO. Not started it stands at 15:00. */
export function clockFace({ is, noticedAt, stoppedAt }: Clock, now: number): ClockFace {
  if (noticedAt === null) return { text: minutesText(backLimitMs), look: "plain", isOver: false };
  const took = Math.max(0, (stoppedAt ?? now) - noticedAt);
  const isOver = took >= backLimitMs;
  if (is === "back" || stoppedAt !== null)
    return { text: minutesText(took), look: took > backLimitMs ? "no-go" : "go", isOver: took > backLimitMs };
  const left = backLimitMs - took;
  return { text: leftText(left), look: isOver ? "no-go" : left <= shortMs ? "hold" : "plain", isOver };
}

/** What is left is rounded up, what it is over down: 00:00 is shown in the second in which the time is up. */
function leftText(leftMs: number): string {
  if (leftMs > -1_000) return minutesText(Math.max(0, Math.ceil(leftMs / 1_000) * 1_000));
  return `−${minutesText(-leftMs)}`;
}

/** Minutes and seconds, both with two digits: "08:41", "115:02". */
export function minutesText(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1_000);
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}

const two = (value: number) => String(value).padStart(2, "0");

export type PartState = "done" | "wrong" | "running" | "not-yet";

export type RollbackPart = WallRollback["phases"][number];

/** What went wrong is tried again; until then it stands so. */
export function partState({ startedAt, endedAt, isGood }: RollbackPart): PartState {
  if (startedAt === null) return "not-yet";
  if (endedAt === null) return "running";
  return isGood === false ? "wrong" : "done";
}

/** When it began, from when it was noticed, and how long it took or is taking; null for not yet. */
export function partTimes(part: RollbackPart, { noticedAt, now }: { noticedAt: number | null; now: number }) {
  const { startedAt, endedAt } = part;
  if (startedAt === null) return { began: null, took: null };
  return {
    began: noticedAt === null ? null : minutesText(startedAt - noticedAt),
    took: spanText(Math.max(0, (endedAt ?? now) - startedAt)),
  };
}

/** "0:52", "12:05" */
export function spanText(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1_000);
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
}

const barStepMs = 5 * 60_000;

/** The bar, in a field of 1000 by 100: each kind of stretch one path. `hold`, `limit`: where 03:00 and 00:00 stand. */
export type RollbackBar = { done: string; wrong: string; running: string; now: string; hold: number; limit: number };

/** To scale: the whole bar is the 15 minutes; over them it grows by five minutes at a time. */
export function rollbackBar({ phases, noticedAt, stoppedAt }: WallRollback, now: number): RollbackBar {
  const took = noticedAt === null ? 0 : Math.max(0, (stoppedAt ?? now) - noticedAt);
  const whole = Math.max(backLimitMs, Math.ceil(took / barStepMs) * barStepMs);
  const x = (ms: number) => Math.round(Math.min(1, Math.max(0, ms / whole)) * 10_000) / 10;
  const stretches = (state: PartState) =>
    noticedAt === null
      ? ""
      : phases
          .filter((part) => partState(part) === state)
          .map(stretch)
          .join("");
  const stretch = ({ startedAt, endedAt }: RollbackPart) => {
    const [from, to] = [x((startedAt ?? 0) - (noticedAt ?? 0)), x((endedAt ?? now) - (noticedAt ?? 0))];
    return `M${from} 20H${Math.max(from + 1, to)}V80H${from}z`;
  };
  return {
    ...{ done: stretches("done"), wrong: stretches("wrong"), running: stretches("running") },
    now: noticedAt === null ? "" : `M${x(took)} 0V100`,
    hold: x(backLimitMs - shortMs),
    limit: x(backLimitMs),
  };
}
