import assert from "node:assert/strict";
import test from "node:test";
import type { GroupState } from "./dispositions.ts";
import { type AskedState, isListed } from "./listed-group.ts";

const cases: [name: string, n: number, state: GroupState, reopened: number, shownUnder: AskedState[]][] = [
  ["open, in the window", 3, "open", 0, ["all", "open"]],
  ["open, not in the window", 0, "open", 0, ["unseen"]],
  ["opened again, not in the window", 0, "open", 1, ["all", "open"]],
  ["to be fixed, not in the window", 0, "fixing", 0, ["all", "fixing"]],
  ["waiting for a second person, not in the window", 0, "waiting", 0, ["all", "waiting"]],
  ["fixed, in the window", 3, "fixed", 0, ["all", "fixed"]],
  ["fixed, not in the window", 0, "fixed", 0, ["unseen", "fixed"]],
  ["accepted, in the window", 3, "accepted", 0, ["all", "accepted"]],
  ["accepted, not in the window", 0, "accepted", 2, ["unseen", "accepted"]],
  ["not the same, not in the window", 0, "not-the-same", 0, ["unseen", "not-the-same"]],
];
const all: AskedState[] = ["all", "unseen", "open", "fixing", "fixed", "waiting", "accepted", "not-the-same"];
for (const [name, n, state, reopened, shownUnder] of cases)
  test(name, () => {
    const shown = all.filter((asked) => isListed({ n, standing: { state, reopened } }, asked));
    assert.deepEqual(shown, shownUnder);
  });
