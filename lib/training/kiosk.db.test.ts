import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import test, { after, before } from "node:test";
import { aSession, sessionCookie, testPassword } from "#lib/access/testing/person.ts";
import { useWebConnection } from "#lib/platform/http/web-connection.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { clearPin } from "./clear-pin.ts";
import { closeSession } from "./close-session.ts";
import type { ArrivalAnswer } from "./core/kiosk-view.ts";
import { markSession } from "./mark-session.ts";
import { reopenSession } from "./reopen-session.ts";
import {
  aKioskPlant,
  aTablet,
  type KioskPlant,
  pinSet,
  sealed,
  signed,
  type Tablet,
  tabletWith,
  trainerSigned,
} from "./testing/a-kiosk.ts";
import { aMark } from "./testing/a-session.ts";
import { unlockOperator } from "./unlock-operator.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
  useWebConnection(database.connection);
});
after(() => database.close());

const pin = "405918";
const otherPin = "730264";

async function trainersCookie({ trainer }: KioskPlant): Promise<string> {
  const id = trainer.actor.id;
  return sessionCookie({ id, sessionId: await aSession(database.ctx.db, id) });
}

type Here = KioskPlant & { tablet: Tablet; ids: string[] };

/** A plant with a tablet; the first `pins` operators have a PIN. */
async function here(many: number, pins = many): Promise<Here> {
  const plant = await aKioskPlant(database.ctx, many);
  const tablet = await aTablet(plant, await trainersCookie(plant));
  const view = await tablet.view();
  const ids = plant.operators.map(({ id }) => id);
  const set = await Promise.all(ids.slice(0, pins).map((id) => pinSet(view, id, pin)));
  if (set.length > 0)
    assert.deepEqual(
      results(await tablet.send(...set)),
      set.map(() => "pin-set"),
    );
  return { ...plant, tablet, ids };
}

const results = (answers: readonly ArrivalAnswer[]) => answers.map(({ result }) => result);
const first = <T>(list: readonly T[]): T => list[0] ?? assert.fail("nothing there");

async function signatures(operatorId: string, as = "operator"): Promise<string[]> {
  const rows = await database.connection.sql`select id, by from training_acts
    where operator_id = ${operatorId} and act ->> 'do' = 'signed' and act ->> 'as' = ${as}`;
  return rows.map((row) => `${row["id"]}`);
}

async function verbs(kind: string, id: string): Promise<string[]> {
  const rows = await database.connection
    .sql`select verb from events where subject_kind = ${kind} and subject_id = ${id} order by sequence`;
  return rows.map((row) => String(row["verb"]));
}

test("a first PIN, a signature with it, the trainer's, and the view that follows", async () => {
  const { tablet, ids, operators, trainer } = await here(2, 0);
  const id = first(ids);
  const start = await tablet.view();
  assert.deepEqual([start.operators[0]?.standing, start.operators[0]?.hasPin], ["ready", false]);
  assert.equal(start.operators[0]?.shown.de?.shown.module.name, "QC-Tore");
  const arrivals = [await pinSet(start, id, pin), await signed(start, id, pin, { language: "de" })];
  assert.deepEqual(results(await tablet.send(...arrivals)), ["pin-set", "signed"]);
  const between = await tablet.view();
  assert.equal(between.operators[0]?.standing, "operator-signed");
  assert.deepEqual(
    between.trainer.toSign.map(({ operatorId }) => operatorId),
    [id],
  );
  const answer = first(await tablet.send(await trainerSigned(between, testPassword)));
  assert.deepEqual([answer.result, answer.operators], ["signed", [{ operatorId: id, result: "signed" }]]);
  const end = await tablet.view();
  assert.equal(end.operators[0]?.standing, "signed");
  assert.deepEqual(end.trainer.toSign, []);
  const [act] = await database.connection.sql`select * from training_acts where id = ${arrivals[1]?.id ?? ""}`;
  const { name, badge } = first(operators);
  assert.deepEqual([act?.["by"], act?.["by_id"], act?.["act"].language], [`${name} (${badge})`, id, "de"]);
  const [trainers] = await database.connection
    .sql`select * from training_acts where operator_id = ${id} and act ->> 'as' = 'trainer'`;
  assert.equal(trainers?.["by_id"], trainer.actor.id);
  assert.deepEqual(await verbs("operator", id), ["operator.pin-set"]);
});

