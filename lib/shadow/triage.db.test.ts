import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { verbsAbout } from "#lib/load/testing/a-run.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { disposeGroup } from "./dispose-group.ts";
import { linkGroup } from "./link-group.ts";
import { markCritical } from "./mark-critical.ts";
import { ownGroup } from "./own-group.ts";
import { partPair, rejoinPair } from "./part-pair.ts";
import { readCoverage } from "./read-coverage.ts";
import { readGroup } from "./read-group.ts";
import { readGroups } from "./read-groups.ts";
import { readGroupsCsv } from "./read-groups-csv.ts";
import { recheckGroup } from "./recheck-group.ts";
import { secondDisposition } from "./second-disposition.ts";
import { setWindow } from "./set-window.ts";
import { aShadowPilot, found, somebody } from "./testing/a-shadow-pilot.ts";
import { aDiffering, anAnswer, anExchange } from "./testing/an-exchange.ts";
import { undoAct } from "./undo-act.ts";

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

const times = <T>(n: number, make: () => T) => Array.from({ length: n }, make);
const ratio = (value: number | null) => (value === null ? null : Math.round(value * 1_000) / 1_000);

test("without exchanges there is no parity, and a pilot that is not there is said", async () => {
  const { parity, pilot } = await aShadowPilot(ctx);
  const { parity: figures, gate, window, arrivals } = await parity();
  assert.deepEqual([figures.parity, figures.n, gate.isGood, window, arrivals], [null, 0, false, null, null]);
  assert.match(gate.missing, /no exchanges yet/);
  const nowhere = await readGroup(ctx, { pilot, group: 7 });
  assert.ok(!nowhere.ok && nowhere.refusal === "group-not-found");
});

test("a disposition changes parity exactly, and undo gives it back", async () => {
  const { pilot, record, parity } = await aShadowPilot(ctx);
  const both = anAnswer({ id: 17, weight_kg: 13, lot: "x" });
  await record([
    ...times(6, () => anExchange()),
    ...times(3, () => aDiffering("weight_kg", 13)),
    anExchange({ candidate: both }),
  ]);
  const lead = await somebody(ctx);
  const accept = { disposition: "accept" as const, reason: "rounded on purpose" };
  const seen = async () => {
    const { parity: p } = await parity();
    return [p.n, ratio(p.parity), ratio(p.strict), p.accepted, p.differing, p.notTheSame];
  };
  assert.deepEqual(await seen(), [10, 0.6, 0.6, 0, 4, 0]);
  assert.equal(found(await disposeGroup(lead, { pilot, group: 1, ...accept })).standing.state, "accepted");
  assert.deepEqual(await seen(), [10, 0.9, 0.6, 3, 1, 0]);
  await disposeGroup(lead, { pilot, group: 2, ...accept });
  assert.deepEqual(await seen(), [10, 1, 0.6, 4, 0, 0]);
  await undoAct(lead, { pilot, group: 2 });
  assert.deepEqual(await seen(), [10, 0.9, 0.6, 3, 1, 0]);
  await disposeGroup(lead, { pilot, group: 2, disposition: "not-the-same", reason: "answers of two users" });
  assert.deepEqual(await seen(), [9, 1, 0.667, 3, 0, 1]);
  assert.equal(
    found(await disposeGroup(lead, { pilot, group: 1, disposition: "fix", reason: "" })).standing.state,
    "fixing",
  );
  assert.deepEqual(await seen(), [9, 0.667, 0.667, 0, 3, 1]);
  assert.ok((await verbsAbout(ctx, "1")).includes("shadow-group.disposed"));
});

