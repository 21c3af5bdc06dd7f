import assert from "node:assert/strict";
import test from "node:test";
import { actRefused } from "./act-refusals.ts";
import type { ItemAct, SaidItemAct } from "./acts.ts";
import type { Item, ItemStanding, StandingKind } from "./item.ts";
import { itemStanding, type ProbeSeen } from "./standing.ts";

const item: Item = {
  ...{
    id: "i",
    checklistId: "l",
    pausePoint: "pre-launch",
    number: "1.1",
    station: "Checklist",
    title: "t",
    asks: "a",
  },
  ...{ isKiller: true, needsVerification: false, validForSeconds: 100, owner: "", ruleVersion: 1 },
  rule: { kind: "attested", needsFile: false },
};
const twoEyes = { ...item, needsVerification: true };
const machine: Item = {
  ...item,
  rule: { kind: "probe", probe: { kind: "redis", resource: "r" }, everySeconds: 10, timeoutSeconds: 5 },
};

/** `[who, seconds, act]`; ids are `a0`, `a1` … */
type Line = [by: string, at: number, act: ItemAct];
const acts = (...lines: Line[]): SaidItemAct[] =>
  lines.map(([by, at, act], n) => ({ id: `a${n}`, act, ruleVersion: 1, byId: by, by, at: at * 1_000 }));
const yes: ItemAct = { do: "answered", holds: true, says: "4 of 4 up", files: [] };
const no: ItemAct = { ...yes, holds: false, says: "3 of 4 up" };
const seconded = (about: string): ItemAct => ({ do: "verified", about, says: "so do I" });
const back = (about: string): ItemAct => ({ do: "withdrawn", about, why: "wrong site" });
const ask: ItemAct = { do: "waiver-asked", why: "no need", scope: "all", until: 50_000 };
const grant = (about: string): ItemAct => ({ do: "waiver-granted", about });
const end = (about: string): ItemAct => ({ do: "waiver-ended", about, why: "done" });

