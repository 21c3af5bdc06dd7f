import assert from "node:assert/strict";
import test from "node:test";
import {
  type Act,
  type ActRefused,
  type Disposition,
  type GroupState,
  hasComeBack,
  refusalOf,
  standingOf,
} from "./dispositions.ts";

let clock = 0;
const disposed = (disposition: Disposition, by = "ann", asProductOwner = false): Act => ({
  ...{ at: ++clock, by, do: "disposed", disposition, reason: "because", asProductOwner },
  ...(disposition === "noise-rule" ? { rule: "r1" } : {}),
});
const seconded = (by = "bob", asProductOwner = false): Act => ({ at: ++clock, by, do: "seconded", asProductOwner });
const undone = (by = "ann"): Act => ({ at: ++clock, by, do: "undone" });
const owner = (name: string | null): Act => ({ at: ++clock, by: "ann", do: "owner-set", owner: name });
const link = (text: string | null): Act => ({ at: ++clock, by: "ann", do: "link-set", link: text });
const rechecked = (isGone: boolean): Act => ({ at: ++clock, by: "ann", do: "rechecked", isGone, exchanges: 200 });
const reopened = (): Act => ({ at: ++clock, by: "mirror", do: "reopened", seenAt: clock });

const cases: [name: string, acts: Act[], isCritical: boolean, state: GroupState, needs: string[]][] = [
  ["nobody said anything", [], false, "open", []],
  ["an owner alone decides nothing", [owner("joe")], false, "open", []],
  ["to be mended", [disposed("fix")], false, "fixing", []],
  ["mended and re-checked", [disposed("fix"), rechecked(true)], false, "fixed", []],
  ["re-checked and still there", [disposed("fix"), rechecked(false)], false, "fixing", []],
  ["still there at a later re-check", [disposed("fix"), rechecked(true), rechecked(false)], false, "fixing", []],
  ["back after it was gone", [disposed("fix"), rechecked(true), reopened()], false, "open", []],
  [
    "mended again",
    [disposed("fix"), rechecked(true), reopened(), disposed("fix"), rechecked(true)],
    false,
    "fixed",
    [],
  ],
  ["a critical fault may be given to be mended by one", [disposed("fix")], true, "fixing", []],
  ["accepted", [disposed("accept")], false, "accepted", []],
  ["legacy wrong, says anyone", [disposed("legacy-wrong")], false, "waiting", ["product-owner"]],
  ["legacy wrong, says the product owner", [disposed("legacy-wrong", "po", true)], false, "accepted", []],
  ["legacy wrong, the product owner agrees", [disposed("legacy-wrong"), seconded("po", true)], false, "accepted", []],
  [
    "legacy wrong, somebody else agrees",
    [disposed("legacy-wrong"), seconded("bob")],
    false,
    "waiting",
    ["product-owner"],
  ],
  ["critical, accepted by one", [disposed("accept")], true, "waiting", ["second-person"]],
  ["critical, accepted by two", [disposed("accept"), seconded()], true, "accepted", []],
  ["critical, by the same person twice", [disposed("accept"), seconded("ann")], true, "waiting", ["second-person"]],
  ["critical, a rule by one", [disposed("noise-rule")], true, "waiting", ["second-person"]],
  ["critical, no pair, by one", [disposed("not-the-same")], true, "waiting", ["second-person"]],
  [
    "critical and legacy wrong, the product owner alone",
    [disposed("legacy-wrong", "po", true)],
    true,
    "waiting",
    ["second-person"],
  ],
  ["critical and legacy wrong, with another", [disposed("legacy-wrong", "po", true), seconded()], true, "accepted", []],
  [
    "critical and legacy wrong, two without the product owner",
    [disposed("legacy-wrong"), seconded()],
    true,
    "waiting",
    ["product-owner"],
  ],
  ["no pair", [disposed("not-the-same")], false, "not-the-same", []],
  ["taken back", [disposed("accept"), undone()], false, "open", []],
  ["taken back to what was said before", [disposed("fix"), disposed("accept"), undone()], false, "fixing", []],
  ["the second's yes taken back", [disposed("accept"), seconded(), undone("bob")], true, "waiting", ["second-person"]],
  [
    "said anew, the old yes is gone",
    [disposed("accept"), seconded(), disposed("noise-rule")],
    true,
    "waiting",
    ["second-person"],
  ],
  ["taken back more often than said", [disposed("accept"), undone(), undone(), disposed("fix")], false, "fixing", []],
  ["what came back cannot be taken back", [disposed("fix"), rechecked(true), reopened(), undone()], false, "open", []],
];
for (const [name, acts, isCritical, state, needs] of cases)
  test(`stands: ${name}`, () => {
    const standing = standingOf(acts, { isCritical });
    assert.equal(standing.state, state);
    assert.deepEqual(standing.needs, needs);
  });

