import assert from "node:assert/strict";
import test from "node:test";
import { practicePassword, type Reply, Warehouse } from "./warehouse.ts";

const lot = { lot_code: "LOT-1", lot_type: "RAW", weight_kg: 120.5 };

function withOneLot(): Warehouse {
  const warehouse = new Warehouse(7);
  warehouse.registerLot(lot);
  return warehouse;
}

function detailOf({ body }: Reply): string {
  return typeof body === "object" && body !== null && "detail" in body ? String(body.detail) : "";
}

function memberOf({ body }: Reply, key: string): unknown {
  return typeof body === "object" && body !== null ? Reflect.get(body, key) : undefined;
}

const logIns: [string, Record<string, unknown>, number][] = [
  ["an operator", { email: "operator10@factory.local", password: practicePassword }, 200],
  ["nobody known", { email: "operator11@factory.local", password: practicePassword }, 401],
  ["a wrong password", { email: "operator1@factory.local", password: "x" }, 401],
  ["no password", { email: "operator1@factory.local" }, 422],
  ["a number for an address", { email: 1, password: practicePassword }, 422],
];
for (const [who, body, status] of logIns)
  test(`log in of ${who}: ${status}`, () => assert.equal(new Warehouse(1).logIn(body).status, status));

test("a token opens the door, anything else does not", () => {
  const warehouse = new Warehouse(1);
  const token = memberOf(
    warehouse.logIn({ email: "operator1@factory.local", password: practicePassword }),
    "access_token",
  );
  const headers: [string | undefined, boolean][] = [
    [`Bearer ${token}`, true],
    [`Basic ${token}`, false],
    ["Bearer nothing", false],
    ["Bearer ", false],
    [undefined, false],
  ];
  for (const [header, known] of headers) assert.equal(warehouse.knows(header), known, header);
});

const lots: [string, Record<string, unknown>, number, RegExp][] = [
  ["a new code", { ...lot, lot_code: "LOT-2" }, 201, /^$/],
  ["with a temperature", { ...lot, lot_code: "LOT-3", temperature_c: 4.5 }, 201, /^$/],
  ["a code that is taken", lot, 409, /LOT-1 exists/],
  ["no code", { ...lot, lot_code: "" }, 422, /lot_code/],
  ["a code too long", { ...lot, lot_code: "x".repeat(101) }, 422, /lot_code/],
  ["an unknown type", { ...lot, lot_code: "L", lot_type: "raw" }, 422, /RAW, WIP, FINISHED/],
  ["no weight", { lot_code: "L", lot_type: "RAW" }, 422, /weight_kg/],
  ["a weight of 0", { ...lot, lot_code: "L", weight_kg: 0 }, 422, /weight_kg/],
  ["a temperature in words", { ...lot, lot_code: "L", temperature_c: "cold" }, 422, /temperature_c/],
];
for (const [what, body, status, detail] of lots)
  test(`a lot, ${what}: ${status}`, () => {
    const reply = withOneLot().registerLot(body);
    assert.equal(reply.status, status);
    assert.match(detailOf(reply), detail);
  });

const decision = { lot_id: 7, gate_id: 3, decision: "PASS" };
const decisions: [string, Record<string, unknown>, number, RegExp][] = [
  ["by the lot's number", decision, 201, /^$/],
  ["by the lot's code", { lot_code: "LOT-1", gate_id: 1, decision: "HOLD" }, 201, /^$/],
  ["on an unknown number", { ...decision, lot_id: 8 }, 404, /no such lot/],
  ["on an unknown code", { ...decision, lot_code: "LOT-9" }, 404, /no such lot/],
  ["on no lot", { gate_id: 3, decision: "PASS" }, 422, /lot_id or lot_code/],
  ["at gate 0", { ...decision, gate_id: 0 }, 422, /1 to 7/],
  ["at gate 8", { ...decision, gate_id: 8 }, 422, /1 to 7/],
  ["in other words", { ...decision, decision: "MAYBE" }, 422, /PASS, HOLD, FAIL/],
];
for (const [how, body, status, detail] of decisions)
  test(`a decision ${how}: ${status}`, () => {
    const reply = withOneLot().decide(body);
    assert.equal(reply.status, status);
    assert.match(detailOf(reply), detail);
  });

test("traceability tells the lot and its decisions, of which the newest twenty are kept", () => {
  const warehouse = withOneLot();
  for (let nth = 0; nth < 25; nth++) warehouse.decide(decision);
  const reply = warehouse.trace("LOT-1");
  assert.equal(reply.status, 200);
  assert.equal(memberOf({ status: 0, body: memberOf(reply, "lot") }, "id"), 7);
  const told = memberOf(reply, "decisions");
  assert.ok(Array.isArray(told));
  assert.deepEqual(
    told.map(({ id }) => id),
    Array.from({ length: 20 }, (_, nth) => nth + 6),
  );
  assert.equal(warehouse.trace("LOT-2").status, 404);
});

test("lots are bounded: the oldest give way, with their codes free again", () => {
  const warehouse = new Warehouse(1);
  const most = 100_000;
  for (let nth = 1; nth <= most + 3; nth++) warehouse.registerLot({ ...lot, lot_code: `LOT-${nth}` });
  assert.equal(warehouse.lotCount, most);
  assert.equal(warehouse.trace("LOT-3").status, 404);
  assert.equal(warehouse.trace("LOT-4").status, 200);
  assert.equal(warehouse.decide({ ...decision, lot_id: 3 }).status, 404);
  assert.equal(warehouse.registerLot({ ...lot, lot_code: "LOT-1" }).status, 201);
});

test("tokens are bounded: the oldest is forgotten", () => {
  const warehouse = new Warehouse(1);
  const logIn = () =>
    memberOf(warehouse.logIn({ email: "operator1@factory.local", password: practicePassword }), "access_token");
  const first = logIn();
  const second = logIn();
  for (let nth = 0; nth < 49_999; nth++) logIn();
  assert.equal(warehouse.knows(`Bearer ${first}`), false);
  assert.equal(warehouse.knows(`Bearer ${second}`), true);
});
