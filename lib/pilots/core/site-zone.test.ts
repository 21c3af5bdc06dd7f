import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { canonicalZone, instantOf, isWallTime, wallTimeAt } from "./site-zone.ts";

const zones: [typed: string, zone: string | null][] = [
  ["Europe/Prague", "Europe/Prague"],
  [" europe/prague ", "Europe/Prague"],
  ["America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"],
  ["utc", "UTC"],
  ["CET", null],
  ["+01:00", null],
  ["Europe/Nowhere", null],
  ["Europe", null],
  ["", null],
  ["Europe/Prague; drop", null],
];

test("time zones by their IANA name only", () => {
  for (const [typed, zone] of zones) {
    const found = canonicalZone(typed);
    // Runtimes differ in which spelling of a renamed zone they list.
    assert.equal(
      found === null ? null : found.replace("Argentina/", ""),
      zone?.replace("Argentina/", "") ?? null,
      typed,
    );
  }
});

// Changes of the clocks from the tz database: Prague 2026-03-29 01:00Z and 2026-10-25 01:00Z, New York 2026-03-08 07:00Z and
// 2026-11-01 06:00Z, Lord Howe (half an hour) 2026-04-04 15:00Z, Apia's lost day 2011-12-30.
const walls: [zone: string, wall: string, kind: string, at: string | null][] = [
  ["Europe/Prague", "2026-11-26T08:00", "once", "2026-11-26T07:00:00.000Z"],
  ["Europe/Prague", "2026-07-01T08:00", "once", "2026-07-01T06:00:00.000Z"],
  ["Europe/Prague", "2026-03-29T01:59", "once", "2026-03-29T00:59:00.000Z"],
  ["Europe/Prague", "2026-03-29T02:00", "skipped", "2026-03-29T01:00:00.000Z"],
  ["Europe/Prague", "2026-03-29T02:30", "skipped", "2026-03-29T01:00:00.000Z"],
  ["Europe/Prague", "2026-03-29T03:00", "once", "2026-03-29T01:00:00.000Z"],
  ["Europe/Prague", "2026-10-25T01:59", "once", "2026-10-24T23:59:00.000Z"],
  ["Europe/Prague", "2026-10-25T02:30", "twice", "2026-10-25T00:30:00.000Z"],
  ["Europe/Prague", "2026-10-25T03:00", "once", "2026-10-25T02:00:00.000Z"],
  ["America/New_York", "2026-03-08T02:15", "skipped", "2026-03-08T07:00:00.000Z"],
  ["America/New_York", "2026-11-01T01:15", "twice", "2026-11-01T05:15:00.000Z"],
  ["Australia/Lord_Howe", "2026-04-05T01:45", "twice", "2026-04-04T14:45:00.000Z"],
  ["Asia/Kolkata", "2026-01-01T00:00", "once", "2025-12-31T18:30:00.000Z"],
  ["UTC", "2026-02-28T23:59", "once", "2026-02-28T23:59:00.000Z"],
  ["UTC", "2026-02-30T00:00", "no-time", null],
  ["UTC", "2026-02-03T24:00", "no-time", null],
  ["UTC", "soon", "no-time", null],
];

test("when the site's clock shows a time: once, twice, never", () => {
  for (const [zone, wall, kind, at] of walls) {
    const when = instantOf(wall, zone);
    assert.equal(when.kind, kind, `${wall} ${zone}`);
    assert.equal(when.kind === "no-time" ? null : new Date(when.ms).toISOString(), at, `${wall} ${zone}`);
  }
});

test("every instant comes back from what the clock shows then, or is the second of two", () => {
  const someZones = fc.constantFrom("Europe/Prague", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC");
  const minute = fc.integer({ min: Date.UTC(2020, 0) / 60_000, max: Date.UTC(2035, 0) / 60_000 });
  fc.assert(
    fc.property(someZones, minute, (zone, at) => {
      const wall = wallTimeAt(at * 60_000, zone);
      const when = instantOf(wall, zone);
      assert.ok(isWallTime(wall) && (when.kind === "once" || when.kind === "twice"));
      assert.ok(when.ms === at * 60_000 || (when.kind === "twice" && when.ms < at * 60_000));
    }),
  );
});