test("where an item that people answer stands", () => {
  const cases: [name: string, of: Item, lines: Line[], now: number, kind: StandingKind, evidence: string][] = [
    ["nobody answered", item, [], 0, "open", ""],
    ["good", item, [["Ada", 1, yes]], 2, "good", "a0"],
    ["good up to its end", item, [["Ada", 1, yes]], 100.9, "good", "a0"],
    ["stale at its end", item, [["Ada", 1, yes]], 101, "stale", "a0"],
    ["failed", item, [["Ada", 1, no]], 2, "failed", "a0"],
    ["failed never goes stale", item, [["Ada", 1, no]], 999, "failed", "a0"],
    [
      "good again changes nothing",
      item,
      [
        ["Ada", 1, yes],
        ["Eva", 50, yes],
      ],
      120,
      "good",
      "a0",
    ],
    [
      "good after it had expired is another",
      item,
      [
        ["Ada", 1, yes],
        ["Eva", 101, yes],
      ],
      120,
      "good",
      "a1",
    ],
    [
      "good after it failed is another",
      item,
      [
        ["Ada", 1, yes],
        ["Eva", 2, no],
        ["Eva", 3, yes],
      ],
      4,
      "good",
      "a2",
    ],
    [
      "taken back is open",
      item,
      [
        ["Ada", 1, yes],
        ["Ada", 2, back("a0")],
      ],
      3,
      "open",
      "",
    ],
    [
      "no earlier answer comes back",
      item,
      [
        ["Ada", 1, yes],
        ["Eva", 2, no],
        ["Eva", 3, back("a1")],
      ],
      4,
      "open",
      "",
    ],
    [
      "answered after it was taken back",
      item,
      [
        ["A", 1, yes],
        ["A", 2, back("a0")],
        ["A", 3, yes],
      ],
      4,
      "good",
      "a2",
    ],
    ["another rule", { ...item, ruleVersion: 2 }, [["Ada", 1, yes]], 2, "open", ""],
    ["a changed rule ends a failure too", { ...item, ruleVersion: 2 }, [["Ada", 1, no]], 2, "open", ""],
    ["waits for a second person", twoEyes, [["Ada", 1, yes]], 2, "open", ""],
    [
      "confirmed",
      twoEyes,
      [
        ["Ada", 1, yes],
        ["Eva", 2, seconded("a0")],
      ],
      3,
      "good",
      "a0",
    ],
    [
      "confirmed by the performer is not",
      twoEyes,
      [
        ["Ada", 1, yes],
        ["Ada", 2, seconded("a0")],
      ],
      3,
      "open",
      "",
    ],
    ["a failure needs no second person", twoEyes, [["Ada", 1, no]], 2, "failed", "a0"],
    [
      "one that waits takes nothing",
      twoEyes,
      [
        ["A", 1, yes],
        ["E", 2, seconded("a0")],
        ["A", 3, yes],
      ],
      4,
      "good",
      "a0",
    ],
    ["a waiver asked for is none", item, [["Ada", 1, ask]], 2, "open", ""],
    [
      "waived",
      item,
      [
        ["Ada", 1, ask],
        ["Eva", 2, grant("a0")],
      ],
      3,
      "waived",
      "a1",
    ],
    [
      "granted by the asker is none",
      item,
      [
        ["Ada", 1, ask],
        ["Ada", 2, grant("a0")],
      ],
      3,
      "open",
      "",
    ],
    [
      "over at its end",
      item,
      [
        ["Ada", 1, ask],
        ["Eva", 2, grant("a0")],
      ],
      50,
      "open",
      "",
    ],
    [
      "ended",
      item,
      [
        ["Ada", 1, ask],
        ["Eva", 2, grant("a0")],
        ["Eva", 3, end("a0")],
      ],
      4,
      "open",
      "",
    ],
    [
      "not needed where good",
      item,
      [
        ["A", 1, ask],
        ["E", 2, grant("a0")],
        ["A", 3, yes],
      ],
      4,
      "good",
      "a2",
    ],
    [
      "covers a failure",
      item,
      [
        ["A", 1, ask],
        ["E", 2, grant("a0")],
        ["A", 3, no],
      ],
      4,
      "waived",
      "a1",
    ],
    [
      "of another rule",
      { ...item, ruleVersion: 2 },
      [
        ["A", 1, ask],
        ["E", 2, grant("a0")],
      ],
      3,
      "open",
      "",
    ],
  ];
  for (const [name, of, lines, now, kind, evidence] of cases) {
    const standing = itemStanding(of, acts(...lines), { probe: null, linked: null, now: now * 1_000 });
    assert.deepEqual([standing.kind, standing.evidence], [kind, evidence], name);
    assert.match(standing.sentence, /^[A-Z].*\.$/, name);
  }
  const closed = itemStanding(item, acts(["Ada", 1, yes]), { probe: null, linked: null, openedAt: null, now: 2_000 });
  assert.deepEqual([closed.kind, closed.sentence], ["open", "It waits until the pause point Pre-launch is opened."]);
});

test("where a probe and what is linked stand", () => {
  const seen: ProbeSeen = {
    ...{ ruleVersion: 1, outcome: "good", turn: 3, since: 0, says: "PONG", at: 1_000, goodAt: 1_000 },
  };
  const unset: Item = { ...machine, rule: { kind: "probe", probe: null, everySeconds: 10, timeoutSeconds: 5 } };
  const cases: [name: string, of: Item, probe: ProbeSeen | null, now: number, kind: StandingKind, evidence: string][] =
    [
      ["not set up", unset, seen, 2, "open", ""],
      ["never seen", machine, null, 2, "open", ""],
      ["never ran", machine, { ...seen, outcome: null, at: null }, 2, "open", ""],
      ["good", machine, seen, 2, "good", "turn:3"],
      ["stale", machine, seen, 101, "stale", "turn:3"],
      ["failed", machine, { ...seen, outcome: "failed" }, 2, "failed", "turn:3"],
      ["failed stays failed", machine, { ...seen, outcome: "failed" }, 999, "failed", "turn:3"],
      ["no answer is a failure", machine, { ...seen, outcome: "no-answer" }, 2, "failed", "turn:3"],
      ["of another rule", machine, { ...seen, ruleVersion: 2 }, 2, "open", ""],
    ];
  for (const [name, of, probe, now, kind, evidence] of cases) {
    const standing = itemStanding(of, [], { probe, linked: null, now: now * 1_000 });
    assert.deepEqual([standing.kind, standing.evidence], [kind, evidence], name);
  }
  const linkedItem: Item = { ...item, rule: { kind: "linked", to: { what: "parity" } } };
  const given: ItemStanding = { kind: "inconclusive", sentence: "Too few.", evidence: "r", at: 1_000, expiresAt: null };
  const of = (linked: ItemStanding | null, said: SaidItemAct[] = []) =>
    itemStanding(linkedItem, said, { probe: null, linked, now: 20_000 }).kind;
  assert.equal(of(null), "open");
  assert.equal(of(given), "inconclusive");
  assert.equal(of(given, acts(["Ada", 1, ask], ["Eva", 2, grant("a0")])), "waived");
});

