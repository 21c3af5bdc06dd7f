import assert from "node:assert/strict";
import test from "node:test";
import type { SaidDecisionAct } from "../../launch/core/calls.ts";
import { aCall, anAct, anItem, look } from "../../launch/core/testing/a-station.ts";
import { type PollSeen, wallPoll } from "./wall-poll.ts";

const seen = (change: Partial<PollSeen> = {}): PollSeen => ({
  ...{ readiness: look({ stations: [] }), acts: [], written: null, poll: null, signed: [] },
  ...change,
});
const open = { id: "poll", number: 3, openedAt: 5, isOpen: true };
const itemOf = (station: string, kind: "good" | "failed" | "stale" | "open" = "good", isKiller = false) =>
  anItem({ id: `of ${station}`, station, isKiller, standing: { kind, sentence: `It is ${kind}.` } });

/** Stations of one item each; those that are called are called GO over it. */
function launch(kinds: Parameters<typeof itemOf>[1][], called: number, keeperSilent = false) {
  const items = kinds.map((kind, at) => itemOf(`Station ${at + 1}`, kind, kind === "failed"));
  const acts = items.slice(0, called).map((item) => aCall("go", [item], item.station));
  const stations = items.map(({ station }) => station);
  return { readiness: look({ stations, items, acts, keeperSilent }), acts };
}

test("the worst evidence sets the whole, and the first that keeps the launch is shown", () => {
  const cases: [
    name: string,
    kinds: Parameters<typeof launch>[0],
    called: number,
    whole: string,
    worst: string,
    more: number,
  ][] = [
    ["every station good and called", ["good", "good"], 2, "GO", "", 0],
    ["one nobody called", ["good", "good"], 1, "HOLD", "Station 2", 0],
    ["nothing answered yet", ["open", "open", "good"], 0, "HOLD", "Station 1", 2],
    ["old evidence", ["open", "stale", "good"], 3, "STALE", "Station 2", 1],
    [
      "a killer that failed, on the last of 30",
      [...Array<"good">(29).fill("good"), "failed"],
      10,
      "NO-GO",
      "Station 30",
      19,
    ],
  ];
  for (const [name, kinds, called, whole, worst, more] of cases) {
    const shown = wallPoll(seen(launch(kinds, called)));
    assert.deepEqual([shown.overall, shown.blocker?.station ?? "", shown.moreBlockers], [whole, worst, more], name);
    assert.deepEqual(
      shown.stations.map((one) => one.name),
      kinds.map((_, at) => `Station ${at + 1}`),
      name,
    );
  }
});

test("without a station there is nothing to go on", () => {
  const shown = wallPoll(seen());
  assert.deepEqual([shown.overall, shown.stations, shown.blocker, shown.moreBlockers], ["HOLD", [], null, 0]);
  assert.equal(shown.sentence, "The plan has no station yet.");
});

test("since when it is so is known once that state was written down", () => {
  const made = launch(["good"], 1);
  const cases: [name: string, written: PollSeen["written"], since: number | null][] = [
    ["nobody has looked yet", null, null],
    ["the same state was written down", { at: 7, state: "GO" }, 7],
    ["another one was: the change is not written down yet", { at: 7, state: "HOLD" }, null],
  ];
  for (const [name, written, since] of cases) assert.equal(wallPoll(seen({ ...made, written })).since, since, name);
});

test("answered are calls of this poll that stand", () => {
  const items = ["A", "B", "C", "D"].map((station) => itemOf(station));
  const [a, b, c] = items;
  assert.ok(a && b && c);
  const earlier = { ...aCall("go", [c], "C"), pollId: "another" };
  const fallen = aCall("go", [{ ...b, ruleVersion: 9 }], "B");
  const acts = [aCall("go", [a], "A"), fallen, earlier];
  const readiness = look({ stations: ["A", "B", "C", "D"], items, acts });
  const shown = wallPoll(seen({ readiness, acts, poll: open }));
  assert.deepEqual(shown.poll, { number: 3, isOpen: true, openedAt: 5, answered: 1, decision: null });
  assert.deepEqual(
    shown.stations.map(({ called }) => called?.stands ?? null),
    [true, false, true, null],
  );
  const lifted = anAct({ do: "lifted", about: acts[0]?.id ?? "", why: "mistaken" }, { station: "A" });
  const after = look({ stations: ["A"], items: [a], acts: [...acts, lifted] });
  assert.equal(wallPoll(seen({ readiness: after, acts: [...acts, lifted], poll: open })).poll?.answered, 0);
});

test("two who sign decide, and what fell does not count", () => {
  const sign = (id: string, decision: "go" | "no-go"): SaidDecisionAct => ({
    ...{ id, pollId: "poll", byId: id, by: id, at: 1 },
    act: { do: "signed", decision, over: "o", calls: "c", meaning: "", waived: [] },
  });
  const fell: SaidDecisionAct = { ...sign("v", "go"), act: { do: "voided", about: "a", what: "moved" } };
  const cases: [name: string, signed: SaidDecisionAct[], decision: string | null][] = [
    ["nobody", [], null],
    ["one", [sign("a", "go")], null],
    ["two for GO", [sign("a", "go"), sign("b", "go")], "go"],
    ["two for NO-GO", [sign("a", "no-go"), sign("b", "no-go")], "no-go"],
    ["one of two fell", [sign("a", "go"), sign("b", "go"), fell], null],
  ];
  const poll = { ...open, isOpen: false };
  for (const [name, signed, decision] of cases)
    assert.equal(wallPoll(seen({ poll, signed })).poll?.decision, decision, name);
});

test("long names stand as they are", () => {
  const name = "Wareneingangsprüfungsdokumentation und Qualitätssicherung";
  const who = "Prof. Dr. Annegret Müller-Lüdenscheidt-Schwarzenbergerin";
  const readiness = look({ stations: [name], items: [itemOf(name)], owners: [{ station: name, id: "1", name: who }] });
  const [station] = wallPoll(seen({ readiness })).stations;
  assert.deepEqual([station?.name, station?.owners], [name, [who]]);
});
