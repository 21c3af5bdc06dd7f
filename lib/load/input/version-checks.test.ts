import assert from "node:assert/strict";
import test from "node:test";
import { z } from "zod";
import { readScenario, scenarioJsonSchema } from "./scenario.ts";
import { suggestionsAt } from "./scenario-completion.ts";

/** Where a scenario says that the target tells its version. */

const withVersion = (version: string) => `name: x\nversion: ${version}\nmix: [{ get: / }]\n`;

test("a place in the JSON answer, or a header", () => {
  const read = (version: string) => {
    const found = readScenario(withVersion(version));
    if (!found.ok) assert.fail(found.mistakes.map(({ sentence }) => sentence).join("\n"));
    return found.scenario.version;
  };
  assert.deepEqual(read("{ get: /health, json: $.version }"), {
    path: "/health",
    at: { kind: "json", path: "$.version" },
  });
  assert.deepEqual(read("{ get: '/v?full=1', header: X-Version }"), {
    path: "/v?full=1",
    at: { kind: "header", name: "X-Version" },
  });
});

const refused: [name: string, version: string, place: string, expected: RegExp][] = [
  ["a number", "3", "2:10 the number 3", /^where the target tells its version, such as \{ get: \/health/],
  ["nothing", "", "2:1 nothing after version", /^where the target tells/],
  ["no path", "{ json: $.version }", "2:10 nothing of that name", /^get, a path that starts with \//],
  ["no place", "{ get: /health }", "2:1 a version without a place in the answer", /^json or header beside get/],
  ["two places", "{ get: /, json: $.v, header: x-v }", "2:31 both", /^either json or header/],
  ["an unknown key", "{ get: /, jsn: $.v }", '2:20 "jsn"', /such as json/],
  ["another site", "{ get: 'http://other/', json: $.v }", '2:17 the text "http://other/"', /starts with \//],
  ["a template", "{ get: '/{{vu}}', json: $.v }", '2:17 the text "/{{vu}}"', /^a path without templates/],
  ["a secret", "{ get: '/?k={{secret.KEY}}', json: $.v }", '2:17 the text "/?k={{secret.KEY}}"', /without templates/],
  ["a blank in the path", "{ get: /a b, json: $.v }", '2:17 the text "/a b"', /without templates, blanks/],
  ["a path into nothing", "{ get: /, json: version }", '2:26 the text "version"', /such as \$\.id/],
  ["no name of a header", "{ get: /, header: 'x version' }", '2:28 the text "x version"', /name of a header/],
  ["a header with a secret", "{ get: /, header: Set-Cookie }", '2:28 "Set-Cookie"', /not called after a secret/],
  ["a value with a secret", "{ get: /, json: $.login.access_token }", '2:26 "access_token"', /after a secret/],
];
for (const [name, version, place, expected] of refused)
  test(`refused: ${name}`, () => {
    const found = readScenario(withVersion(version));
    const mistakes = found.ok ? [] : found.mistakes;
    assert.deepEqual(mistakes.map(({ line, column, found: what }) => `${line}:${column} ${what}`).slice(0, 1), [place]);
    assert.match(mistakes[0]?.expected ?? "", expected);
  });

test("the published schema wants one place", () => {
  const published = z.fromJSONSchema(scenarioJsonSchema());
  const accepts = (version: unknown) => published.safeParse({ name: "x", mix: [{ get: "/" }], version }).success;
  assert.equal(accepts({ get: "/health", json: "$.version" }), true);
  assert.equal(accepts({ get: "/health", header: "x-version" }), true);
  assert.equal(accepts({ get: "/health" }), false);
  assert.equal(accepts({ get: "/health", json: "$.v", header: "x-v" }), false);
  assert.equal(accepts({ get: "health", json: "$.v" }), false);
});

const suggested: [text: string, labels: string[]][] = [
  ["name: x\nvers§", ["version"]],
  ["version: { §", ["get", "json", "header"]],
  ["version: { get: /, json: §", ["$.version"]],
  ["version: { get: /, header: §", ["x-version"]],
];
for (const [text, labels] of suggested)
  test(`completed: ${text.replace("\n", " ")}`, () => {
    const found = suggestionsAt(text.replace("§", ""), text.indexOf("§"));
    const all = found?.suggestions.map(({ label }) => label) ?? [];
    for (const label of labels) assert.ok(all.includes(label), `${label} of ${all.join(", ")}`);
  });
