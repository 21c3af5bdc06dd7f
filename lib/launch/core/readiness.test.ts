import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { pausePoints, type StandingKind, standingKinds } from "#lib/checklist/core/item.ts";
import { type CallKind, callKinds, type SaidStationAct } from "./calls.ts";
import { overallOf } from "./readiness.ts";
import { type NeededItem, type Readiness, type StationState, stationStates } from "./readiness-view.ts";
import { aCall, anAct, anItem, loadStation, look } from "./testing/a-station.ts";

const of = (kind: StandingKind, { isKiller = false, isProbe = false } = {}) =>
  anItem({ isKiller, isProbe, id: kind, standing: { kind, sentence: `It is ${kind}.`, evidence: `of ${kind}` } });

type Case = [what: string, items: NeededItem[], call: CallKind | null, keeperSilent: boolean, state: StationState];
const cases: Case[] = [
  ["without an item", [], null, false, "HOLD"],
  ["without an item, called GO", [], "go", false, "HOLD"],
  ["good, nobody called", [of("good")], null, false, "NOT POLLED"],
  ["good, abstained", [of("good")], "abstain", false, "NOT POLLED"],
  ["good, called GO", [of("good")], "go", false, "GO"],
  ["conditions count as GO", [of("good")], "go-with-conditions", false, "GO"],
  ["waived, nobody called", [of("good"), of("waived")], null, false, "NOT POLLED"],
  ["good but for waived ones, called GO", [of("good"), of("waived")], "go", false, "WAIVED"],
  ["a killer waived and called GO", [of("waived", { isKiller: true })], "go", false, "WAIVED"],
  ["called NO-GO over good evidence", [of("good")], "no-go", false, "NO-GO"],
  ["called HOLD over good evidence", [of("good")], "hold", false, "HOLD"],
  ["a killer failed", [of("failed", { isKiller: true })], null, false, "NO-GO"],
  ["a killer open", [of("open", { isKiller: true })], null, false, "HOLD"],
  ["a killer inconclusive", [of("inconclusive", { isKiller: true })], null, false, "HOLD"],
  ["a killer stale", [of("stale", { isKiller: true })], null, false, "STALE"],
  ["another failed", [of("failed")], null, false, "HOLD"],
  ["STALE before HOLD", [of("failed"), of("stale")], null, false, "STALE"],
  ["STALE before a person's HOLD", [of("stale")], "hold", false, "STALE"],
  ["NO-GO before STALE", [of("stale"), of("failed", { isKiller: true })], null, false, "NO-GO"],
  ["a person's NO-GO before STALE", [of("stale")], "no-go", false, "NO-GO"],
  ["a silent keeper and a probe", [of("good", { isProbe: true })], "go", true, "STALE"],
  ["a silent keeper and no probe", [of("good")], "go", true, "GO"],
  ["a silent keeper and a waived probe", [of("waived", { isProbe: true })], "go", true, "WAIVED"],
  ["a silent keeper and a killer that failed", [of("failed", { isProbe: true, isKiller: true })], null, true, "NO-GO"],
];

test("a station's state is the first that matches", () => {
  for (const [what, items, call, keeperSilent, state] of cases) {
    const acts = call === null ? [] : [aCall(call, items)];
    assert.equal(loadStation({ items, acts, keeperSilent }).state, state, what);
  }
});

test("overall, over all combinations of four stations' states", () => {
  const four = stationStates.flatMap((a) =>
    stationStates.flatMap((b) => stationStates.flatMap((c) => stationStates.map((d) => [a, b, c, d]))),
  );
  assert.equal(four.length, 6 ** 4);
  for (const states of four) {
    const has = (...some: StationState[]) => states.some((state) => some.includes(state));
    const expected = has("NO-GO") ? "NO-GO" : has("STALE") ? "STALE" : has("HOLD", "NOT POLLED") ? "HOLD" : "GO";
    assert.equal(overallOf(states.map((state) => ({ state }))), expected, states.join());
  }
  assert.equal(overallOf([]), "HOLD");
});

