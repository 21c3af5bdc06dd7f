import type { AbortWhen } from "./criterion.ts";
import type { Frame } from "./frame.ts";
import { ownFailures } from "./saturation.ts";
import { percent } from "./say.ts";

/** Watches for the run's own limit: the error ratio above it in each of so many seconds in a row. A second without an answer neither adds to the
 *  row nor breaks it; what failed by the generator's own limit is no answer. Answers the sentence that ends the run, once. */
export function abortWatch(when: AbortWhen | null, firstOfMix: number): (frame: Frame) => string | null {
  let row = 0;
  let ended = false;
  return (frame) => {
    if (when === null || ended) return null;
    const mix = frame.steps.filter(({ step }) => step >= firstOfMix);
    let n = 0;
    let failed = 0;
    for (const step of mix) {
      for (const times of Object.values(step.failed)) failed += times ?? 0;
      failed -= ownFailures(step.failed);
      n += step.ok;
    }
    n += failed;
    if (n === 0) return null;
    row = failed / n > when.errorRatio ? row + 1 : 0;
    if (row < when.seconds) return null;
    ended = true;
    return `Ended by its own limit: more than ${percent(when.errorRatio)} of the requests failed for ${when.seconds} s.`;
  };
}
