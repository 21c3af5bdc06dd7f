import type { RolloutAct } from "./core/acts.ts";

/** Tells a person in a shell what goes on, each part of the way back as it is written down. The same is not said twice in a row: a switch that is
 *  away is tried again every 2 s. */
export function partTeller(says: (line: string) => void) {
  let [told, last] = [0, ""];
  const line = (text: string) => {
    if (text !== last) says(text);
    last = text;
  };
  return {
    line,
    /** `acts`: everything that was said so far. */
    parts: (acts: readonly { act: RolloutAct }[]) => {
      for (const { act } of acts.slice(told)) if (act.do === "back-phase") line(`${act.phase}: ${act.says}`);
      told = acts.length;
    },
  };
}
