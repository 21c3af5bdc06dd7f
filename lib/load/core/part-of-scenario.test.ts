import assert from "node:assert/strict";
import test from "node:test";
import { readScenario } from "../input/scenario.ts";
import { comesAlong, keptPartOf, type Only, partOf } from "./part-of-scenario.ts";
import { kindsOf, type Scenario, stepsOf } from "./scenario.ts";

const text = `
name: bags
setup:
  - { name: log in, post: /login, form: { user: "u{{vu}}" } }
users:
  - kind: dispatcher
    share: 60
    mix:
      - { name: scan, weight: 3, tags: [write], post: /scan, remember: { bag: $.id } }
      - { name: look, tags: [read], needs: bag, get: "/bags/{{bag}}" }
      - name: receive
        flow:
          - { name: open, get: /open }
          - { name: close, tags: [write], post: /close }
  - kind: biller
    share: 40
    setup:
      - { name: log in as biller, post: /login }
    mix:
      - { name: bill, tags: [read], get: /bills }
`;

const read = readScenario(text);
assert.ok(read.ok, JSON.stringify(read));
const { scenario } = read;

function left(only: Only | null): Scenario {
  const part = partOf(scenario, only);
  assert.ok(part.ok, JSON.stringify(part));
  return part.scenario;
}

const names = (one: Scenario) => stepsOf(one).map(({ name }) => name);
const mixes = (one: Scenario) =>
  kindsOf(one).map(({ name, setup, mix }) => [
    name,
    setup.map((step) => names(one)[step]),
    mix.map(({ steps }) => steps.map((step) => names(one)[step]).join(" > ")),
  ]);

test("all of it", () => {
  assert.equal(left(null), scenario);
  assert.deepEqual(mixes(scenario), [
    ["dispatcher", ["log in"], ["scan", "look", "open > close"]],
    ["biller", ["log in as biller"], ["bill"]],
  ]);
});

test("one kind of users, with its own set-up", () => {
  const billers = left({ kind: "users", users: "biller" });
  assert.deepEqual(names(billers), ["log in as biller", "bill"]);
  assert.deepEqual(mixes(billers), [["biller", ["log in as biller"], ["bill"]]]);
});

test("one tag: a flow stays whole as soon as one of its steps has it", () => {
  assert.deepEqual(mixes(left({ kind: "tag", tag: "write" })), [["dispatcher", ["log in"], ["scan", "open > close"]]]);
});

test("one step", () => {
  assert.deepEqual(mixes(left({ kind: "step", step: "bill" })), [["biller", ["log in as biller"], ["bill"]]]);
});

const refused: [only: Only, sentence: string][] = [
  [{ kind: "step", step: "look" }, "look needs bag, which only scan remembers."],
  [{ kind: "tag", tag: "read" }, "look needs bag, which only scan remembers."],
  [{ kind: "step", step: "nothing" }, "The scenario has no step named nothing."],
  [{ kind: "tag", tag: "x" }, "The scenario has no step with the tag x."],
  [{ kind: "users", users: "admin" }, "The scenario has no kind of users named admin."],
];

test("what cannot be sent alone is refused in a sentence", () => {
  for (const [only, sentence] of refused) assert.deepEqual(partOf(scenario, only), { ok: false, sentence });
});

const codes = `
name: codes
data:
  bags: { file: bags.csv, use: in turn }
users:
  - kind: clerk
    share: 2
    setup:
      - { name: log in, post: /login, remember: { token: $.t } }
    headers: { authorization: "Bearer {{token}}" }
    mix:
      - { name: register, tags: [write], post: /lots, remember: { lots: { last: 3, from: { code: $.code } } } }
      - { name: trace, tags: [read], get: "/trace/{{lots.code}}" }
      - { name: page of a trace, get: "/page/{{lots.code}}", headers: { authorization: none }, remember: { page: $.p } }
      - { name: turn over, tags: [turn], needs: page, get: "/page/next" }
      - { name: bag, tags: [read2], get: "/bags/{{bags.qr_id}}" }
      - name: chain
        flow:
          - { name: ask, post: /ask, tags: [flow], remember: { ticket: $.id } }
          - { name: take, get: "/tickets/{{ticket}}" }
  - kind: guest
    share: 1
    headers: { x-visit: "{{visit}}" }
    mix:
      - { name: come, tags: [guest], post: /visits, headers: { X-Visit: new }, remember: { visit: $.id, page: $.p } }
      - { name: look around, tags: [around, turn], get: / }
`;
const readCodes = readScenario(codes);
assert.ok(readCodes.ok, JSON.stringify(readCodes));
const ofCodes = readCodes.scenario;

const alone: [only: Only, sentence: string | null][] = [
  [{ kind: "step", step: "trace" }, "trace needs lots, which only register remembers."],
  [{ kind: "tag", tag: "read" }, "trace needs lots, which only register remembers."],
  // Its own header takes the place of the one that asks for a token; the path still names a lot.
  [{ kind: "step", step: "page of a trace" }, "page of a trace needs lots, which only register remembers."],
  [{ kind: "step", step: "turn over" }, "turn over needs page, which only page of a trace, come (guest) remember."],
  [{ kind: "tag", tag: "turn" }, "turn over needs page, which only page of a trace, come (guest) remember."],
  [{ kind: "step", step: "look around" }, "look around needs visit, which only come remembers."],
  [{ kind: "step", step: "come" }, null],
  [{ kind: "step", step: "register" }, null],
  [{ kind: "step", step: "bag" }, null],
  [{ kind: "step", step: "take" }, null],
  [{ kind: "users", users: "clerk" }, null],
  [{ kind: "users", users: "guest" }, null],
];

test("what a step names in a path, a body or a header has to be remembered by steps of the same users that are left", () => {
  for (const [only, sentence] of alone) {
    const part = partOf(ofCodes, only);
    assert.equal(part.ok ? null : part.sentence, sentence, JSON.stringify(only));
  }
});

test("a part that is refused can still be read where a run was begun with it", () => {
  const part = keptPartOf(ofCodes, { kind: "step", step: "trace" });
  assert.ok(part.ok);
  assert.deepEqual(names(part.scenario), ["log in", "trace"]);
});

test("what comes along with a part because it stands in a flow is named", () => {
  const along = (one: Scenario, only: Only | null) => {
    const part = partOf(one, only);
    assert.ok(part.ok);
    return comesAlong(part.scenario, only);
  };
  assert.deepEqual(along(ofCodes, { kind: "tag", tag: "flow" }), ["take"]);
  assert.deepEqual(along(scenario, { kind: "tag", tag: "write" }), ["open"]);
  assert.deepEqual(along(scenario, { kind: "users", users: "dispatcher" }), []);
  assert.deepEqual(along(scenario, null), []);
});
