import assert from "node:assert/strict";
import test from "node:test";
import type { Item, ItemRule, Probe } from "#lib/checklist/core/item.ts";
import { ItemFields } from "#lib/checklist/input/lists.ts";
import { draftOf, emptyDraft, itemOf, readSpan, writeSpan } from "./item-draft.ts";

const system = "0192f0c0-0000-7000-8000-000000000001";
const is = { op: "at-least", value: 4 } as const;
const probes: Probe[] = [
  {
    ...{ kind: "http", system, path: "/health", method: "GET", status: 200, header: null, tlsDays: 14 },
    json: { path: "$.database", is: { op: "equals", value: "connected" } },
  },
  { kind: "http", system, path: "/", method: "GET", status: 204, header: null, tlsDays: null, json: null },
  { kind: "tcp", system, port: 5432 },
  { kind: "prometheus", system, query: "min(up)", is, leastSeries: 2 },
  { kind: "redis", resource: "cache" },
  { kind: "file-age", resource: "backups", mostHours: 26, leastBytes: 1024 },
  { kind: "command", resource: "lag", is: null },
  { kind: "command", resource: "lag", is: { op: "not-equals", value: "3" } },
  { kind: "postgres", resource: "main", ask: { what: "accepts" } },
  { kind: "postgres", resource: "main", ask: { what: "statement", sql: "select 1", is } },
  { kind: "postgres", resource: "main", ask: { what: "migration-head", sql: "select 'a'", expected: "0147" } },
  { kind: "postgres", resource: "main", ask: { what: "replication-lag", mostSeconds: 10 } },
];
const rules: ItemRule[] = [
  ...probes.map((probe): ItemRule => ({ kind: "probe", probe, everySeconds: 10, timeoutSeconds: 5 })),
  { kind: "probe", probe: null, everySeconds: 30, timeoutSeconds: 5 },
  { kind: "attested", needsFile: true },
  { kind: "linked", to: { what: "parity" } },
  { kind: "linked", to: { what: "rehearsal", mostMinutes: 15 } },
  { kind: "linked", to: { what: "training", scope: "launch-shifts" } },
  { kind: "linked", to: { what: "training", scope: "everybody" } },
  { kind: "linked", to: { what: "run", name: "Smoke", run: null } },
  {
    kind: "linked",
    to: { what: "run", name: "Shift", run: { scenario: "FlowViz", profile: "5.56/s for 1 h", environment: "staging" } },
  },
];

test("every kind of item comes out of its form as it went in", () => {
  for (const rule of rules) {
    const fields = {
      ...{ station: "Checklist", title: "t", asks: "a", isKiller: true, validForSeconds: 3_600, owner: "Ada", rule },
      needsVerification: rule.kind === "attested",
    };
    const read = ItemFields.safeParse(itemOf(draftOf(fields as unknown as Item)));
    assert.ok(read.success, `${JSON.stringify(rule)}: ${read.error?.issues[0]?.message}`);
    assert.deepEqual(read.data, fields);
  }
});

test("what is missing or cannot be read is refused", () => {
  const base = { ...emptyDraft, station: "Load", title: "t", asks: "a" };
  const cases: [name: string, draft: typeof emptyDraft][] = [
    ["no kind chosen", base],
    ["no system", { ...base, kind: "probe", probe: "http" }],
    ["a port that is none", { ...base, kind: "probe", probe: "tcp", system, port: "x" }],
    [
      "a condition without its value",
      { ...base, kind: "probe", probe: "prometheus", system, query: "up", op: "at-least" },
    ],
    ["no condition", { ...base, kind: "probe", probe: "prometheus", system, query: "up" }],
    ["a time that cannot be read", { ...base, kind: "attested", valid: "soon" }],
  ];
  for (const [name, draft] of cases) assert.equal(ItemFields.safeParse(itemOf(draft)).success, false, name);
});

test("spans are read and written as people do", () => {
  const cases: [text: string, seconds: number | null][] = [
    ["", null],
    ["90", 90],
    ["90 s", 90],
    ["30 min", 1_800],
    ["4h", 14_400],
    ["1.5 h", 5_400],
    ["7 d", 604_800],
  ];
  for (const [text, seconds] of cases) assert.equal(readSpan(text), seconds, text);
  assert.ok(Number.isNaN(readSpan("soon")));
  for (const seconds of [null, 1, 59, 60, 3_600, 86_400, 604_800, 90])
    assert.equal(readSpan(writeSpan(seconds)), seconds);
});
