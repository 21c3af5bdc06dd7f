import assert from "node:assert/strict";
import test from "node:test";
import { capacityCsv, capacityCsvColumns, capacitySections, ownText } from "./capacity-sections.ts";
import { capacityRow, capacitySpan, ownCells, type SpanFigure, type Typed } from "./capacity-table.ts";
import type { ClosedProfile } from "./profile.ts";
import type { RunView } from "./run-view.ts";
import { aReportInputs, twoLevels } from "./testing/a-report.ts";

const { run } = aReportInputs();
const nothingTyped: Typed = { cpuRatio: null, memoryRatio: null, by: "Anna" };
const closed: ClosedProfile = { model: "closed", users: 300, spawnPerSecond: 10, durationSeconds: 3 };

test("a run stands for what it measured, one with levels for its last level that held", () => {
  const whole = capacitySpan(run);
  assert.deepEqual([whole.of, whole.fromSecond, whole.toSecond], ["the whole run", 0, 3]);
  assert.equal(whole.throughputPerSecond, run.summary.steps[0]?.throughputPerSecond);
  assert.deepEqual([whole.latencyMsP95, whole.users], [run.summary.latencyMsP95, null]);
  assert.equal(capacitySpan({ ...run, plan: { ...run.plan, profile: closed } }).users, 300);

  const level = capacitySpan({ ...run, levels: twoLevels });
  assert.deepEqual(level, {
    ...{ of: "last level that held, 240/s", fromSecond: 0, toSecond: 30 },
    ...{ throughputPerSecond: 240, latencyMsP95: 40.5, users: null },
  });
  const broken = capacitySpan({ ...run, levels: twoLevels.slice(1) });
  assert.deepEqual([broken.of, broken.throughputPerSecond, broken.users], ["no level held", null, null]);
});

test("what was measured before the warm-up ended is not in a row", () => {
  const profile = { ...closed, warmUpSeconds: 2 };
  assert.equal(capacitySpan({ ...run, plan: { ...run.plan, profile } }).fromSecond, 2);
});

test("a run without a second has no figure, not 0", () => {
  const summary = { ...run.summary, lastSecond: null, latencyMsP95: null };
  const { throughputPerSecond, latencyMsP95, users } = capacitySpan({
    ...run,
    summary,
    plan: { ...run.plan, profile: closed },
  });
  assert.deepEqual([throughputPerSecond, latencyMsP95, users], [null, null, null]);
});

const percent = { unit: "percent", way: "value" } as const;
const bytes = { unit: "bytes", way: "value" } as const;
const cells: [what: string, figures: SpanFigure[], typed: Partial<Typed>, cpu: string, memory: string][] = [
  ["nothing", [], {}, "not measured", "not measured"],
  ["typed, by whom", [], { cpuRatio: 0.35, memoryRatio: 0.5 }, "35 %, typed by Anna", "50 %, typed by Anna"],
  [
    "the run's own figures go before what was typed",
    [
      { label: "CPU", ...percent, mean: 0.4321 },
      { label: "Memory", ...bytes, mean: 2 ** 29 },
    ],
    { cpuRatio: 0.1, memoryRatio: 0.1 },
    "43.2 %",
    "512 MiB",
  ],
  [
    "a figure that could not be read is none",
    [{ label: "CPU", ...percent, mean: null }],
    { cpuRatio: 0.1 },
    "10 %, typed by Anna",
    "not measured",
  ],
  [
    "what only begins so is named, so that nobody takes free for used",
    [{ label: "Memory available", ...bytes, mean: 2 ** 30 }],
    {},
    "not measured",
    "1 GiB (Memory available)",
  ],
  [
    "the plain name goes first",
    [
      { label: "CPU of the database", ...percent, mean: 0.9 },
      { label: "CPU", ...percent, mean: 0.2 },
    ],
    {},
    "20 %",
    "not measured",
  ],
];

test("CPU and memory: measured, typed by whom, or not measured", () => {
  for (const [what, figures, typed, cpu, memory] of cells) {
    const own = ownCells(figures, { ...nothingTyped, ...typed });
    assert.deepEqual([ownText(own.cpu), ownText(own.memory)], [cpu, memory], what);
  }
});

function rowOf(change: Partial<RunView> = {}, label = "") {
  return capacityRow({
    ...{ id: "r", replicas: 3, label, addedBy: "Anna", addedAt: "2026-11-21T10:00:00.000Z" },
    ...{ run: { ...run, ...change }, figures: [], typed: { ...nothingTyped, cpuRatio: 0.35 } },
  });
}

const tableOf = (rows: ReturnType<typeof rowOf>[]) => ({
  ...{ id: "t", name: "API replicas", addedBy: "Anna", addedAt: "2026-11-21T10:00:00.000Z", rows },
});

test("a row whose run did not pass says so", () => {
  assert.equal(rowOf({ verdict: { kind: "pass", reasons: [], criteria: [] } }).warns, null);
  assert.equal(
    rowOf({ verdict: { kind: "inconclusive", reasons: [], criteria: [] } }).warns,
    "Run 4 is INCONCLUSIVE: this is not shown to hold.",
  );
  const [section] = capacitySections(tableOf([rowOf({ verdict: { kind: "fail", reasons: [], criteria: [] } })]));
  const [table] = section?.blocks ?? [];
  assert.ok(table?.kind === "table");
  assert.ok(table.rows[0]?.includes("Run 4 is FAIL: this is not shown to hold."));
});

test("the file for spreadsheets has exact figures, and no formula", () => {
  const row = rowOf({ levels: twoLevels, name: "=cmd" }, "=1+1");
  const [head = "", line = "", end] = capacityCsv([tableOf([row])]).split("\r\n");
  assert.deepEqual(head.split(","), [...capacityCsvColumns]);
  const cell = (column: (typeof capacityCsvColumns)[number]) => line.split(",")[capacityCsvColumns.indexOf(column)];
  assert.deepEqual([cell("label"), cell("run"), cell("run_name")], ["'=1+1", "4", "'=cmd"]);
  assert.equal(end, "");
  const whole =
    capacityCsv([tableOf([rowOf()])])
      .split("\r\n")[1]
      ?.split(",") ?? [];
  const { throughputPerSecond, latencyMsP95 } = rowOf();
  assert.ok(whole.includes(String(throughputPerSecond.value)) && whole.includes(String(latencyMsP95.value)));
  assert.deepEqual(whole.slice(-5, -1), ["0.35", "typed by Anna", "", ""]);
});
