import assert from "node:assert/strict";
import test from "node:test";
import { aBroker, aTab, openOf, session } from "./testing/a-broker.ts";

test("ten tabs are one stream: each hears everything, and the last one out closes it", async () => {
  const { broker, streams, answer, questions } = aBroker();
  const tabs = Array.from({ length: 10 }, () => aTab(broker, "p"));
  await answer(session("s"));
  await answer(session("s"));
  assert.equal(questions.length, 0, "two questions for ten tabs");
  assert.deepEqual(openOf(streams), ["p"]);
  streams[0]?.hears.message("change", "{}");
  streams[0]?.hears.resumed();
  for (const tab of tabs) assert.deepEqual(tab.kinds(), ["welcome", "message", "resumed"]);
  for (const tab of tabs.slice(1)) tab.says({ kind: "leave" });
  assert.deepEqual([openOf(streams), broker.tabCount], [["p"], 1]);
  tabs[0]?.says({ kind: "leave" });
  assert.deepEqual([openOf(streams), broker.tabCount], [[], 0]);
  assert.deepEqual(
    tabs.map((tab) => tab.forgotten()),
    Array(10).fill(1),
  );
});

test("a tab that joins an open stream has the newest beat at once", async () => {
  const { broker, streams, answer } = aBroker();
  aTab(broker, "p");
  await answer(session("s"));
  Object.assign(streams[0] ?? {}, { newestBeat: { data: "{}", agoMs: 70 } });
  const late = aTab(broker, "p");
  streams[0]?.hears.message("change", "{}");
  assert.deepEqual(late.kinds(), [], "nothing before the server has said whose the browser is");
  await answer(session("s"));
  assert.deepEqual(late.heard.at(-1), { kind: "message", event: "beat", data: "{}", agoMs: 70, sentAtMs: 1_000_000 });
});

test("without a server nobody is let in, and it is asked each second until it answers", async () => {
  const { broker, clock, questions, streams, answer } = aBroker();
  const tab = aTab(broker, "p");
  await answer({ kind: "away" });
  broker.tick();
  assert.equal(questions.length, 0);
  clock.ms += 1_000;
  broker.tick();
  broker.tick();
  assert.deepEqual([questions.length, tab.kinds(), streams.length], [1, [], 0]);
  assert.deepEqual(tab.heard.at(-1), { kind: "word", standing: "connecting", tries: 1 });
  await answer(session("s"));
  assert.deepEqual(tab.kinds(), ["welcome"]);
});

test("three pilots at most: the one hidden longest is paused, and goes on when it is looked at", async () => {
  const { broker, clock, streams, answer, questions } = aBroker();
  const tabs = ["a", "b", "c"].map((pilot) => aTab(broker, pilot));
  const settle = async () => {
    while (questions.length > 0) await answer(session("s"));
  };
  await settle();
  for (const tab of tabs) {
    clock.ms += 10;
    tab.says({ kind: "ping", visible: false });
  }
  clock.ms += 10;
  const d = aTab(broker, "d");
  await settle();
  assert.deepEqual(
    tabs.map((tab) => tab.standing()),
    ["paused", "open", "open"],
  );
  assert.deepEqual([d.standing(), openOf(streams)], ["open", ["b", "c", "d"]]);
  clock.ms += 10;
  for (const tab of tabs) tab.says({ kind: "ping", visible: true });
  await settle();
  assert.deepEqual(
    [...tabs, d].map((tab) => tab.standing()),
    ["open", "open", "full", "open"],
  );
  assert.equal(openOf(streams).length, 3);
  d.says({ kind: "leave" });
  assert.deepEqual(
    tabs.map((tab) => tab.standing()),
    ["open", "open", "open"],
  );
});

test("a word each second says that the broker lives, and how often the stream was tried", async () => {
  const { broker, clock, streams, answer } = aBroker();
  const tab = aTab(broker, "p");
  await answer(session("s"));
  Object.assign(streams[0] ?? {}, { tries: 2 });
  const before = tab.heard.length;
  for (let n = 0; n < 12; n++) {
    clock.ms += 250;
    broker.tick();
  }
  assert.deepEqual(tab.heard.slice(before), Array(3).fill({ kind: "word", standing: "open", tries: 2 }));
});

test("a tab that is silent for long, or lets messages heap up, is forgotten, and joins again when it wakes", async () => {
  const { broker, clock, streams, answer } = aBroker();
  const [asleep, frozen, awake] = [aTab(broker, "p"), aTab(broker, "p"), aTab(broker, "p")];
  await answer(session("s"));
  await answer(session("s"));
  const hear = (tab: typeof awake) => tab.says({ kind: "ping", visible: true });
  for (let n = 0; n < 1_900; n++) streams[0]?.hears.message("sample", "{}");
  for (const tab of [asleep, awake]) hear(tab);
  for (let n = 0; n < 200; n++) streams[0]?.hears.message("sample", "{}");
  assert.deepEqual(
    [asleep, frozen, awake].map((tab) => tab.forgotten()),
    [0, 1, 0],
    "2,000 unheard messages",
  );
  clock.ms += 150_000;
  hear(awake);
  assert.equal(asleep.forgotten(), 0, "at the limit");
  clock.ms += 1_000;
  broker.tick();
  assert.deepEqual(
    [asleep, frozen, awake].map((tab) => tab.forgotten()),
    [1, 1, 0],
  );
  const before = asleep.heard.length;
  streams[0]?.hears.message("sample", "{}");
  assert.equal(asleep.heard.length, before);
  hear(asleep);
  assert.equal(asleep.heard.at(-1)?.kind, "unknown");
});
