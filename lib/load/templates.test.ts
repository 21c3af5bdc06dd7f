import assert from "node:assert/strict";
import test from "node:test";
import { parse } from "yaml";
import { z } from "zod";
import { compileScenario, createUser, secretsOf } from "./core/compile-scenario.ts";
import { stepsOf } from "./core/scenario.ts";
import { readScenario, scenarioJsonSchema } from "./input/scenario.ts";
import { scenarioTemplates } from "./templates.ts";

function scenarioOf(key: string) {
  const read = readScenario(scenarioTemplates.find((template) => template.key === key)?.text ?? "");
  if (!read.ok) assert.fail(read.mistakes.map(({ sentence }) => sentence).join("\n"));
  return read.scenario;
}

const published = z.fromJSONSchema(scenarioJsonSchema());

for (const { key, name, text, objectives } of scenarioTemplates) {
  test(`${name} reads without a mistake, by Gantry and by the published schema`, () => {
    const scenario = scenarioOf(key);
    assert.equal(scenario.name, name);
    assert.equal(published.safeParse(parse(text)).error, undefined);
    assert.ok(objectives.criteria.every(({ scope }) => scope.kind === "all"));
    assert.ok(objectives.criteria.some(({ metric }) => metric.kind === "delivered"));
  });

  test(`${name} compiles and writes every request`, () => {
    const scenario = scenarioOf(key);
    const compiled = compileScenario(scenario, { seed: 1, uniquePrefix: "p", secrets: { OPERATOR_PASSWORD: "s" } });
    const user = createUser(compiled, 0);
    const answer = JSON.stringify({ access_token: "t", id: 7, lot_code: "L", database: "connected" });
    for (const step of [...compiled.setup, ...compiled.mix]) {
      assert.ok(step.ready(user), step.name);
      assert.match(step.path(user), /^\/[!-~]*$/);
      assert.match(step.headers(user), /^([\w-]+: [ -~]*\r\n)*$/);
      if (step.body(user) !== null) assert.doesNotThrow(() => JSON.parse(step.body(user) ?? ""));
      const [status = 200] = stepsOf(scenario)[step.index]?.expect.status ?? [];
      assert.equal(step.judge(status, answer, user), null);
    }
  });
}

test("the published schema refuses what is plainly wrong", () => {
  const wrong = [
    {},
    { name: "x", mix: [] },
    { name: "x", tink: "2s", mix: [{ get: "/" }] },
    { name: "x", mix: [{ get: "api" }] },
    { name: "x", mix: [{ get: "/", post: "/" }] },
    { name: "x", mix: [{ weight: 1 }] },
    { name: "x", think: "5", mix: [{ get: "/" }] },
  ];
  for (const value of wrong) assert.equal(published.safeParse(value).success, false, JSON.stringify(value));
});

test("the published schema says what each key is for", () => {
  const schema = scenarioJsonSchema();
  assert.match(JSON.stringify(schema), /Pause of a user between an answer and its next request/);
  assert.match(JSON.stringify(schema), /"title":"Gantry scenario"/);
  assert.equal(JSON.stringify(schema).match(/"title":"(Set-up step|Step of the mix)"/g)?.length, 2);
});

test("operators send what FlowViz takes, 10 : 5 : 1", () => {
  const scenario = scenarioOf("flowviz-operators");
  assert.deepEqual(
    scenario.mix.map(({ name, weight, method }) => [name, weight, method]),
    [
      ["register lot", 10, "POST"],
      ["QC decision", 5, "POST"],
      ["traceability", 1, "GET"],
    ],
  );
  assert.deepEqual(scenario.think, { minMs: 2_000, maxMs: 5_000 });
  assert.deepEqual(secretsOf(scenario), ["OPERATOR_PASSWORD"]);
  const compiled = compileScenario(scenario, { seed: 1, uniquePrefix: "p", secrets: { OPERATOR_PASSWORD: "s" } });
  const lot = JSON.parse(compiled.mix[0]?.body(createUser(compiled, 0)) ?? "");
  assert.match(lot.lot_code, /^LOT-/);
  assert.ok(["RAW", "WIP", "FINISHED"].includes(lot.lot_type));
  assert.ok(lot.weight_kg >= 50 && lot.weight_kg <= 500 && lot.temperature_c >= 2 && lot.temperature_c <= 8);
});