const both = [true, false];
const each = <A extends object, B extends object>(some: readonly A[], more: readonly B[]) =>
  some.flatMap((one) => more.map((other) => ({ ...one, ...other })));

test("every combination of one item's standing, killer or not, probe or not, call and keeper", () => {
  const kinds = each(
    standingKinds.map((kind) => ({ kind })),
    [null, ...callKinds].map((call) => ({ call })),
  );
  const flags = each(
    each(
      both.map((isKiller) => ({ isKiller })),
      both.map((isProbe) => ({ isProbe })),
    ),
    both.map((keeperSilent) => ({ keeperSilent })),
  );
  const all = each(kinds, flags);
  assert.equal(all.length, 7 * 6 * 8);
  for (const one of all) {
    const items = [of(one.kind, one)];
    const acts = one.call === null ? [] : [aCall(one.call, items)];
    const { state } = loadStation({ items, acts, keeperSilent: one.keeperSilent });
    assert.equal(state, expectedOf(one), JSON.stringify(one));
  }
});

type One = { kind: StandingKind; isKiller: boolean; isProbe: boolean; call: CallKind | null; keeperSilent: boolean };

/** The rule once more, as the table of a document would have it. */
function expectedOf({ kind, isKiller, isProbe, call, keeperSilent }: One): StationState {
  if (call === "no-go" || (kind === "failed" && isKiller)) return "NO-GO";
  if (kind === "stale" || (keeperSilent && isProbe && kind !== "waived")) return "STALE";
  if (["failed", "open", "inconclusive", "running"].includes(kind) || call === "hold") return "HOLD";
  if (call !== "go" && call !== "go-with-conditions") return "NOT POLLED";
  return kind === "waived" ? "WAIVED" : "GO";
}

const item = fc
  .record({
    number: fc.integer({ min: 0, max: 40 }),
    kind: fc.constantFrom(...standingKinds),
    isKiller: fc.boolean(),
    isProbe: fc.boolean(),
    station: fc.constantFrom("Load", "Shadow", "Elsewhere"),
    pausePoint: fc.constantFrom(...pausePoints),
  })
  .map(({ number, kind, ...rest }) => anItem({ ...rest, id: `i${number}`, standing: { kind } }));
const items = fc.uniqueArray(item, { selector: ({ id }) => id, maxLength: 12 });

const rank = (state: StationState | Readiness["overall"]) => stationStates.indexOf(state);

test("no item is lost, and none after pre-launch counts", () => {
  fc.assert(
    fc.property(items, (all) => {
      const found = look({ items: all }).stations.flatMap((one) => one.items.map(({ id }) => id));
      const needed = all.filter(({ pausePoint }) => !["launch-day", "after-launch"].includes(pausePoint));
      assert.deepEqual([...found].sort(), needed.map(({ id }) => id).sort());
    }),
  );
});

test("a silent keeper moves nothing but states: no standing, no fingerprint, no call", () => {
  fc.assert(
    fc.property(items, (all) => {
      const acts = ["Load", "Shadow"].map((name) =>
        aCall(
          "go",
          all.filter(({ station, pausePoint }) => station === name && pausePoint !== "launch-day"),
          name,
        ),
      );
      const [heard, silent] = [false, true].map((keeperSilent) => look({ items: all, acts, keeperSilent }));
      assert.ok(heard && silent);
      const rest = (one: Readiness) =>
        one.stations.map(({ name, fingerprint, call, items: of }) => ({ name, fingerprint, call, of }));
      assert.deepEqual(rest(silent), rest(heard));
    }),
  );
});

test("GO is only where nothing keeps it; each blocking station is said once, worst first", () => {
  fc.assert(
    fc.property(items, fc.boolean(), (all, keeperSilent) => {
      const found = look({ items: all, keeperSilent });
      assert.equal(found.overall === "GO", found.blockers.length === 0 && found.stations.length > 0);
      const ranks = found.blockers.map(({ state }) => rank(state));
      assert.deepEqual(
        ranks,
        [...ranks].sort((a, b) => a - b),
      );
      assert.equal(new Set(found.blockers.map(({ station }) => station)).size, found.blockers.length);
      for (const { sentence, releases, owner } of found.blockers) assert.ok(sentence && releases && owner);
    }),
  );
});

