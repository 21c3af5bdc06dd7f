import assert from "node:assert/strict";
import test from "node:test";
import { happening, type RunEvent } from "./happening.ts";

const at = new Date("2026-11-20T16:20:05Z");
const said = (verb: string, after: unknown = null, reason: string | null = null) =>
  happening({ at, actorName: "Ada", verb, after, reason } satisfies RunEvent).sentence;

test("what happened, as lines for people", () => {
  const cases: [sentence: string, expected: string][] = [
    [said("run.queued"), "Asked for the run."],
    [said("run.queued", null, "cut-over rehearsal"), "Asked for the run; production unlocked: cut-over rehearsal"],
    [
      said("run.claimed", { addresses: ["10.0.0.1", "10.0.0.2"] }),
      "Took the run; load goes to 10.0.0.1, 10.0.0.2 and nowhere else.",
    ],
    [said("run.claimed", { addresses: [] }), "Took the run; load goes to its address and nowhere else."],
    [said("run.claimed"), "Took the run; load goes to its address and nowhere else."],
    [said("run.started"), "Sent the first request."],
    [said("run.version-read", { version: "1.4.2", second: null }), "The target told its version: 1.4.2."],
    [
      said("run.version-changed", { from: "1.4.2", to: "1.5.0", second: 85 }),
      "The target's version changed from 1.4.2 to 1.5.0 at 01:25 of the run.",
    ],
    [
      said("run.version-unread", { why: "it answers with status 404" }),
      "The target's version could not be read: it answers with status 404.",
    ],
    [said("run.stop-requested", null, "wrong target"), "Asked to stop: wrong target"],
    [said("run.stop-requested"), "Asked to stop: no reason given"],
    [said("run.noted", { second: 3, text: "pool raised" }), "Noted: pool raised"],
    [
      said("run.ended", { verdict: "pass", sentence: "Ran to its planned end." }),
      "Ended, PASS. Ran to its planned end.",
    ],
    [said("run.ended", { verdict: "inconclusive" }, "not today"), "Ended, INCONCLUSIVE. not today"],
    [said("run.ended", { verdict: "fail" }), "Ended, FAIL."],
    [said("run.somehow"), "run.somehow"],
  ];
  for (const [sentence, expected] of cases) assert.equal(sentence, expected);
});

test("it says who and when", () => {
  const { who, at: when } = happening({ at, actorName: "Ada", verb: "run.started", after: null, reason: null });
  assert.deepEqual([who, when], ["Ada", "2026-11-20T16:20:05.000Z"]);
});
