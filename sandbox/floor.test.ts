import assert from "node:assert/strict";
import test from "node:test";
import { Floor, type FloorRequest, qrId } from "./floor.ts";

const asked = (method: string, target: string, change: Partial<FloorRequest> = {}): FloorRequest => {
  const [path = "", query = ""] = target.split("?");
  return {
    method,
    path,
    query: new URLSearchParams(query),
    cookie: undefined,
    contentType: undefined,
    body: "",
    ...change,
  };
};
const form = (username: string, password = "practice-operator") => ({
  ...{ contentType: "application/x-www-form-urlencoded", body: new URLSearchParams({ username, password }).toString() },
});
const json = (body: object) => ({ contentType: "application/json", body: JSON.stringify(body) });

function loggedIn() {
  const floor = new Floor();
  const reply = floor.answer(asked("POST", "/login", form("dispatcher3")));
  const cookie = reply?.headers?.["set-cookie"]?.split(";")[0];
  assert.match(cookie ?? "", /^floor-session=[0-9a-f-]{36}$/);
  const ask = (method: string, target: string, change: Partial<FloorRequest> = {}) => {
    const answer = floor.answer(asked(method, target, { cookie: `other=1; ${cookie}`, ...change }));
    assert.ok(answer !== null, target);
    return { ...answer, body: answer.body as Record<string, never> };
  };
  return { floor, ask };
}

test("the form gives a session and leads to the dashboard; who has none is sent back or refused", () => {
  const floor = new Floor();
  const status = (request: FloorRequest) => floor.answer(request)?.status;
  assert.deepEqual(
    [
      status(asked("POST", "/login", form("admin1"))),
      status(asked("POST", "/login", form("test_supervisor"))),
      status(asked("POST", "/login", form("nobody"))),
      status(asked("POST", "/login", form("admin1", "wrong"))),
      status(asked("POST", "/login", json({ username: "admin1" }))),
      status(asked("GET", "/login")),
      status(asked("GET", "/dashboard")),
      status(asked("GET", "/api/bags", { cookie: "floor-session=made-up" })),
    ],
    [302, 302, 401, 401, 415, 405, 302, 401],
  );
  assert.equal(floor.answer(asked("GET", "/elsewhere")), null);
});

test("bags: scanned, listed in pages, found by a part of the code, counted", () => {
  const { ask } = loggedIn();
  assert.equal(ask("POST", "/scan", json({ qr_id: qrId(7) })).body["bag"]?.["scans"], 1);
  assert.equal(ask("POST", "/scan", json({ qr_id: qrId(7) })).body["bag"]?.["scans"], 2);
  assert.equal(ask("POST", "/scan", json({ qr_id: "not a code" })).status, 422);
  assert.equal(ask("POST", "/scan", { body: "{" }).status, 422);
  assert.equal(ask("GET", "/scan").status, 405);
  const page = ask("GET", "/api/bags?limit=2&offset=498").body as unknown as { bags: object[]; total: number };
  assert.deepEqual([page.bags.length, page.total], [2, 500]);
  const found = ask("GET", "/api/bags/search?q=000499").body as unknown as { bags: { qr_id: string }[] };
  assert.deepEqual(
    found.bags.map(({ qr_id }) => qr_id),
    [qrId(499)],
  );
  assert.equal(ask("GET", "/api/bags/search").status, 422);
  assert.equal(ask("GET", "/api/statistics").body["total_scans"], 2);
  assert.match(String(ask("GET", "/dashboard").body), /<td>total_scans<td>2/);
});

test("bills", () => {
  const { ask } = loggedIn();
  const made = ask("POST", "/api/bills", json({ customer: "North", bags: 3 }));
  assert.equal(made.status, 201);
  assert.equal(ask("GET", `/api/bills/${made.body["id"]}`).body["customer"], "North");
  assert.equal(ask("GET", "/api/bills/999999").status, 404);
  assert.deepEqual(
    [
      { customer: "", bags: 1 },
      { customer: "N", bags: 0 },
      { customer: "N", bags: 1.5 },
    ].map((body) => ask("POST", "/api/bills", json(body)).status),
    [422, 422, 422],
  );
});

test("work orders: fifty from the beginning; tasks are started and completed, twice is the same", () => {
  const { ask } = loggedIn();
  assert.equal(ask("GET", "/api/work-orders?status=open").body["total"], 50);
  const order = ask("POST", "/api/work-orders", json({ product: "P-100", quantity: 5 }));
  assert.equal(order.status, 201);
  const tasks = order.body["tasks"] as unknown as { id: number }[];
  for (const { id } of [...tasks, ...tasks]) {
    assert.equal(ask("POST", `/api/work-orders/tasks/${id}/start`).status, 200);
    assert.equal(ask("POST", `/api/work-orders/tasks/${id}/complete`).body["state"], "complete");
  }
  assert.equal(ask("GET", `/api/work-orders/${order.body["id"]}`).body["status"], "complete");
  assert.equal(ask("GET", "/api/work-orders?status=open").body["total"], 50);
  assert.equal(ask("POST", "/api/work-orders/tasks/1000000/start").status, 404);
});

test("the work never runs out, and nothing grows without a bound", () => {
  const { ask } = loggedIn();
  for (let n = 0; n < 300; n++) {
    const { tasks } = ask("GET", "/api/work-orders/tasks?limit=1").body as unknown as { tasks: { id: number }[] };
    assert.equal(ask("POST", `/api/work-orders/tasks/${tasks[0]?.id}/complete`).status, 200);
  }
  for (let n = 0; n < 6_000; n++) ask("POST", "/scan", json({ qr_id: `X-${n}` }));
  assert.equal(ask("GET", "/api/statistics").body["total_bags"], 5_000);
});
