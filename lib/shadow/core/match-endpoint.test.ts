import assert from "node:assert/strict";
import test from "node:test";
import { endpointMatcher } from "./match-endpoint.ts";
import { endpointOf } from "./testing/answers.ts";

const match = endpointMatcher(
  [
    "GET /lots/{id}",
    "GET /lots/search",
    "GET /lots/{id}.pdf",
    "GET /lots/{lot}/events/{event}",
    "PUT /lots/{id}",
    "GET /",
    "GET /lots/search/deep",
    "GET /lots/{id}/far",
  ].map((name) => endpointOf(name)),
);

const cases: [method: string, target: string, name: string | null, values: Record<string, string>][] = [
  ["GET", "/lots/17", "GET /lots/{id}", { id: "17" }],
  ["get", "/lots/17?full=1#x", "GET /lots/{id}", { id: "17" }],
  ["GET", "/lots/search", "GET /lots/search", {}],
  ["GET", "/lots/17.pdf", "GET /lots/{id}.pdf", { id: "17" }],
  ["GET", "/lots/A%2F1/events/3", "GET /lots/{lot}/events/{event}", { lot: "A/1", event: "3" }],
  ["PUT", "/lots/17/", "PUT /lots/{id}", { id: "17" }],
  ["GET", "http://plant:80/", "GET /", {}],
  ["GET", "/lots/search/far", "GET /lots/{id}/far", { id: "search" }],
  ["DELETE", "/lots/17", null, {}],
  ["GET", "/lots/17/labels", null, {}],
  ["GET", "/lots/%E0%A4%A", "GET /lots/{id}", { id: "%E0%A4%A" }],
];

for (const [method, target, name, values] of cases)
  test(`${method} ${target} is ${name ?? "none"}`, () => {
    const found = match(method, target);
    assert.equal(found?.endpoint.name ?? null, name);
    assert.deepEqual(found?.values ?? {}, values);
  });

test("of two that are the same the first wins: a person's goes before what was found", () => {
  const two = endpointMatcher([endpointOf("GET /lots/{lot}"), endpointOf("GET /lots/{id}")]);
  assert.equal(two("GET", "/lots/17")?.endpoint.name, "GET /lots/{lot}");
});