test("legacy wrong waits for the product owner, a critical field for a second person", async () => {
  const { pilot, pilotId, record } = await aShadowPilot(ctx);
  await record([aDiffering("weight_kg", 13), aDiffering("qc", "hold")]);
  const [lead, second, owner] = [await somebody(ctx), await somebody(ctx), await somebody(ctx, pilotId)];
  const critical = [{ endpoint: "*", path: "$.weight_kg" }];
  found(await markCritical(lead, { pilot, critical, why: "quantities" }));
  const wrong = { disposition: "legacy-wrong" as const, reason: "legacy adds the tare" };
  assert.deepEqual(found(await disposeGroup(lead, { pilot, group: 2, ...wrong })).standing.needs, ["product-owner"]);
  const refused = await secondDisposition(second, { pilot, group: 2 });
  assert.ok(!refused.ok && refused.refusal === "needs-product-owner");
  assert.equal(found(await secondDisposition(owner, { pilot, group: 2 })).standing.state, "accepted");
  const accept = { disposition: "accept" as const, reason: "intended" };
  assert.equal(found(await disposeGroup(lead, { pilot, group: 1, ...accept })).standing.state, "waiting");
  const self = await secondDisposition(lead, { pilot, group: 1 });
  assert.ok(!self.ok && self.refusal === "second-is-first");
  assert.equal(found(await secondDisposition(second, { pilot, group: 1 })).standing.state, "accepted");
});

test("two second yeses at once: one of them counts", async () => {
  const { pilot, pilotId, record } = await aShadowPilot(ctx);
  await record([aDiffering("weight_kg", 13)]);
  const [lead, owner] = [await somebody(ctx), await somebody(ctx, pilotId)];
  await disposeGroup(lead, { pilot, group: 1, disposition: "legacy-wrong", reason: "as said" });
  const both = await Promise.all(times(2, () => secondDisposition(owner, { pilot, group: 1 })));
  assert.deepEqual(both.map((one) => one.ok).sort(), [false, true]);
});

test("owner and link stand beside the disposition", async () => {
  const { pilot, record, groups } = await aShadowPilot(ctx);
  await record([aDiffering("weight_kg", 13)]);
  await ownGroup(ctx, { pilot, group: 1, owner: "Team new" });
  await linkGroup(ctx, { pilot, group: 1, link: "https://issues.example.org/17" });
  const [group] = await groups();
  assert.deepEqual([group?.standing.owner, group?.standing.link], ["Team new", "https://issues.example.org/17"]);
  const empty = await undoAct(ctx, { pilot, group: 9 });
  assert.ok(!empty.ok && empty.refusal === "group-not-found");
});

test("a pair that is not the same request leaves parity and is counted there", async () => {
  const { pilot, record, parity } = await aShadowPilot(ctx);
  await record([anExchange(), aDiffering("weight_kg", 13), aDiffering("weight_kg", 14)]);
  const { pairs } = found(await readGroup(ctx, { pilot, group: 1 }));
  const asked = { pilot, pair: pairs[0]?.id ?? "", why: "two users at once" };
  const both = await Promise.all([partPair(ctx, asked), partPair(ctx, asked)]);
  assert.deepEqual(both.map((one) => (one.ok ? "" : one.refusal)).sort(), ["", "pair-not-comparable"]);
  const { parity: figures } = await parity();
  assert.deepEqual([figures.n, figures.differing], [2, 1]);
  const coverage = found(await readCoverage(ctx, { pilot }));
  assert.equal(coverage.endpoints[0]?.notCompared["not-the-same"], 1);
  assert.equal(found(await readGroup(ctx, { pilot, group: 1 })).group.n, 1);
});

test("a pair that was set apart is taken back and counts as before", async () => {
  const place = await aShadowPilot(ctx);
  const { pilot, record, parity } = place;
  const standing = async () => {
    const { group, pairs, kept, parted } = found(await readGroup(ctx, { pilot, group: 1 }));
    const { parity: figures } = await parity();
    const { endpoints } = found(await readCoverage(ctx, { pilot }));
    const apart = endpoints[0]?.notCompared["not-the-same"] ?? 0;
    const shown = pairs.map(({ id, first }) => [id, first]);
    return { n: group.n, total: group.total, kept, shown, parted: parted.length, figures, apart };
  };
  await record([anExchange(), aDiffering("weight_kg", 13), aDiffering("weight_kg", 14)]);
  const before = await standing();
  const { pairs } = found(await readGroup(ctx, { pilot, group: 1 }));
  const asked = { pilot, pair: pairs.find(({ first }) => first)?.id ?? "" };
  const early = await rejoinPair(ctx, asked);
  assert.equal(early.ok ? "" : early.refusal, "nothing-to-undo");
  found(await partPair(ctx, { ...asked, why: "two users at once" }));
  const apart = await standing();
  assert.deepEqual([apart.total, apart.kept, apart.parted, apart.apart, apart.figures.n], [1, 1, 1, 1, 2]);
  const both = await Promise.all([rejoinPair(ctx, asked), rejoinPair(ctx, asked)]);
  assert.deepEqual(both.map((one) => (one.ok ? "" : one.refusal)).sort(), ["", "nothing-to-undo"]);
  assert.deepEqual(await standing(), before);
  found(await partPair(ctx, { ...asked, why: "and again" }));
  assert.deepEqual(await standing(), apart);
  const missing = await rejoinPair(ctx, { pilot, pair: "00000000-0000-7000-8000-000000000000" });
  assert.equal(missing.ok ? "" : missing.refusal, "pair-not-found");
});