test("what a first PIN may not be", async () => {
  const { tablet, ids, operators } = await here(2, 1);
  const view = await tablet.view();
  const [has, has_no] = [ids[0] ?? "", ids[1] ?? ""];
  const badge = (operators[1]?.badge ?? "").padStart(6, "0");
  const arrivals = [
    await pinSet(view, has, otherPin),
    await pinSet(view, has_no, "121212"),
    await pinSet(view, has_no, badge),
    await pinSet(view, has_no, "12345"),
    await pinSet(view, randomUUID(), otherPin),
    await signed(view, has_no, otherPin),
  ];
  const expected = ["pin-already-set", "pin-trivial", "pin-trivial", "not-opened", "not-in-session", "pin-not-set"];
  assert.deepEqual(results(await tablet.send(...arrivals)), expected);
});

test("five wrong PINs lock that operator only; a right one between resets; a trainer unlocks, which is recorded", async () => {
  const { tablet, ids, trainer, where } = await here(2);
  const [one, other] = [ids[0] ?? "", ids[1] ?? ""];
  const view = await tablet.view();
  const answers: ArrivalAnswer[] = [];
  for (let n = 0; n < 6; n++) answers.push(...(await tablet.send(await signed(view, one, otherPin))));
  const said = answers.map(({ result, triesLeft }) => `${result} ${triesLeft}`);
  assert.deepEqual(said, ["pin-wrong 4", "pin-wrong 3", "pin-wrong 2", "pin-wrong 1", "locked 0", "locked 0"]);
  assert.deepEqual(results(await tablet.send(await signed(view, one, pin))), ["locked"]);
  assert.deepEqual(results(await tablet.send(await signed(view, other, pin))), ["signed"]);
  const unlock = { pilot: where.pilot, operator: one };
  assert.equal((await unlockOperator(trainer, unlock)).ok, true);
  const again = await unlockOperator(trainer, unlock);
  assert.ok(!again.ok && again.refusal === "operator-not-locked");
  assert.equal(first(await tablet.send(await signed(view, one, otherPin))).triesLeft, 4);
  assert.deepEqual(results(await tablet.send(await signed(view, one, pin))), ["signed"]);
  assert.equal((await tablet.view()).operators.find(({ id }) => id === one)?.triesLeft, 5);
  assert.deepEqual(await verbs("operator", one), ["operator.pin-set", "operator.locked", "operator.unlocked"]);
});

test("eight wrong ones at once: five are looked at, and the operator is locked once", async () => {
  const { tablet, ids } = await here(1);
  const view = await tablet.view();
  const sent = await Promise.all(Array.from({ length: 8 }, () => signed(view, first(ids), otherPin)));
  const answers = (await Promise.all(sent.map((one) => tablet.send(one)))).flat();
  assert.ok(results(answers).every((one) => one === "pin-wrong" || one === "locked"));
  assert.ok(results(answers).filter((one) => one === "locked").length >= 4, results(answers).join());
  const [row] = await database.connection
    .sql`select wrong, locked_at from operator_pins where operator_id = ${first(ids)}`;
  assert.equal(row?.["wrong"], 5);
  assert.notEqual(row?.["locked_at"], null);
  assert.deepEqual(await verbs("operator", first(ids)), ["operator.pin-set", "operator.locked"]);
  assert.deepEqual(await signatures(first(ids)), []);
});