test("owner and link stay when a group comes back; what was said does not", () => {
  const standing = standingOf([owner("joe"), link("T-1"), disposed("fix"), rechecked(true), reopened()], {
    isCritical: false,
  });
  assert.deepEqual([standing.owner, standing.link, standing.disposition, standing.reopened], ["joe", "T-1", null, 1]);
});

const effects: [acts: Act[], effect: string][] = [
  [[], "counts"],
  [[disposed("fix")], "counts"],
  [[disposed("fix"), rechecked(true)], "left-out"],
  [[disposed("accept")], "accepted"],
  [[disposed("not-the-same")], "not-the-same"],
  [[disposed("legacy-wrong")], "counts"],
];
for (const [acts, effect] of effects)
  test(`${acts.map((act) => act.do).join(", ") || "nothing"} makes it ${effect}`, () =>
    assert.equal(standingOf(acts, { isCritical: false }).effect, effect));

test("a group that was gone has come back only by an exchange made after the re-check", () => {
  const standing = standingOf([disposed("fix"), { at: 5000, by: "ann", do: "rechecked", isGone: true, exchanges: 9 }], {
    isCritical: false,
  });
  assert.equal(hasComeBack(standing, 5000), false);
  assert.equal(hasComeBack(standing, 5001), true);
  assert.equal(hasComeBack(standingOf([disposed("fix")], { isCritical: false }), 9999), false);
});

test("what a rule settled has come back when it is seen after that: the rule does not cover it", () => {
  const act = disposed("noise-rule");
  const standing = standingOf([act], { isCritical: false });
  assert.deepEqual([hasComeBack(standing, act.at), hasComeBack(standing, act.at + 1)], [false, true]);
  assert.equal(hasComeBack(standingOf([disposed("accept")], { isCritical: false }), 9999), false);
});

const noReason: Act = { at: 1, by: "ann", do: "disposed", disposition: "accept", reason: " ", asProductOwner: false };
const noRule: Act = { ...noReason, disposition: "noise-rule" } as Act;
const refused: [name: string, act: Act, acts: Act[], isCritical: boolean, refusal: ActRefused | null][] = [
  ["accepted without a reason", noReason, [], false, "reason-missing"],
  ["mended without a reason", { ...noReason, disposition: "fix" } as Act, [], false, null],
  ["a noise rule without its rule", noRule, [], false, "rule-missing"],
  ["a yes to nothing", seconded(), [], false, "nothing-to-second"],
  ["a yes that nobody needs", seconded(), [disposed("accept")], false, "nothing-to-second"],
  ["a yes to one's own word", seconded("ann"), [disposed("accept")], true, "second-is-first"],
  ["a second person's yes", seconded("bob"), [disposed("accept")], true, null],
  [
    "a yes where the product owner's is needed",
    seconded("bob"),
    [disposed("legacy-wrong")],
    false,
    "needs-product-owner",
  ],
  ["the product owner's yes", seconded("po", true), [disposed("legacy-wrong")], false, null],
  ["a yes where both are needed", seconded("bob"), [disposed("legacy-wrong")], true, null],
  ["the same yes twice", seconded("bob"), [disposed("legacy-wrong"), seconded("bob")], true, "seconded-already"],
  ["nothing to take back", undone(), [], false, "nothing-to-undo"],
  [
    "taken back after the product's own finding",
    undone(),
    [disposed("fix"), rechecked(true)],
    false,
    "nothing-to-undo",
  ],
  ["a re-check of what nobody mends", rechecked(true), [disposed("accept")], false, "not-being-fixed"],
  ["an owner at any time", owner("joe"), [], false, null],
];
for (const [name, act, acts, isCritical, refusal] of refused)
  test(`refused: ${name}`, () => assert.equal(refusalOf(act, acts, { isCritical }), refusal));
