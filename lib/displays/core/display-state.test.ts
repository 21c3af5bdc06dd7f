import assert from "node:assert/strict";
import test from "node:test";
import type { DisplayReport } from "./display.ts";
import { agoText, boardsText, codeText, displayState, isHeard, typedCode } from "./display-state.ts";

const now = 1_800_000_000_000;
const report: DisplayReport = {
  ...{ board: "poll", phase: "live", staleSince: null, overall: "GO", width: 1920, height: 1080 },
  ...{ version: "1", upSince: now - 60_000, heapBytes: null },
};
const live = { revoked: null, lastSeenAt: now - 400, report, isOld: false };

test("a display's state", () => {
  const table = [
    [live, "LIVE"],
    [{ ...live, lastSeenAt: now - 12_000 }, "LIVE"],
    [{ ...live, lastSeenAt: now - 12_001 }, "SILENT"],
    [{ ...live, report: { ...report, phase: "stale" as const } }, "STALE"],
    [{ ...live, report: { ...report, phase: "connecting" as const } }, "STALE"],
    [{ ...live, report: { ...report, phase: "stale" as const }, lastSeenAt: now - 60_000 }, "SILENT"],
    [{ ...live, isOld: true }, "OLD VERSION"],
    [{ ...live, lastSeenAt: null, report: null }, "NOT SEEN YET"],
    [{ ...live, revoked: { at: now, by: "Ada" } }, "REVOKED"],
  ] as const;
  for (const [display, state] of table) assert.equal(displayState(display, now), state);
});

test("heard from: within 12 s, and not revoked", () => {
  assert.equal(isHeard(live, now), true);
  assert.equal(isHeard({ ...live, lastSeenAt: now - 12_001 }, now), false);
  assert.equal(isHeard({ ...live, lastSeenAt: null }, now), false);
  assert.equal(isHeard({ ...live, revoked: { at: now, by: "Ada" } }, now), false);
});

test("boards, ages and codes as they are read", () => {
  assert.equal(boardsText(["poll"]), "A poll");
  assert.equal(boardsText(["next", "poll"]), "A, D in turn");
  assert.equal(boardsText([]), "none");
  const ages = { "-5": "0 s", 59999: "59 s", 372000: "6 min 12 s", 11100000: "3 h 5 min", 345600000: "4 d" };
  for (const [ms, text] of Object.entries(ages)) assert.equal(agoText(Number(ms)), text);
  assert.equal(typedCode(" ktrm-w1hé"), "KTRMWH");
  assert.equal(typedCode("ABCDEFGHIJ"), "ABCDEFGH");
  assert.deepEqual(["KT", "KTRM", "KTRMW", "KTRMWHBX"].map(codeText), ["KT", "KTRM", "KTRM-W", "KTRM-WHBX"]);
});