test("the same arrival: twice in parallel, and again later, is one signature and one answer", async () => {
  const { tablet, ids } = await here(2);
  const [id, other] = [ids[0] ?? "", ids[1] ?? ""];
  const view = await tablet.view();
  const right = await signed(view, id, pin);
  const wrong = await signed(view, other, otherPin);
  const answers = await Promise.all([tablet.send(right, wrong), tablet.send(right, wrong), tablet.send(right, wrong)]);
  for (const one of answers) assert.deepEqual(results(one), ["signed", "pin-wrong"]);
  const later = await tablet.send(right, wrong);
  assert.deepEqual(later, answers[0]);
  assert.deepEqual(await signatures(id), [right.id]);
  assert.equal((await tablet.view()).operators.find((one) => one.id === other)?.triesLeft, 4);
});

test("killed in the middle: it is judged at its next coming, and its try is not counted again", async () => {
  const { tablet, ids } = await here(2);
  const [id, other] = [ids[0] ?? "", ids[1] ?? ""];
  const view = await tablet.view();
  const { sql } = database.connection;
  const [right, wrong] = [await signed(view, id, pin), await signed(view, other, otherPin)];
  for (const arrival of [right, wrong]) {
    if (arrival.kind !== "signed") assert.fail();
    const { operatorId, sha256 } = arrival;
    await sql`insert into kiosk_arrivals (id, kiosk_id, session_id, operator_id, kind, sha256, arrived_at)
      values (${arrival.id}, ${view.kiosk.id}, ${view.session.id}, ${operatorId}, 'signed', ${sha256}, now())`;
    await sql`update operator_pins set wrong = 3 where operator_id = ${operatorId}`;
  }
  const answers = await tablet.send(right, wrong);
  assert.deepEqual(
    answers.map(({ result, triesLeft }) => [result, triesLeft]),
    [
      ["signed", null],
      ["pin-wrong", 2],
    ],
  );
  assert.deepEqual(await tablet.send(right, wrong), answers);
  assert.deepEqual(await signatures(id), [right.id]);
});

test("two tablets sign the same operator: one signature, the other is told", async () => {
  const place = await here(1);
  const second = await aTablet(place, await trainersCookie(place));
  const view = await place.tablet.view();
  const [a, b] = [await signed(view, first(place.ids), pin), await signed(view, first(place.ids), pin)];
  const answers = await Promise.all([place.tablet.send(a), second.send(b)]);
  assert.deepEqual(results(answers.flat()).sort(), ["already-signed", "signed"]);
  assert.equal((await signatures(first(place.ids))).length, 1);
});

test("what changed between the screen and the arrival is not signed", async () => {
  const { tablet, ids, operators, trainer, where } = await here(2);
  const [id, other] = [ids[0] ?? "", ids[1] ?? ""];
  const before = await tablet.view();
  const late = { do: "attended", is: "late", minutes: 5 } as const;
  const operator = operators[0] ?? assert.fail();
  assert.equal((await markSession(trainer, { ...where, marks: [aMark(operator, late)] })).ok, true);
  const arrivals = [await signed(before, id, pin, { wasOffline: true }), await signed(before, other, pin)];
  assert.deepEqual(results(await tablet.send(...arrivals)), ["content-changed", "signed"]);
  assert.deepEqual(await signatures(id), []);
  const session = before.session.id;
  assert.ok((await verbs("training-session", session)).includes("kiosk.refused"));
  assert.deepEqual(results(await tablet.send(await signed(await tablet.view(), id, pin))), ["signed"]);
});

test("a session that is closed takes nothing any more, until it is opened again", async () => {
  const { tablet, ids, trainer, where } = await here(1);
  const view = await tablet.view();
  const arrival = await signed(view, first(ids), pin, { wasOffline: true });
  assert.equal((await closeSession(trainer, { ...where, says: "" })).ok, true);
  assert.deepEqual(results(await tablet.send(arrival)), ["session-closed"]);
  assert.equal((await tablet.view()).session.state, "closed");
  assert.equal((await reopenSession(trainer, { ...where, reason: "a tablet was late" })).ok, true);
  assert.deepEqual(results(await tablet.send(arrival)), ["session-closed"]);
  assert.deepEqual(results(await tablet.send(await signed(await tablet.view(), first(ids), pin))), ["signed"]);
});

