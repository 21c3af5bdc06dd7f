import assert from "node:assert/strict";
import test from "node:test";
import { look } from "../../launch/core/testing/a-station.ts";
import { minute } from "./testing/a-rollout-seen.ts";
import { isWallBusy } from "./wall-busy.ts";
import { wallPoll } from "./wall-poll.ts";
import { wallRollback } from "./wall-rollback.ts";
import type { WallPoll, WallRollback } from "./wall-view.ts";

const hour = 60 * minute;
const window = { from: 100 * hour, to: 108 * hour };

const emptyPoll = wallPoll({ readiness: look(), acts: [], written: null, poll: null, signed: [] });
const reading = { newPercent: null, readAt: null };
const noRollback = wallRollback({ isPlanned: true, rollout: null, reading, rehearsed: null, people: [] }, 0);

type Case = [
  name: string,
  now: number,
  busy: boolean,
  poll?: { isOpen: boolean; decision: NonNullable<WallPoll["poll"]>["decision"] } | null,
  is?: WallRollback["is"],
  rolloutIsOpen?: boolean,
];
const cases: Case[] = [
  ["more than a day before", 75 * hour, false],
  ["a day before", 76 * hour, true],
  ["in the window", 104 * hour, true],
  ["at its end", 108 * hour, true],
  ["after it", 108 * hour + 1, false],
  ["decided GO", 104 * hour, true, { isOpen: false, decision: "go" }],
  ["decided NO-GO", 104 * hour, false, { isOpen: false, decision: "no-go" }],
  ["decided NO-GO, and polled again", 104 * hour, true, { isOpen: true, decision: null }],
  ["a poll at any time", 0, true, { isOpen: true, decision: null }],
  ["a poll that was closed", 0, false, { isOpen: false, decision: null }],
  ["a rollout", 0, true, null, "armed", true],
  ["a rollback", 0, true, null, "running"],
  ["a rollback that is over", 0, false, null, "back"],
];

test("no page loads itself anew while a launch, a poll, a rollout or a rollback goes on", () => {
  for (const [name, now, busy, of = null, is = "armed", rolloutIsOpen = false] of cases) {
    const poll = { ...emptyPoll, poll: of && { number: 1, openedAt: 0, answered: 0, ...of } };
    assert.equal(isWallBusy({ window, poll, rollback: { ...noRollback, is }, rolloutIsOpen }, now), busy, name);
  }
  const nothing = { window: null, poll: emptyPoll, rollback: noRollback, rolloutIsOpen: false };
  assert.equal(isWallBusy(nothing, 104 * hour), false, "without a window");
});
