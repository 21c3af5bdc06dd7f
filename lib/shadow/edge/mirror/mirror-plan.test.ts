import assert from "node:assert/strict";
import test from "node:test";
import { mirrorPlan, usesOf, writePlan } from "./mirror-plan.ts";

const plan = mirrorPlan({
  writes: ["POST /lots", "PUT /lots/{id}/decisions"],
  sampling: {
    ratio: 0.5,
    endpoints: [
      { endpoint: "GET /health", ratio: 0 },
      { endpoint: "HEAD /lots/{id}", ratio: 1 },
    ],
  },
});

const cases: [method: string, target: string, draw: number, mirrored: boolean][] = [
  ["GET", "/anything", 0.49, true],
  ["GET", "/anything", 0.5, false],
  ["HEAD", "/lots/17?x=1", 0.99, true],
  ["GET", "/health", 0, false],
  ["POST", "/lots", 0.1, true],
  ["POST", "/lots?dry=1", 0.1, true],
  ["POST", "/lots/17", 0.1, false],
  ["PUT", "/lots/17/decisions", 0.1, true],
  ["PATCH", "/other", 0, false],
];
for (const [method, target, draw, mirrored] of cases)
  test(`${method} ${target} at ${draw} is ${mirrored ? "" : "not "}mirrored`, () =>
    assert.equal(plan({ method, target }, draw), mirrored));

test("a write that is opted in stays so when sampling leaves it out", () => {
  const isOptedIn = writePlan({ writes: ["POST /lots"] });
  const asked = ["POST /lots", "PUT /lots/17", "GET /lots"].map((line) => line.split(" "));
  assert.deepEqual(
    asked.map(([method = "", target = ""]) => isOptedIn({ method, target })),
    [true, false, false],
  );
});

const uses: [method: string, target: string, entities: string[], expected: string[]][] = [
  ["GET", "/lots/17?full=1", [], ["r /lots/17"]],
  ["GET", "/", [], ["r "]],
  ["PUT", "/lots/17", ["lot 17"], ["w /lots/17", "w /lots", "w lot 17"]],
  ["POST", "/lots", ["lot 18"], ["r /lots", "w lot 18"]],
  ["POST", "/api/v1/lots/", [], ["r /api/v1/lots"]],
  ["POST", "/lots/17/decisions", ["lot 17"], ["r /lots/17/decisions", "w /lots/17", "w lot 17"]],
  ["POST", "/lots/LOT-2024-0017", [], ["w /lots/LOT-2024-0017", "w /lots"]],
];
for (const [method, target, entities, expected] of uses)
  test(`${method} ${target} waits for ${expected.join(", ")}`, () =>
    assert.deepEqual(
      usesOf({ method, target }, entities).map(({ key, exclusive }) => `${exclusive ? "w" : "r"} ${key}`),
      expected,
    ));

test("a creation is waited for where legacy says that what it made stands", () =>
  assert.deepEqual(usesOf({ method: "POST", target: "/lots", madeAt: "http://legacy/lots/18" }, []), [
    { key: "/lots", exclusive: false },
    { key: "/lots/18", exclusive: true },
  ]));