test("not agreeing is on record with its reason, and without a PIN", async () => {
  const { tablet, ids } = await here(1);
  const view = await tablet.view();
  const head = { kind: "declined", id: randomUUID(), operatorId: first(ids) } as const;
  const reason = "I did not do all of it";
  assert.deepEqual(results(await tablet.send(await sealed(view, head, { reason }))), ["declined"]);
  assert.equal((await tablet.view()).operators[0]?.standing, "declined");
  const [row] = await database.connection.sql`select act, by from training_acts where id = ${head.id}`;
  assert.equal(row?.["act"].reason, reason);
  assert.match(row?.["by"], /, without PIN$/);
  assert.deepEqual(results(await tablet.send(await signed(await tablet.view(), first(ids), pin))), ["signed"]);
  const after = { ...head, id: randomUUID() };
  assert.deepEqual(results(await tablet.send(await sealed(view, after, { reason }))), ["already-signed"]);
});

test("garbage, a key that is not there, and an id that came before with something else", async () => {
  const { tablet, ids } = await here(2);
  const view = await tablet.view();
  const good = await signed(view, first(ids), pin);
  const moved = { ...good, id: randomUUID() };
  const noKey = { ...good, id: randomUUID(), sealed: { ...good.sealed, key: 99 } };
  assert.deepEqual(results(await tablet.send(moved, noKey, good)), ["not-opened", "not-opened", "signed"]);
  const another = await sealed(view, { kind: "pin-set", id: good.id, operatorId: first(ids) }, { pin: otherPin });
  assert.deepEqual(results(await tablet.send(another)), ["id-used"]);
  const elsewhere = await here(1);
  assert.deepEqual(results(await elsewhere.tablet.send(good)), ["id-used"]);
});

test("the trainer's password: wrong ones are counted for this tablet, and wait after five", async () => {
  const place = await here(1);
  const { tablet, ids } = place;
  await tablet.send(await signed(await tablet.view(), first(ids), pin));
  const view = await tablet.view();
  const answers: ArrivalAnswer[] = [];
  for (let n = 0; n < 6; n++) answers.push(...(await tablet.send(await trainerSigned(view, "not the password"))));
  assert.deepEqual(results(answers), [...Array(5).fill("password-wrong"), "device-waits"]);
  assert.equal(answers.at(-1)?.waitMinutes, 1);
  const waiting = await trainerSigned(view, testPassword);
  assert.deepEqual(results(await tablet.send(waiting)), ["device-waits"]);
  assert.deepEqual(await signatures(first(ids), "trainer"), []);
  const anew = await aTablet(place, await trainersCookie(place));
  const one = first(await anew.send(waiting));
  assert.deepEqual([one.result, one.operators.length], ["signed", 1]);
  assert.deepEqual(await tablet.send(waiting), [one]);
  assert.equal((await signatures(first(ids), "trainer")).length, 1);
});

test("of those whom the trainer signs for, what changed is left out and said", async () => {
  const { tablet, ids, trainer, where } = await here(3);
  const view = await tablet.view();
  for (const id of ids.slice(0, 2)) await tablet.send(await signed(view, id, pin));
  const { trainer: listed } = await tablet.view();
  const signs = [
    ...listed.toSign.map(({ operatorId, shown }) => ({ operatorId, sha256: shown.en?.sha256 ?? "" })),
    { operatorId: ids[2] ?? "", sha256: "0".repeat(64) },
    { operatorId: randomUUID(), sha256: "0".repeat(64) },
  ];
  const head = { kind: "trainer-signed", id: randomUUID(), signs } as const;
  const answers = await tablet.send(await sealed(view, head, { password: testPassword }));
  const expected = ["signed", "signed", "content-changed", "not-in-session"];
  assert.deepEqual(
    first(answers).operators.map(({ result }) => result),
    expected,
  );
  const none = await sealed(view, { ...head, id: randomUUID(), signs: signs.slice(0, 2) }, { password: testPassword });
  assert.deepEqual(results(await tablet.send(none)), ["already-signed"]);
  assert.ok(trainer && where);
});

