import assert from "node:assert/strict";
import test from "node:test";
import { parseExposition } from "#lib/pilots/core/exposition.ts";
import { type ChosenFigure, parseSelector } from "#lib/pilots/core/system-metrics.ts";
import { type Figure, figureOf, type MetricsReading } from "./figure-of.ts";

function reading(text: string, tickMs: number): MetricsReading {
  const parsed = parseExposition(text);
  assert.ok(parsed.ok);
  return { samples: parsed.samples, tickMs };
}

type Case = [
  what: string,
  how: { metric?: string; way: ChosenFigure["way"]; fold?: ChosenFigure["fold"] },
  /** 5 s before; null: nothing was read then. */
  before: string | null,
  now: string,
  expected: Figure,
];

const cpus = (idle0: number, idle1: number) =>
  `cpu{cpu="0",mode="idle"} ${idle0}\ncpu{cpu="1",mode="idle"} ${idle1}\ncpu{cpu="0",mode="user"} 7\n`;
const idle = 'cpu{mode="idle"}';

const cases: Case[] = [
  ["a value as it is", { way: "value" }, null, "a 12", 12],
  ["zero is a value", { way: "value" }, null, "a 0", 0],
  ["a value below zero", { way: "value" }, null, "a -3", -3],
  ["nothing matches: a gap, never zero", { way: "value" }, null, "b 12", null],
  ["no label matches", { metric: 'a{x="1"}', way: "value" }, null, 'a{x="2"} 12', null],
  ["NaN is not known", { way: "value" }, null, "a NaN", null],
  ["infinite is not known", { way: "value" }, null, "a +Inf", null],
  ["the sum of several", { way: "value", fold: "sum" }, null, 'a{x="1"} 1\na{x="2"} 5', 6],
  ["the mean of several", { way: "value", fold: "mean" }, null, 'a{x="1"} 1\na{x="2"} 5', 3],
  ["the highest of several", { way: "value", fold: "max" }, null, 'a{x="1"} 1\na{x="2"} 5', 5],
  [
    "one of several is not known: neither is their sum",
    { way: "value", fold: "sum" },
    null,
    'a{x="1"} 1\na{x="2"} NaN',
    null,
  ],
  [
    "one of several is not known: neither is the highest",
    { way: "value", fold: "max" },
    null,
    'a{x="1"} 1\na{x="2"} NaN',
    null,
  ],

  ["a rate a second", { way: "rate" }, "a 100", "a 150", 10],
  ["a counter that stood still", { way: "rate" }, "a 100", "a 100", 0],
  ["a rate needs a reading before", { way: "rate" }, null, "a 100", "first"],
  ["a counter that begins anew is a gap", { way: "rate" }, "a 100", "a 20", null],
  ["a counter that begins anew at zero is a gap", { way: "rate" }, "a 100", "a 0", null],
  ["a counter that was not there before", { way: "rate" }, "b 1", "a 100", null],
  ["a counter that is gone", { way: "rate" }, "a 100", "b 1", null],
  ["a counter that is NaN", { way: "rate" }, "a 100", "a NaN", null],
  ["rates are summed, not sums rated", { way: "rate" }, 'a{x="1"} 100\na{x="2"} 10', 'a{x="1"} 150\na{x="2"} 20', 12],
  [
    "one of two begins anew: their sum is not known",
    { way: "rate" },
    'a{x="1"} 100\na{x="2"} 10',
    'a{x="1"} 150\na{x="2"} 0',
    null,
  ],
  ["one that has just come is left out", { way: "rate" }, 'a{x="1"} 100', 'a{x="1"} 150\na{x="2"} 900', 10],
  ["labels in another order are the same series", { way: "rate" }, 'a{x="1",y="2"} 5', 'a{y="2",x="1"} 10', 1],
  ["the highest rate", { way: "rate", fold: "max" }, 'a{x="1"} 100\na{x="2"} 10', 'a{x="1"} 150\na{x="2"} 20', 10],

  ["all idle", { metric: idle, way: "busy" }, cpus(100, 100), cpus(105, 105), 0],
  ["all busy", { metric: idle, way: "busy" }, cpus(100, 100), cpus(100, 100), 1],
  ["one of two busy", { metric: idle, way: "busy" }, cpus(100, 100), cpus(105, 100), 0.5],
  ["a little more idle than the clock", { metric: idle, way: "busy" }, cpus(100, 100), cpus(105.02, 105.01), 0],
  ["busy needs a reading before", { metric: idle, way: "busy" }, null, cpus(100, 100), "first"],
  ["the machine began anew", { metric: idle, way: "busy" }, cpus(100, 100), cpus(3, 3), null],
  [
    "busy takes the mean, whatever is chosen",
    { metric: idle, way: "busy", fold: "sum" },
    cpus(0, 0),
    cpus(2.5, 2.5),
    0.5,
  ],
];

for (const [what, { metric = "a", way, fold = "sum" }, before, now, expected] of cases)
  test(what, () => {
    const parsed = parseSelector(metric);
    assert.ok(parsed.ok);
    const wanted = { selector: parsed.selector, way, fold };
    const figure = figureOf(wanted, reading(now, 12_000), before === null ? null : reading(before, 7_000));
    assert.equal(figure, expected);
  });

test("the time between two readings counts as it was, and none is no rate", () => {
  const parsed = parseSelector("a");
  assert.ok(parsed.ok);
  const wanted = { selector: parsed.selector, way: "rate", fold: "sum" } as const;
  assert.equal(figureOf(wanted, reading("a 30", 9_000), reading("a 0", 6_000)), 10);
  assert.equal(figureOf(wanted, reading("a 30", 6_000), reading("a 0", 6_000)), null);
});
