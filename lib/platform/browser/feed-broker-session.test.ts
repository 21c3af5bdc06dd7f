import assert from "node:assert/strict";
import test from "node:test";
import { aBroker, aTab, openOf, refused, session } from "./testing/a-broker.ts";

test("somebody else signs in: the first one's tabs and stream end, the new one's begin afresh", async () => {
  const { broker, streams, answer } = aBroker();
  const first = aTab(broker, "p");
  await answer(session("first"));
  Object.assign(streams[0] ?? {}, { newestBeat: { data: "{}", agoMs: 70 } });
  const second = aTab(broker, "p");
  await answer(session("second"));
  assert.deepEqual([first.why(), streams[0]?.closed], ["other-session", true]);
  assert.deepEqual([second.kinds(), second.heard[0]], [["welcome"], { kind: "welcome", session: "second" }]);
  streams[0]?.hears.message("change", "{}");
  streams[1]?.hears.message("sample", "{}");
  assert.deepEqual(first.kinds(), ["welcome", "closed"]);
  assert.deepEqual(second.heard.at(-1), {
    kind: "message",
    event: "sample",
    data: "{}",
    agoMs: 0,
    sentAtMs: 1_000_000,
  });
});

test("a tab that joins while a question is under way waits for its own", async () => {
  const { broker, answer } = aBroker();
  const first = aTab(broker, "p");
  const second = aTab(broker, "p");
  await answer(session("first"));
  assert.deepEqual([first.kinds(), second.kinds()], [["welcome"], []]);
  await answer(session("second"));
  assert.deepEqual([first.why(), second.heard[0]], ["other-session", { kind: "welcome", session: "second" }]);
});

test("a stream that comes back as another's is nobody's", async () => {
  const { broker, streams, answer } = aBroker();
  const [first, other] = [aTab(broker, "p"), aTab(broker, "q")];
  await answer(session("first"));
  await answer(session("first"));
  const waiting = aTab(broker, "p");
  assert.equal(streams[0]?.hears.opened("first"), true);
  assert.equal(streams[0]?.hears.opened("second"), false);
  assert.deepEqual([first.why(), other.why(), openOf(streams)], ["other-session", "other-session", []]);
  await answer(session("second"));
  assert.deepEqual([waiting.kinds(), openOf(streams)], [["welcome"], ["p"]]);
});

test("the end of a session ends every tab; a pilot that is gone ends its own", async () => {
  const ends: [
    name: string,
    end: (all: ReturnType<typeof aBroker>, tab: ReturnType<typeof aTab>) => unknown,
    whys: unknown[],
  ][] = [
    [
      "signed out in a tab",
      async ({ answer }, tab) => {
        tab.says({ kind: "check" });
        await answer(refused("signed-out"));
      },
      ["signed-out", "signed-out"],
    ],
    [
      "disabled: its stream is refused",
      ({ streams }) => streams[0]?.hears.refused("account-disabled"),
      ["account-disabled", "account-disabled"],
    ],
    ["no such pilot", ({ streams }) => streams[0]?.hears.refused("not-found"), ["not-found", undefined]],
    [
      "looked at again",
      async ({ answer }, tab) => {
        tab.says({ kind: "ping", visible: false });
        tab.says({ kind: "ping", visible: true });
        await answer(refused("account-disabled"));
      },
      ["account-disabled", "account-disabled"],
    ],
    [
      "the server is away: nobody ends",
      async ({ answer }, tab) => {
        tab.says({ kind: "check" });
        await answer({ kind: "away" });
      },
      [undefined, undefined],
    ],
  ];
  for (const [name, end, whys] of ends) {
    const all = aBroker();
    const tabs = [aTab(all.broker, "p"), aTab(all.broker, "q")] as const;
    await all.answer(session("s"));
    await all.answer(session("s"));
    await end(all, tabs[0]);
    assert.deepEqual(
      tabs.map((tab) => tab.why()),
      whys,
      name,
    );
    assert.equal(openOf(all.streams).length, whys.filter((why) => why === undefined).length, name);
  }
});
