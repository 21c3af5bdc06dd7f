import assert from "node:assert/strict";
import test, { after, before, beforeEach } from "node:test";
import { and, asc, eq } from "drizzle-orm";
import { events } from "#drizzle/schema/platform.ts";
import { aPlace } from "#lib/load/testing/a-run.ts";
import { type Actor, makeCtx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { aPlant, type TestPlant } from "#sandbox/testing/a-plant.ts";
import type { SystemFaults } from "./core/plant.ts";
import { readFaults } from "./read-faults.ts";
import { switchAllOff } from "./switch-all-off.ts";
import { switchFaultOff } from "./switch-fault-off.ts";
import { switchFaultOn } from "./switch-fault-on.ts";

let database: TestDatabase;
let plant: TestPlant;
let ids: Record<"new" | "legacy", string>;
before(async () => {
  database = await testDatabase();
  plant = await aPlant(database.ctx);
  ids = plant.ids;
});
beforeEach(() => plant.startAgain());
after(async () => {
  await plant.leave();
  await database.close();
});

const person = (name: string): Actor => ({ kind: "person", id: name, name, roles: ["lead"] });
const as = (name: string) => makeCtx(database.ctx.db, person(name));
const pilot = "practice";

type On = { role: string; fault: string; figures: object; by: string | null };

function onIn(systems: readonly SystemFaults[]): On[] {
  return systems.flatMap((one) =>
    one.answers ? one.on.map(({ fault, figures, by }) => ({ role: one.role, fault, figures, by })) : [],
  );
}

async function nowOn(): Promise<On[]> {
  const read = await readFaults(database.ctx, { pilot });
  assert.ok(read.ok);
  assert.deepEqual(
    read.systems.map(({ name, answers }) => [name, answers]),
    [
      ["practice-new", true],
      ["practice-legacy", true],
    ],
  );
  return onIn(read.systems);
}

async function practiceEvents() {
  const { actorName, verb, before, after, pilotId, subjectId } = events;
  const rows = await database.ctx.db
    .select({ actorName, verb, before, after, pilotId, subjectId })
    .from(events)
    .where(and(eq(events.subjectKind, "practice")))
    .orderBy(asc(events.sequence));
  assert.ok(rows.every((row) => row.pilotId === row.subjectId));
  return rows.map((row) => ({ who: row.actorName, verb: row.verb, before: row.before, after: row.after }));
}

async function eventsOf(work: () => Promise<unknown>) {
  const earlier = (await practiceEvents()).length;
  await work();
  return (await practiceEvents()).slice(earlier);
}

test("switched on, on anew, off: the plant does it, and each is an event with who, before and after", async () => {
  const happened = await eventsOf(async () => {
    const half = { pilot, system: ids.legacy, fault: "errorRatio", figures: { ratio: 1, route: "health" } };
    const switched = await switchFaultOn(as("Karel Šťastný"), half);
    assert.ok(switched.ok);
    assert.deepEqual(onIn([switched.system]), await nowOn());
    assert.equal((await fetch(`${plant.legacyUrl}/health`)).status, 503);
    assert.equal((await fetch(`${plant.newUrl}/health`)).status, 200);
    await switchFaultOn(as("Anna"), { ...half, figures: { ratio: 0 } });
    assert.deepEqual(await nowOn(), [{ role: "legacy", fault: "errorRatio", figures: { ratio: 0 }, by: "Anna" }]);
    const off = await switchFaultOff(as("Anna"), half);
    assert.ok(off.ok && off.system.answers);
    assert.deepEqual([off.system.on, await nowOn()], [[], []]);
    // Off already: nothing was decided.
    assert.ok((await switchFaultOff(as("Anna"), half)).ok);
  });
  const first = { ratio: 1, route: "health" };
  const named = { system: "practice-legacy", fault: "errorRatio" };
  assert.deepEqual(happened, [
    { who: "Karel Šťastný", verb: "fault.switched-on", before: null, after: { ...named, figures: first } },
    { who: "Anna", verb: "fault.switched-on", before: { figures: first }, after: { ...named, figures: { ratio: 0 } } },
    { who: "Anna", verb: "fault.switched-off", before: { figures: { ratio: 0 } }, after: named },
  ]);
  const read = await readFaults(database.ctx, { pilot });
  assert.ok(read.ok);
  assert.deepEqual(
    read.happened.slice(0, 3).map(({ who, sentence }) => `${who}: ${sentence}`),
    [
      "Anna: Switched off in practice-legacy: Errors.",
      "Anna: Switched on in practice-legacy: Errors, 0 %.",
      "Karel Šťastný: Switched on in practice-legacy: Errors, 100 %, GET /health only.",
    ],
  );
});

test("several at once: one after the other, each knows what it found, and all are told what is on", async () => {
  const ask = (name: string, fault: string, figures: Record<string, number>) =>
    switchFaultOn(as(name), { pilot, system: ids.new, fault, figures });
  const factors = [1, 2, 3, 4, 5, 6];
  const happened = await eventsOf(async () => {
    const slows = factors.map((factor) => ask(`Person ${factor}`, "slow", { factor }));
    const done = await Promise.all([...slows, ask("Karel", "timeZone", {}), ask("Anna", "leak", { kibPerRequest: 2 })]);
    assert.ok(done.every(({ ok }) => ok));
  });
  const on = await nowOn();
  assert.deepEqual(on.map(({ fault }) => fault).sort(), ["leak", "slow", "timeZone"]);
  const slows = happened.filter(({ after }) => Object(after).fault === "slow");
  const figures = slows.map(({ after }) => Object(after).figures);
  assert.deepEqual(
    slows.map(({ before }) => (before === null ? null : Object(before).figures)),
    [null, ...figures.slice(0, -1)],
  );
  // Whose is on is who came last in the log.
  const slow = on.find(({ fault }) => fault === "slow");
  assert.deepEqual([slow?.by, slow?.figures], [slows.at(-1)?.who, figures.at(-1)]);
});

test("all off: in both systems, with one event that says what was on; with nothing on, without", async () => {
  await switchFaultOn(as("Anna"), { pilot, system: ids.new, fault: "timeZone", figures: {} });
  await fetch(`${plant.legacyUrl}/faults`, { method: "PUT", body: '{"stall":{"forMs":1},"slow":{"addMs":1}}' });
  assert.equal((await nowOn()).filter(({ by }) => by === null).length, 2);
  const happened = await eventsOf(async () => {
    const off = await switchAllOff(as("Karel"), { pilot });
    assert.ok(off.ok);
    assert.deepEqual([onIn(off.systems), await nowOn()], [[], []]);
    assert.ok((await switchAllOff(as("Karel"), { pilot })).ok);
  });
  const before = [
    { system: "practice-new", fault: "timeZone", figures: {} },
    { system: "practice-legacy", fault: "stall", figures: { forMs: 1 } },
    { system: "practice-legacy", fault: "slow", figures: { addMs: 1 } },
  ];
  assert.deepEqual(happened, [{ who: "Karel", verb: "faults.switched-off", before, after: null }]);
});

test("a plant that has started again says so: nothing is on, and since when it runs", async () => {
  await switchFaultOn(as("Anna"), { pilot, system: ids.new, fault: "slowStart", figures: { seconds: 5 } });
  const startedAt = async () => {
    const read = await readFaults(database.ctx, { pilot });
    const [system] = read.ok ? read.systems : [];
    return system?.answers ? Date.parse(system.startedAt) : Number.NaN;
  };
  const first = await startedAt();
  await plant.startAgain();
  assert.deepEqual(await nowOn(), []);
  assert.ok((await startedAt()) > first);
});

test("what does not fit is refused, and nothing is switched or written down", async () => {
  const place = await aPlace(database.ctx);
  const on = (change: object) =>
    switchFaultOn(as("Anna"), { pilot, system: ids.new, fault: "slow", figures: { factor: 2 }, ...change });
  const cases: [what: string, ask: () => Promise<{ ok: boolean }>, refusal: string][] = [
    ["an unknown fault", () => on({ fault: "fast" }), "fault-not-found"],
    ["a name every object has", () => on({ fault: "constructor" }), "fault-not-found"],
    ["an unknown fault off", () => switchFaultOff(as("A"), { pilot, system: ids.new, fault: "x" }), "fault-not-found"],
    ["a difference of legacy", () => on({ system: ids.legacy, fault: "timeZone", figures: {} }), "fault-new-only"],
    ["out of bounds", () => on({ figures: { factor: 1001 } }), "fault-figures"],
    ["a system of another pilot", () => on({ system: place.systemId }), "system-not-found"],
    ["no figure", () => on({ figures: {} }), "fault-figures"],
    ["an unknown endpoint", () => on({ figures: { factor: 1, route: "shop" } }), "fault-figures"],
    ["another pilot", () => on({ pilot: place.pilot }), "practice-only"],
    ["no pilot", () => on({ pilot: "nowhere" }), "pilot-not-found"],
    ["all off elsewhere", () => switchAllOff(as("Anna"), { pilot: place.pilot }), "practice-only"],
    ["read elsewhere", () => readFaults(as("Anna"), { pilot: place.pilot }), "practice-only"],
  ];
  const happened = await eventsOf(async () => {
    for (const [what, ask, refusal] of cases) assert.equal(Reflect.get(await ask(), "refusal"), refusal, what);
  });
  assert.deepEqual([happened, await nowOn()], [[], []]);
});

test("with GANTRY_SANDBOX=off there is no plant", async (t) => {
  const was = process.env["GANTRY_SANDBOX"];
  t.after(() => {
    if (was === undefined) delete process.env["GANTRY_SANDBOX"];
    else process.env["GANTRY_SANDBOX"] = was;
  });
  process.env["GANTRY_SANDBOX"] = "off";
  const read = await readFaults(database.ctx, { pilot });
  assert.deepEqual([read.ok, Reflect.get(read, "refusal")], [false, "practice-off"]);
  const off = await switchAllOff(as("Anna"), { pilot });
  assert.deepEqual([off.ok, Reflect.get(off, "refusal")], [false, "practice-off"]);
});

/** What stands in the plant's place, and what is said of it. */
const others: [what: string, instead: Parameters<TestPlant["leave"]>[0], why: string][] = [
  ["nobody", undefined, "does not answer"],
  ["another program", (_, answer) => answer.end("{}"), "answers, but not as the plant does"],
  ["one that speaks no JSON", (_, answer) => answer.end("<html>"), "answers, but not as the plant does"],
  ["one that cuts", (request) => request.socket.destroy(), "does not answer"],
  ["one that leads elsewhere", (_, answer) => answer.writeHead(302, { location: "/" }).end(), "does not answer"],
  ["one that is silent", () => {}, "has not answered within 2 seconds"],
];
for (const [what, instead, why] of others)
  test(`the plant is away, ${what} in its place: the page is told, and nothing is switched`, async () => {
    const asked: string[] = [];
    await plant.leave(
      instead &&
        ((request, answer) => {
          asked.push(String(request.method));
          instead(request, answer);
        }),
    );
    const happened = await eventsOf(async () => {
      const read = await readFaults(database.ctx, { pilot });
      assert.ok(read.ok);
      for (const system of read.systems) assert.ok(!system.answers && system.why === why, JSON.stringify(system));
      const on = { pilot, system: ids.new, fault: "slow", figures: { factor: 2 } };
      const refused = await switchFaultOn(as("Anna"), on);
      assert.ok(!refused.ok && refused.refusal === "plant-away");
      assert.deepEqual(refused.details?.says, { name: "practice-new", address: plant.newUrl, why });
    });
    assert.deepEqual(happened, []);
    // Whoever listens there instead was only ever asked.
    assert.deepEqual(
      asked.filter((method) => method !== "GET"),
      [],
    );
  });
