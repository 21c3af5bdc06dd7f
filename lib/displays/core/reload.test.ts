import assert from "node:assert/strict";
import test from "node:test";
import { type ReloadQuestion, type ReloadReason, reloadReason } from "./reload.ts";

const at = (iso: string) => Date.parse(iso);
const base: ReloadQuestion = {
  nowMs: at("2026-11-26T12:00:00+01:00"),
  upSinceMs: at("2026-11-26T09:00:00+01:00"),
  timeZone: "Europe/Berlin",
  pageVersion: "1.0.0",
  serverVersion: "1.0.0",
  reloadAskedAt: null,
  isBusy: false,
  isLive: true,
};
const night = { upSinceMs: at("2026-11-25T12:00:00+01:00"), nowMs: at("2026-11-26T04:00:00+01:00") };

const cases: [name: string, change: Partial<ReloadQuestion>, reason: ReloadReason | null][] = [
  ["nothing asks for it", {}, null],
  ["04:00 on the site", night, "nightly"],
  ["a moment before", { ...night, nowMs: night.nowMs - 1000 }, null],
  ["later that day, when it could not be done at night", { ...night, nowMs: night.nowMs + 7 * 3_600_000 }, "nightly"],
  ["once a night", { ...night, upSinceMs: night.nowMs + 500, nowMs: night.nowMs + 3_600_000 }, null],
  ["04:00 in Berlin is not 04:00 in Kolkata", { ...night, timeZone: "Asia/Kolkata" }, "nightly"],
  [
    "in Kolkata it was loaded after its 04:00",
    { ...night, timeZone: "Asia/Kolkata", upSinceMs: at("2026-11-26T04:30:00+05:30") },
    null,
  ],
  ["the server is of another build", { serverVersion: "1.0.1" }, "new-version"],
  ["just loaded, and yet another build", { serverVersion: "1.0.1", upSinceMs: base.nowMs - 90_000 }, null],
  ["somebody asks", { reloadAskedAt: base.nowMs - 1000 }, "asked"],
  ["it has been done since", { reloadAskedAt: base.upSinceMs - 1000 }, null],
  [
    "never while a launch is under way",
    { ...night, isBusy: true, serverVersion: "2", reloadAskedAt: night.nowMs },
    null,
  ],
  ["never without a server", { ...night, isLive: false, serverVersion: "2", reloadAskedAt: night.nowMs }, null],
];

test("when a wall loads its page anew", () => {
  for (const [name, change, reason] of cases) assert.equal(reloadReason({ ...base, ...change }), reason, name);
});

test("a week of a wall: one load a night, also over the change of the clocks", () => {
  let upSinceMs = at("2026-10-22T12:00:00+02:00");
  const loads: number[] = [];
  for (let nowMs = upSinceMs; loads.length < 7; nowMs += 60_000) {
    if (reloadReason({ ...base, nowMs, upSinceMs }) === null) continue;
    loads.push(nowMs);
    upSinceMs = nowMs;
  }
  const hours = loads.map((ms) =>
    new Date(ms).toLocaleTimeString("en-GB", { timeZone: "Europe/Berlin", hour: "2-digit" }),
  );
  assert.deepEqual(hours, Array(7).fill("04"));
});
