import assert from "node:assert/strict";
import test from "node:test";
import { readTemplate } from "./input/template.ts";
import { planTemplates } from "./templates.ts";

const shipped = planTemplates.map(({ key, text }) => {
  const read = readTemplate(text);
  assert.ok(read.ok, `${key}: ${read.ok ? "" : `line ${read.line}: ${read.sentence}`}`);
  return { key, ...read.template };
});

test("five plans are shipped; each station has items and an owner, and two people decide", () => {
  assert.equal(shipped.length, 5);
  for (const { key, stations, lists, wanted } of shipped) {
    const items = lists.flatMap((list) => list.items);
    assert.deepEqual(new Set(items.map(({ station }) => station)), new Set(stations), key);
    const owned = wanted.filter(({ duty }) => duty === "station-owner").map(({ station }) => station);
    assert.deepEqual(new Set(owned), new Set(stations), key);
    assert.equal(wanted.filter(({ duty }) => duty === "decider").length, 2, key);
  }
});

test("each step has its time, and waits for a list that is there; pre-launch lists have five to nine killer items", () => {
  for (const { key, lists, steps } of shipped) {
    const names = lists.map(({ name }) => name);
    for (const { waitsFor, title } of steps)
      assert.ok(waitsFor === undefined || names.includes(waitsFor), `${key}: ${title}`);
    for (const { part, day, minute, title } of steps)
      assert.ok((part === "programme" ? day : minute) !== undefined, `${key}: ${title} has no time`);
    const killers = lists.find(({ pausePoint }) => pausePoint === "pre-launch")?.items.filter(({ killer }) => killer);
    assert.ok(killers && killers.length >= 5 && killers.length <= 9, `${key}: ${killers?.length} killer items`);
  }
});

test("each has a watch list for after the launch: the new system beside the one before", () => {
  for (const { key, lists } of shipped) {
    const items = lists.filter(({ pausePoint }) => pausePoint === "after-launch").flatMap((list) => list.items);
    const watched = items.find(({ title }) => title.startsWith("Watch list"));
    assert.match(watched?.asks ?? "", /errors over 5 %, p95 over 1 s, memory over 80 %, crashes, throttling/i, key);
  }
});

test("what is wrong with a template is said with its line", () => {
  const head = "name: Mine\nfor: us\nstations: [Load]\n";
  const cases: [name: string, text: string, line: number, sentence: RegExp][] = [
    ["no YAML", "name: [", 1, /not YAML/],
    ["an unknown key", `${head}lists: []\ncolour: red\n`, 1, /colour/],
    [
      "a pause point of its own",
      `${head}lists:\n  - name: A\n    pausePoint: soon\n    items: []\n`,
      6,
      /pausePoint is one of/,
    ],
    ["no list at all", head, 1, /lists/],
    [
      "two conditions",
      `${head}lists:\n  - name: A\n    pausePoint: pre-launch\n    items:\n      - station: Load\n        title: t\n        asks: a\n        probe: { prometheus: { system: new, query: up, is: { atLeast: 1, atMost: 2 } } }\n`,
      11,
      /one of equals/,
    ],
    ["an alias bomb", `a: &a [1]\nb: [${Array.from({ length: 50 }, () => "*a").join(",")}]\n`, 1, /template/],
  ];
  for (const [name, text, line, sentence] of cases) {
    const read = readTemplate(text);
    assert.ok(!read.ok, name);
    assert.match(read.sentence, sentence, name);
    assert.equal(read.line, line, `${name}: ${read.sentence}`);
  }
});

test("who is trained is read from training, not typed: of the go-live shift where there are shifts, of everybody where there are none", () => {
  const asked = shipped.map(({ key, lists }) => {
    const items = lists.flatMap((list) => list.items).filter(({ training }) => training !== undefined);
    for (const { station, verify, file } of items)
      assert.deepEqual([station, verify, file], ["Training", false, undefined], key);
    return [key, ...items.map(({ training }) => training?.scope)];
  });
  assert.deepEqual(asked, [
    ["warehouse-replacement", "launch-shifts"],
    ["promotion-pipeline"],
    ["manufacturing-execution", "launch-shifts"],
    ["bag-scanning"],
    ["web-platform", "everybody"],
  ]);
});
