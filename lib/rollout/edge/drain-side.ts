import { setTimeout as pause } from "node:timers/promises";
import type { Drained, DriverFailed } from "../core/driver.ts";
import { failed } from "./driver-failure.ts";

/** Sessions on a side now, and how many there ever were. */
export type Count = { ok: true; sessions: number; total: number };

const everyMs = 200;
const quietMs = 1_000;
const answerMs = 5_000;

/** Waits until nothing was on a side, and nothing came to it, for a second. Sessions that a cookie keeps there come again and again: at the
 *  deadline the requests of the last second count as left. */
export async function drainSide(
  deadlineMs: number,
  { count, stop }: { count(signal: AbortSignal): Promise<Count | DriverFailed>; stop: AbortSignal },
): Promise<Drained | DriverFailed> {
  const startedMs = performance.now();
  const tookMs = () => performance.now() - startedMs;
  let recent: { atMs: number; sessions: number; total: number }[] = [];
  for (;;) {
    const leftMs = deadlineMs - tookMs();
    if (stop.aborted) return failed("TIMEOUT", "Nobody waits for it any more.");
    const counted = await count(AbortSignal.timeout(Math.ceil(Math.max(everyMs, Math.min(answerMs, leftMs)))));
    if (!counted.ok) return counted;
    const { sessions, total } = counted;
    const atMs = tookMs();
    recent = [...recent.filter((one) => atMs - one.atMs < quietMs + everyMs), { atMs, sessions, total }];
    const first = recent[0] ?? { atMs, total };
    const isQuiet = total === first.total && recent.every((one) => one.sessions === 0);
    if (isQuiet && atMs - first.atMs >= quietMs) return { ok: true, left: 0, tookMs: atMs };
    if (atMs >= deadlineMs) return { ok: true, left: Math.max(sessions, total - first.total), tookMs: atMs };
    await pause(Math.min(everyMs, deadlineMs - atMs));
  }
}