test("a PIN that is cleared is set anew at a tablet; who cleared it is recorded", async () => {
  const { tablet, ids, trainer, where } = await here(1);
  const operator = first(ids);
  assert.equal((await clearPin(trainer, { pilot: where.pilot, operator })).ok, true);
  const none = await clearPin(trainer, { pilot: where.pilot, operator });
  assert.ok(!none.ok && none.refusal === "pin-not-set");
  const view = await tablet.view();
  const arrivals = [
    await signed(view, operator, pin),
    await pinSet(view, operator, otherPin),
    await signed(view, operator, otherPin),
  ];
  assert.deepEqual(results(await tablet.send(...arrivals)), ["pin-not-set", "pin-set", "signed"]);
  assert.deepEqual(await verbs("operator", operator), ["operator.pin-set", "operator.pin-cleared", "operator.pin-set"]);
});

test("twenty wrong ones on one tablet wait, unread and uncounted; another tablet does not", async () => {
  const place = await here(5);
  const { tablet, ids } = place;
  const view = await tablet.view();
  await database.connection.sql`update kiosks set wrong = 19, wrong_since = now() where id = ${view.kiosk.id}`;
  assert.deepEqual(results(await tablet.send(await signed(view, first(ids), otherPin))), ["pin-wrong"]);
  const right = await signed(view, ids[1] ?? "", pin);
  const waits = first(await tablet.send(right));
  assert.deepEqual([waits.result, waits.waitMinutes], ["device-waits", 15]);
  const anew = await aTablet(place, await trainersCookie(place));
  assert.deepEqual(results(await anew.send(right)), ["signed"]);
});

test("thirty operators sign on four tablets at once: no signature is lost or doubled", async () => {
  const place = await here(30);
  const tablets = [
    place.tablet,
    ...(await Promise.all([1, 2, 3].map(async () => aTablet(place, await trainersCookie(place))))),
  ];
  const view = await place.tablet.view();
  const arrivals = await Promise.all(place.ids.map((id) => signed(view, id, pin)));
  const answers = await Promise.all(
    tablets.map((tablet, at) => tablet.send(...arrivals.filter((_, index) => index % tablets.length === at))),
  );
  assert.deepEqual(
    results(answers.flat()),
    arrivals.map(() => "signed"),
  );
  const { sql } = database.connection;
  const rows =
    await sql`select id from training_acts where session_id = ${view.session.id} and act ->> 'do' = 'signed'`;
  assert.deepEqual(rows.map((row) => row["id"]).sort(), arrivals.map(({ id }) => id).sort());
  const after = await tabletWith(place.tablet.cookie).view();
  assert.ok(after.operators.every(({ standing }) => standing === "operator-signed"));
});

test("sealed while the network was away: the operator's signature and the trainer's for it go out together and both count", async () => {
  const plant = await aKioskPlant(database.ctx, 2);
  const tablet = await aTablet(plant, await trainersCookie(plant));
  const [first, second] = plant.operators;
  assert.ok(first && second);
  const before = await tablet.view();
  await tablet.send(await pinSet(before, first.id, pin), await pinSet(before, second.id, otherPin));
  const view = await tablet.view();
  assert.deepEqual(view.trainer.toSign, []);
  const signs = view.trainer.afterOperator.map(({ operatorId, shown }) => ({
    operatorId,
    sha256: shown.en?.sha256 ?? "",
  }));
  assert.equal(signs.length, 2);
  const offline = { wasOffline: true };
  const [own, wrong, trainers] = await tablet.send(
    await signed(view, first.id, pin, offline),
    await signed(view, second.id, pin, offline),
    await sealed(view, { kind: "trainer-signed", id: randomUUID(), signs }, { password: testPassword }, offline),
  );
  assert.deepEqual([own?.result, wrong?.result, trainers?.result], ["signed", "pin-wrong", "signed"]);
  const each = new Map(trainers?.operators.map(({ operatorId, result }) => [operatorId, result]));
  assert.deepEqual([each.get(first.id), each.get(second.id)], ["signed", "content-changed"]);
});
