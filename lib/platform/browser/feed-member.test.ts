import assert from "node:assert/strict";
import test from "node:test";
import { type FeedState, firstState, staleAfterMs } from "./feed.ts";
import { look, type Member, type MemberEffect, memberAgain, newMember, take } from "./feed-member.ts";
import type { ToTab } from "./feed-protocol.ts";

const now = "2026-11-24T12:00:10.000Z";
const beatData = JSON.stringify({ now, sources: { runner: "2026-11-24T12:00:08.500Z", keeper: null } });
const beat: ToTab = { kind: "message", event: "beat", data: beatData, agoMs: 0, sentAtMs: 0 };
const welcome: ToTab = { kind: "welcome", session: "s1" };
const word = (standing: "connecting" | "open" | "paused" | "full", tries = 0): ToTab => ({
  kind: "word",
  standing,
  tries,
});

function after(
  messages: readonly ToTab[],
  from = newMember(0),
  atMs = 100,
): { member: Member; effects: MemberEffect[] } {
  const effects: MemberEffect[] = [];
  let member = from;
  for (const message of messages) {
    const taken = take(member, message, atMs);
    member = taken.member;
    effects.push(...taken.effects);
  }
  return { member, effects };
}

const live = after([welcome, beat]).member;

const cases: [
  name: string,
  from: Member,
  messages: ToTab[],
  state: Partial<FeedState>,
  effects: MemberEffect["kind"][],
][] = [
  ["nothing but a welcome is not live", newMember(0), [welcome], { phase: "connecting" }, []],
  [
    "the first beat: live, and everything is asked for once",
    newMember(0),
    [welcome, beat, beat],
    { phase: "live" },
    ["reset"],
  ],
  [
    "a beat the broker has had for a while is that old",
    newMember(0),
    [welcome, { ...beat, agoMs: 40 }],
    { beatAtMs: 60 },
    ["reset"],
  ],
  ["a welcome again, by a new broker: asked for once more", live, [welcome, beat, beat], { phase: "live" }, ["reset"]],
  [
    "changes and samples pass",
    live,
    [message("change", { topic: "run", id: "1" }), message("sample", { second: 4 })],
    {},
    ["change", "sample"],
  ],
  ["a gap nobody can fill", live, [message("reset", {})], {}, ["reset"]],
  ["back after a break: only what no message brings", live, [{ kind: "resumed" }, beat], { phase: "live" }, ["resume"]],
  ["tries are told", live, [word("open", 3)], { phase: "live", tries: 3 }, []],
  ["and over with a beat", live, [word("open", 3), beat], { tries: 0 }, []],
  ["paused, hidden longest", live, [word("paused")], { phase: "paused", why: "hidden" }, []],
  ["paused, no place left", live, [word("full")], { phase: "paused", why: "full" }, []],
  [
    "on again: old until the first beat says otherwise",
    live,
    [word("paused"), word("open")],
    { phase: "live", why: null },
    [],
  ],
  ["and then asked for anew", live, [word("paused"), word("open"), beat], { phase: "live", why: null }, ["reset"]],
  [
    "the session is over",
    live,
    [{ kind: "closed", why: "account-disabled" }],
    { phase: "closed", why: "account-disabled" },
    ["leave"],
  ],
  [
    "closed stays closed",
    live,
    [{ kind: "closed", why: "signed-out" }, welcome, beat, word("paused")],
    { phase: "closed", why: "signed-out" },
    ["leave"],
  ],
  [
    "another's session: not for this page",
    live,
    [{ kind: "welcome", session: "s2" }, beat],
    { phase: "closed", why: "other-session" },
    ["leave"],
  ],
  ["unknown to the broker", live, [{ kind: "unknown" }], { phase: "live" }, ["rejoin"]],
];

function message(event: "change" | "sample" | "reset", data: object): ToTab {
  return { kind: "message", event, data: JSON.stringify(data), agoMs: 0, sentAtMs: 0 };
}

test("what a tab makes of what it hears", () => {
  for (const [name, from, messages, state, effects] of cases) {
    const got = after(messages, from);
    assert.deepEqual({ ...got.member.state, ...state }, got.member.state, name);
    assert.deepEqual(
      got.effects.map(({ kind }) => kind),
      effects,
      name,
    );
  }
});

test("a beat tells the server's time and how old its sources are", () => {
  const { state } = live;
  assert.equal(state.serverAtMs, Date.parse(now));
  assert.deepEqual(state.sourceAgesMs, { runner: 1_500, keeper: null });
  assert.equal(state.beatAtMs, 100);
});

test("with time alone", () => {
  const paused = after([word("paused")], live).member;
  const over = after([{ kind: "closed", why: "signed-out" }], live).member;
  const backed = after([word("open")], paused, 100 + staleAfterMs + 1).member;
  const looks: [name: string, member: Member, nowMs: number, phase: FeedState["phase"]][] = [
    ["no first beat", newMember(0), staleAfterMs + 1, "stale"],
    ["at the limit", live, 100 + staleAfterMs, "live"],
    ["over it", live, 100 + staleAfterMs + 1, "stale"],
    ["paused stays paused", paused, 1e9, "paused"],
    ["closed stays closed", over, 1e9, "closed"],
    ["on again after long: old at once", backed, 100 + staleAfterMs + 1, "stale"],
    ["a page that was put away: old at once", memberAgain(live, 1e9), 1e9, "stale"],
  ];
  for (const [name, member, nowMs, phase] of looks) assert.equal(look(member, nowMs).state.phase, phase, name);
  assert.equal(look(live, 200), live, "nothing changed, nothing new to show");
  assert.equal(after([beat], memberAgain(live, 1e9), 1e9).effects[0]?.kind, "reset");
  assert.equal(newMember(0).state, firstState);
});
