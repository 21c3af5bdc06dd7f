import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { crossesMidnight, type Shift, turnsAt, turnsIn, weekdaysText } from "./shifts.ts";

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const three: Shift[] = [
  { name: "early", weekdays: everyDay, from: "06:00", to: "14:00" },
  { name: "late", weekdays: everyDay, from: "14:00", to: "22:00" },
  { name: "night", weekdays: everyDay, from: "22:00", to: "06:00" },
];
const office: Shift = { name: "office", weekdays: [1, 2, 3, 4, 5], from: "08:00", to: "16:00" };
const sunday: Shift = { name: "sunday", weekdays: [7], from: "00:00", to: "24:00" };
const fridayNight: Shift = { name: "friday night", weekdays: [5], from: "22:00", to: "06:00" };
const small: Shift = { name: "small", weekdays: [7], from: "02:30", to: "04:00" };

const zone = "Europe/Prague";

// 2026-11-26 is a Thursday, 2026-11-28 a Saturday, 2026-11-29 a Sunday.
const atCases: [what: string, shifts: Shift[], now: string, names: string[]][] = [
  ["in the morning", three, "2026-11-26T08:00+01:00", ["early"]],
  ["at the change", three, "2026-11-26T14:00+01:00", ["late"]],
  ["a ms before it", three, "2026-11-26T13:59:59.999+01:00", ["early"]],
  ["after midnight it is still the night of yesterday", three, "2026-11-26T01:00+01:00", ["night"]],
  ["a Thursday in the office", [office], "2026-11-26T08:00+01:00", ["office"]],
  ["a Saturday is none", [office], "2026-11-28T10:00+01:00", []],
  ["Friday's night reaches into Saturday", [fridayNight], "2026-11-28T05:59+01:00", ["friday night"]],
  ["but does not begin on it", [fridayNight], "2026-11-28T23:00+01:00", []],
  ["a whole day begins with it", [sunday], "2026-11-29T00:00+01:00", ["sunday"]],
  ["and ends with it", [sunday], "2026-11-30T00:00+01:00", []],
  ["two that overlap", [office, ...three], "2026-11-26T15:00+01:00", ["office", "late"]],
  ["a weekday of the site, not of London", [office], "2026-11-27T23:30Z", []],
];

test("who is on shift", () => {
  for (const [what, shifts, now, names] of atCases) {
    const found = turnsAt(shifts, zone, Date.parse(now));
    assert.deepEqual(
      found.map(({ name }) => name),
      names,
      what,
    );
  }
});

const hours: [what: string, shift: Shift, around: string, hours: number][] = [
  ["a night", { ...fridayNight, weekdays: everyDay }, "2026-11-26T01:00:00Z", 8],
  ["the night in which clocks go forward", { ...fridayNight, weekdays: everyDay }, "2026-03-29T00:30:00Z", 7],
  ["the night in which clocks go back", { ...fridayNight, weekdays: everyDay }, "2026-10-25T00:30:00Z", 9],
  ["a whole day", sunday, "2026-11-29T12:00:00Z", 24],
  ["the shortest day", sunday, "2026-03-29T12:00:00Z", 23],
  ["the longest day", sunday, "2026-10-25T12:00:00Z", 25],
  ["one that begins in the skipped hour begins when clocks are put forward", small, "2026-03-29T01:30:00Z", 1],
];

test("how long a shift really is", () => {
  for (const [what, shift, around, expected] of hours) {
    const [turn, ...more] = turnsAt([shift], zone, Date.parse(around));
    assert.ok(turn && more.length === 0, what);
    assert.equal((turn.toMs - turn.fromMs) / 3_600_000, expected, what);
  }
});

test("the shifts that a window touches, by their beginning", () => {
  const span = { fromMs: Date.parse("2026-11-26T05:00:00Z"), toMs: Date.parse("2026-11-26T13:00:00Z") };
  assert.deepEqual(
    turnsIn(three, zone, span).map(({ name }) => name),
    ["early"],
  );
  const longer = { fromMs: span.fromMs - 1, toMs: span.toMs + 1 };
  assert.deepEqual(
    turnsIn(three, zone, longer).map(({ name }) => name),
    ["night", "early", "late"],
  );
  assert.deepEqual(turnsIn([], zone, longer), []);
});

test("three shifts round the clock leave no ms without one, and never two, also when clocks change", () => {
  const ms = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) });
  fc.assert(fc.property(ms, (at) => assert.equal(turnsAt(three, zone, at).length, 1)));
});

const said: [weekdays: number[], text: string][] = [
  [[1], "Mon"],
  [[6, 7], "Sat, Sun"],
  [[1, 2, 3, 4, 5], "Mon–Fri"],
  [[1, 3, 4, 5, 7], "Mon, Wed–Fri, Sun"],
  [[7, 1], "Mon, Sun"],
  [everyDay, "every day"],
];

test("weekdays in words", () => {
  for (const [weekdays, text] of said) assert.equal(weekdaysText(weekdays), text);
});

test("which end on the next day", () => {
  assert.deepEqual(
    [...three, sunday].map((shift) => crossesMidnight(shift)),
    [false, false, true, false],
  );
});