test("acts that do not count are refused", () => {
  const file: Item = { ...item, rule: { kind: "attested", needsFile: true } };
  const month = 31 * 86_400_000;
  const cases: [name: string, of: Item, before: Line[], by: string, act: ItemAct, refused: string | null][] = [
    ["an answer", item, [], "Ada", yes, null],
    ["for a machine", machine, [], "Ada", yes, "machine-answers"],
    ["without its file", file, [], "Ada", yes, "answer-needs-file"],
    ["no needs no file", file, [], "Ada", no, null],
    ["verified", twoEyes, [["Ada", 1, yes]], "Eva", seconded("a0"), null],
    ["by the performer", twoEyes, [["Eva", 1, yes]], "Eva", seconded("a0"), "verifier-is-performer"],
    ["without the duty", twoEyes, [["Ada", 1, yes]], "Bob", seconded("a0"), "verifier-needed"],
    ["without need", item, [["Ada", 1, yes]], "Eva", seconded("a0"), "verification-not-needed"],
    ["of a no", twoEyes, [["Ada", 1, no]], "Eva", seconded("a0"), "nothing-to-verify"],
    ["of nothing", twoEyes, [], "Eva", seconded("a0"), "answer-not-found"],
    [
      "of an earlier one",
      twoEyes,
      [
        ["A", 1, yes],
        ["A", 2, yes],
      ],
      "Eva",
      seconded("a0"),
      "answer-superseded",
    ],
    [
      "twice",
      twoEyes,
      [
        ["A", 1, yes],
        ["B", 2, seconded("a0")],
      ],
      "Eva",
      seconded("a0"),
      "verified-already",
    ],
    [
      "taken back twice",
      item,
      [
        ["A", 1, yes],
        ["A", 2, back("a0")],
      ],
      "A",
      back("a0"),
      "answer-withdrawn",
    ],
    ["asked", item, [], "Ada", ask, null],
    ["asked twice", item, [["Ada", 1, ask]], "Eva", ask, "waiver-open"],
    ["into the past", item, [], "Ada", { ...ask, until: 1 }, "waiver-needs-time"],
    ["for a month", item, [], "Ada", { ...ask, until: month }, "waiver-too-long"],
    ["granted", item, [["Ada", 1, ask]], "Eva", grant("a0"), null],
    ["granted by the asker", item, [["Eva", 1, ask]], "Eva", grant("a0"), "waiver-needs-another"],
    ["granted by anybody", item, [["Ada", 1, ask]], "Bob", grant("a0"), "waiver-granter-needed"],
    [
      "granted twice",
      item,
      [
        ["A", 1, ask],
        ["B", 2, grant("a0")],
      ],
      "Eva",
      grant("a0"),
      "waiver-granted-already",
    ],
    ["ended before granted", item, [["A", 1, ask]], "Eva", end("a0"), "waiver-not-granted"],
    [
      "ended twice",
      item,
      [
        ["A", 1, ask],
        ["B", 2, grant("a0")],
        ["B", 3, end("a0")],
      ],
      "Eva",
      end("a0"),
      "waiver-over",
    ],
    ["granted, not there", item, [], "Eva", grant("a7"), "waiver-not-found"],
  ];
  for (const [name, of, before, byId, act, refused] of cases) {
    const may = { mayVerify: byId === "Eva", mayGrant: byId === "Eva" };
    const found = actRefused({ act, byId, at: 10_000, ...may }, { item: of, acts: acts(...before), openedAt: 0 });
    assert.equal(found, refused, name);
  }
  const early = actRefused(
    { act: yes, byId: "Ada", at: 1, mayVerify: false, mayGrant: true },
    { item, acts: [], openedAt: null },
  );
  assert.equal(early, "pause-point-not-open");
});