test("only a person lifts a NO-GO or a HOLD, whatever is called after it", () => {
  const good = [of("good")];
  const [noGo, go, hold] = [aCall("no-go", good), aCall("go", good), aCall("hold", good)];
  const lifted = (one: SaidStationAct) => anAct({ do: "lifted", about: one.id, why: "it was mended" });
  const state = (...acts: SaidStationAct[]) => loadStation({ items: good, acts }).state;
  assert.equal(state(noGo, go), "NO-GO");
  assert.equal(state(hold, go), "HOLD");
  assert.equal(state(hold, noGo), "NO-GO");
  assert.equal(state(noGo, lifted(noGo)), "NOT POLLED");
  assert.equal(state(go, noGo, lifted(noGo)), "NOT POLLED");
  assert.equal(state(noGo, lifted(noGo), go), "GO");
});

test("what moves under a call: a GO falls and says why, a NO-GO stays and is marked", () => {
  const before = [anItem({ id: "a", number: "2.3", title: "Every target is up", standing: { evidence: "turn:4" } })];
  const after = [
    anItem({ ...before[0], standing: { kind: "failed", evidence: "turn:5", sentence: "3 of 4 are up." } }),
  ];
  const [go, noGo] = [aCall("go", before), aCall("no-go", before)];
  const fell = loadStation({ items: after, acts: [go] });
  assert.deepEqual([fell.call?.stands, fell.state], [false, "HOLD"]);
  assert.equal(fell.call?.moved?.what, "2.3 Every target is up: good, now failed");
  assert.equal(fell.sentence, "2.3 Every target is up: 3 of 4 are up.");
  const stays = loadStation({ items: after, acts: [noGo] });
  assert.deepEqual([stays.call?.stands, stays.state], [true, "NO-GO"]);
  assert.match(stays.sentence, /^Ada called NO-GO: the queue grows\. Evidence changed since: 2\.3 /);
});

test("a GO that was voided does not come back with its evidence", () => {
  const good = [of("good")];
  const go = aCall("go", good);
  const voided = anAct({ do: "voided", about: go.id, what: "it was failed for a while" });
  const { state, sentence } = loadStation({ items: good, acts: [go, voided] });
  assert.equal(state, "NOT POLLED");
  assert.equal(sentence, "The GO of Ada is void: it was failed for a while. It has to be called again.");
});

test("a probe that passes again changes nothing: values, times and counts are in no fingerprint", () => {
  const probe = (at: number, sentence: string) => [
    anItem({ isProbe: true, standing: { at, sentence, expiresAt: at + 5 } }),
  ];
  const acts = [aCall("go", probe(1, "4 of 4 up, 12 ms"))];
  assert.equal(loadStation({ items: probe(2, "4 of 4 up, 19 ms"), acts }).state, "GO");
});

test("sentences are complete", () => {
  const says = (items: NeededItem[], call: CallKind | null) =>
    loadStation({ items, acts: call === null ? [] : [aCall(call, items)] }).sentence;
  const run = anItem({
    number: "1.2",
    title: "Sustained",
    standing: { kind: "failed", sentence: "p99 612 ms over 500 ms in run 42." },
  });
  assert.equal(says([run], null), "1.2 Sustained: p99 612 ms over 500 ms in run 42.");
  assert.equal(
    says([run, of("open")], null),
    "1.2 Sustained: p99 612 ms over 500 ms in run 42. 1 more item is not good either.",
  );
  assert.equal(says([of("good")], null), "Its one item is good; nobody has called it yet.");
  assert.equal(
    says([of("good")], "go-with-conditions"),
    "Ada called GO, on condition: watch the queue (Ada, by noon).",
  );
  assert.equal(says([of("waived")], "go"), "Ada called GO. Waived: 1.1 Item.");
});