test("a fixed group leaves parity by a re-check in the new version's window, and opens again when it is seen again", async () => {
  const { pilot, record, parity, groups } = await aShadowPilot(ctx);
  const old = Date.now() - 7_200_000;
  await record([anExchange({ at: old }), aDiffering("weight_kg", 13, { at: old })]);
  await disposeGroup(ctx, { pilot, group: 1, disposition: "fix", reason: "" });
  const { from } = found(await setWindow(ctx, { pilot, from: "now", to: null, version: "1.4.2", why: "new version" }));
  const early = await recheckGroup(ctx, { pilot, group: 1 });
  assert.ok(!early.ok && early.refusal === "nothing-since");
  await record([anExchange({ at: Date.parse(from) + 1 }), anExchange({ at: old + 1 })]);
  assert.deepEqual([(await parity()).parity.n, (await parity()).window?.version], [1, "1.4.2"]);
  assert.equal(found(await recheckGroup(ctx, { pilot, group: 1 })).standing.state, "fixed");
  found(await setWindow(ctx, { pilot, from: new Date(old).toISOString(), to: null, version: null, why: "all of it" }));
  const { parity: figures } = await parity();
  assert.deepEqual([figures.n, figures.leftOut, figures.parity], [3, 1, 1]);
  await record([aDiffering("weight_kg", 13, { at: old + 2 })]);
  assert.equal((await groups())[0]?.standing.state, "fixed");
  await record([aDiffering("weight_kg", 13, { at: Date.now() + 1_000 })]);
  assert.deepEqual([(await groups())[0]?.standing.state, (await groups())[0]?.standing.reopened], ["open", 1]);
});

test("the list has critical groups first, then by count, and is filtered by words and state", async () => {
  const { pilot, record } = await aShadowPilot(ctx);
  await record([
    ...times(3, () => aDiffering("lot", 1)),
    ...times(5, () => aDiffering("qc", "x")),
    aDiffering("weight_kg", 1),
  ]);
  await markCritical(ctx, { pilot, critical: [{ endpoint: "*", path: "$.weight_kg" }], why: "quantities" });
  const numbers = async (filter: string, state: "all" | "open" | "fixed" = "all") =>
    found(await readGroups(ctx, { pilot, filter, state })).groups.map(({ number }) => number);
  assert.deepEqual(await numbers(""), [3, 2, 1]);
  const cases: [filter: string, expected: number[]][] = [
    ["qc", [2]],
    ["CRITICAL", [3]],
    ["/lots extra", [2, 1]],
    ["nothing", []],
  ];
  for (const [filter, expected] of cases) assert.deepEqual(await numbers(filter), expected, filter);
  assert.deepEqual(await numbers("", "fixed"), []);
  const [first] = found(await readGroups(ctx, { pilot, filter: "qc", state: "all" })).groups;
  assert.deepEqual([first?.n, ratio(first?.share ?? null), first?.examples.length], [5, 0.556, 3]);
});

test("the file has a row a group, and nothing in it is a formula", async () => {
  const { pilot, record } = await aShadowPilot(ctx);
  await record([aDiffering("=cmd", 1)]);
  const { text } = found(await readGroupsCsv(ctx, { pilot }));
  const [head, row] = text.split("\r\n");
  assert.ok(head?.startsWith("group,endpoint,path"));
  assert.match(row ?? "", /^1,GET \/lots\/\{id\},/);
});
