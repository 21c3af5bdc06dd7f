import assert from "node:assert/strict";
import test from "node:test";
import { checkList, judgePasses, keepsTexts } from "./check-list.ts";
import type { Ending } from "./judge-run.ts";
import type { PassStep } from "./pass.ts";

/** One request with one expectation: what was found, or null where it held. */
function asked(pass: number, place: number, found: string | null): PassStep {
  const holds = found === null;
  const checks = [{ says: "status 201", holds, found }];
  return {
    pass,
    place,
    step: "QC decision",
    status: holds ? 201 : 404,
    latencyMs: 3,
    holds,
    checks,
    request: "r",
    answer: "a",
  };
}

const completed: Ending = { outcome: "completed", sentence: "Ran to its planned end." };

test("every expectation is a line, with how often it held and what was there instead the first time", () => {
  const list = checkList([
    asked(1, 0, null),
    asked(2, 1, "404"),
    asked(3, 2, "500"),
    { ...asked(3, 3, null), request: "" },
  ]);
  assert.deepEqual(list.lines, [{ step: "QC decision", says: "status 201", held: 2, of: 4, found: "404", pass: 2 }]);
  assert.equal(list.passes, 3);
  assert.equal(list.kept.length, 3);
});

test("a smoke run passes when every expectation held each time, and it was gone through", () => {
  const right = [asked(1, 0, null)];
  const wrong = [asked(1, 0, null), asked(2, 1, "404")];
  const cases: [what: string, steps: PassStep[], ending: Ending, kind: string, reason: RegExp | null][] = [
    ["all held", right, completed, "pass", null],
    [
      "one did not",
      wrong,
      completed,
      "fail",
      /^QC decision: status 201 did not hold 1 of 2 times, first in pass 2; found: 404\.$/,
    ],
    [
      "the only one did not",
      [asked(1, 0, "404")],
      completed,
      "fail",
      /^QC decision: status 201 did not hold; found: 404\.$/,
    ],
    ["one did not, then it was stopped", wrong, { outcome: "stopped", sentence: "Stopped." }, "fail", /404/],
    ["stopped", right, { outcome: "stopped", sentence: "Stopped: enough." }, "inconclusive", /^Stopped: enough\.$/],
    ["interrupted", right, { outcome: "interrupted", sentence: "Gone." }, "inconclusive", /^Gone\.$/],
    ["refused", [], { outcome: "refused", sentence: "No such host." }, "inconclusive", /^No such host\.$/],
    ["too slow", right, { outcome: "aborted", sentence: "Not through after 10 min." }, "fail", /^Not through/],
    ["nothing sent", [], completed, "inconclusive", /^No request was sent/],
    ["on its way", right, { outcome: "running" }, "inconclusive", /^It is not through yet\.$/],
  ];
  for (const [what, steps, ending, kind, reason] of cases) {
    const verdict = judgePasses(steps, ending);
    assert.equal(verdict.kind, kind, what);
    if (reason === null) assert.deepEqual(verdict.reasons, [], what);
    else assert.match(verdict.reasons[0]?.sentence ?? "", reason, what);
  }
});

test("texts are kept of the first pass and of the first fifty that do not hold", () => {
  assert.equal(keepsTexts({ pass: 0, holds: true }, 0), true);
  assert.equal(keepsTexts({ pass: 1, holds: true }, 90), true);
  assert.equal(keepsTexts({ pass: 2, holds: true }, 0), false);
  assert.equal(keepsTexts({ pass: 2, holds: false }, 49), true);
  assert.equal(keepsTexts({ pass: 2, holds: false }, 50), false);
});
