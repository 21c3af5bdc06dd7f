import assert from "node:assert/strict";
import test from "node:test";
import type { Board } from "./display.ts";
import { boardAt } from "./rotation.ts";
import type { WallPoll, WallRollback } from "./wall-view.ts";

type Case = [
  name: string,
  boards: Board[],
  overall: WallPoll["overall"],
  rollback: WallRollback["is"],
  seconds: number,
  shown: Board,
];
const all: Board[] = ["poll", "vitals", "rollback", "next"];

const cases: Case[] = [
  ["one board stays", ["vitals"], "GO", "none", 100, "vitals"],
  ["the first turn", all, "GO", "none", 0, "poll"],
  ["to its last moment", all, "GO", "none", 29.999, "poll"],
  ["then the next", all, "GO", "none", 30, "vitals"],
  ["the last", all, "GO", "armed", 119, "next"],
  ["and from the beginning", all, "GO", "armed", 120, "poll"],
  ["only the chosen ones", ["vitals", "next"], "GO", "none", 90, "next"],
  ["HOLD keeps the poll", all, "HOLD", "none", 30, "poll"],
  ["NO-GO keeps the poll", all, "NO-GO", "armed", 60, "poll"],
  ["STALE keeps the poll", all, "STALE", "back", 90, "poll"],
  ["without the poll there is nothing to keep", ["vitals", "next"], "NO-GO", "none", 30, "next"],
  ["a rollback comes first", all, "NO-GO", "running", 0, "rollback"],
  ["where it is shown", ["poll", "next"], "GO", "running", 30, "next"],
  ["a rollback that is over is one of all", all, "GO", "back", 0, "poll"],
];

test("which board is shown", () => {
  for (const [name, boards, overall, is, seconds, shown] of cases)
    assert.equal(boardAt(boards, { poll: { overall }, rollback: { is } }, seconds * 1000), shown, name);
});
