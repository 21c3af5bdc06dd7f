import { goFirst } from "../../lib/load/edge/go-first.ts";
import { quantilesOf } from "./quantiles.ts";

/** What Node's timers cost a pacer that has nothing to do: the same loop and the same early release as the engine's open model, with nothing
 *  sent. No pacer on these timers can be more even. Its only argument is a task as JSON; prints quantiles of how late, in ms, as JSON. */

export type TimerTask = { perSecond: number; seconds: number };

goFirst(); // as the engine's process does
const { perSecond, seconds }: TimerTask = JSON.parse(process.argv[2] ?? "");
/** As OpenModel has it. */
const earlyMs = 0.7;
const total = perSecond * seconds;
const late: number[] = [];
const from = performance.now();

function tick(): void {
  const now = performance.now() - from;
  for (let due = 0; late.length < total; late.push(Math.max(0, now - due))) {
    due = (late.length / perSecond) * 1_000;
    if (due > now + earlyMs) break;
  }
  if (late.length < total) setTimeout(tick, 1);
  else console.log(JSON.stringify(quantilesOf(late)));
}
tick();
