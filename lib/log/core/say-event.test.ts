import assert from "node:assert/strict";
import test from "node:test";
import { detailOf, didOf, type SaidEvent } from "./say-event.ts";

const cases: [name: string, event: SaidEvent, did: string, detail: string][] = [
  [
    "a call",
    { verb: "station.called", before: { call: null }, after: { call: "go-with-conditions" } },
    "called the station",
    "GO WITH CONDITIONS",
  ],
  ["a no-go", { verb: "station.called", before: null, after: { call: "no-go" } }, "called the station", "NO-GO"],
  [
    "a GO that fell",
    { verb: "call.voided", before: { call: "go", by: "T. Reiter" }, after: { what: "p99 rose" } },
    "voided a GO",
    "of T. Reiter",
  ],
  [
    "a station's first state",
    { verb: "station.changed", before: { state: null }, after: { state: "HOLD" } },
    "saw the station change",
    "HOLD",
  ],
  [
    "a station's new state",
    { verb: "station.changed", before: { state: "GO" }, after: { state: "HOLD" } },
    "saw the station change",
    "from GO to HOLD",
  ],
  [
    "an answer",
    {
      verb: "item.answered",
      before: null,
      after: { title: "x", act: { do: "answered", holds: false, says: "3 of 4" } },
    },
    "answered the item",
    "does not hold: 3 of 4",
  ],
  [
    "a duty that ended",
    { verb: "duty.taken-back", before: { duty: "station-owner", station: "Load", name: "K. Brandt" }, after: null },
    "took back a duty",
    "station-owner of Load, K. Brandt",
  ],
  [
    "named by its title",
    { verb: "step.done", before: { state: "open" }, after: { title: "Stop legacy" } },
    "did the step",
    "Stop legacy",
  ],
  [
    "named by what it was",
    { verb: "risk.removed", before: { risk: "No spare" }, after: null },
    "removed the risk",
    "No spare",
  ],
  [
    "a target's version",
    { verb: "run.version-read", before: null, after: { version: "1.4.2", second: null } },
    "read the target's version",
    "1.4.2",
  ],
  [
    "a target's new version",
    { verb: "run.version-changed", before: null, after: { from: "1.4.2", to: "1.5.0", second: 85 } },
    "saw the target's version change",
    "from 1.4.2 to 1.5.0",
  ],
  [
    "a version that cannot be read",
    { verb: "run.version-unread", before: null, after: { why: "it answers with status 404" } },
    "could not read the target's version",
    "it answers with status 404",
  ],
  ["a verb of another version", { verb: "thing.done", before: null, after: null }, "thing.done", ""],
  ["content of no kind we know", { verb: "risk.added", before: 7, after: [1, null] }, "added a risk", ""],
];

for (const [name, event, did, detail] of cases)
  test(name, () => assert.deepEqual([didOf(event), detailOf(event)], [did, detail]));

test("a long detail is cut", () => {
  const detail = detailOf({ verb: "run.noted", before: null, after: { text: "x".repeat(500) } });
  assert.equal(detail.length, 240);
  assert.ok(detail.endsWith("…"));
});
