import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import test from "node:test";
import { parse } from "yaml";
import { z } from "zod";
import { compileScenario, createUser, secretsOf } from "./core/compile-scenario.ts";
import { scopeName, stepsWithin } from "./core/criterion-scope.ts";
import { requestsIn } from "./core/pacing.ts";
import { partOf } from "./core/part-of-scenario.ts";
import { type Scenario, stepsOf } from "./core/scenario.ts";
import type { ScenarioTemplate } from "./core/scenario-template.ts";
import { readDataFile } from "./edge/read-data-file.ts";
import { readScenario, scenarioJsonSchema } from "./input/scenario.ts";
import { StartRun } from "./input/start-run.ts";
import { scenarioTemplates } from "./templates.ts";

function scenarioOf(key: string) {
  const read = readScenario(scenarioTemplates.find((template) => template.key === key)?.text ?? "");
  if (!read.ok) assert.fail(read.mistakes.map(({ sentence }) => sentence).join("\n"));
  return read.scenario;
}

const published = z.fromJSONSchema(scenarioJsonSchema());

async function dataOf(files: ScenarioTemplate["files"], scenario: Scenario) {
  const read = scenario.data.map(async ({ name, file }) => {
    const found = await readDataFile(files.find((one) => one.name === file)?.text ?? "");
    if (!found.ok) assert.fail(found.mistakes.map(({ sentence }) => sentence).join("\n"));
    return [name, found.rows] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}

for (const { key, name, text, files, kind, passes, only, profile, objectives } of scenarioTemplates) {
  test(`${name} reads without a mistake, by Gantry and by the published schema, and can be started as it is`, () => {
    const scenario = scenarioOf(key);
    assert.equal(published.safeParse(parse(text)).error, undefined);
    const asked = { kind, passes, only, scenarioText: text, files, profile, objectives };
    assert.equal(StartRun.safeParse({ ...asked, name, systemId: randomUUID() }).error, undefined);
    const part = partOf(scenario, only);
    assert.ok(part.ok);
    for (const { scope } of objectives.criteria)
      assert.ok(scope.kind === "all" || stepsWithin(scope, part.scenario).length > 0, scopeName(scope));
    assert.ok(objectives.criteria.some(({ metric }) => metric.kind === "delivered"));
  });

  test(`${name} compiles and writes every request`, async () => {
    const scenario = scenarioOf(key);
    const data = await dataOf(files, scenario);
    const options = { seed: 1, uniquePrefix: "p", secrets: { OPERATOR_PASSWORD: "s" }, data };
    const compiled = compileScenario(scenario, options);
    const user = createUser(compiled, 0);
    for (const step of compiled.steps) {
      const own = stepsOf(scenario)[step.index];
      assert.ok(step.ready(user), step.name);
      assert.match(step.path(user), /^\/[!-~]*$/);
      assert.match(step.headers(user), /^([\w-]+: [ -~]*\r\n)*$/);
      if (own?.body?.kind === "json") assert.doesNotThrow(() => JSON.parse(step.body(user) ?? ""));
      const [status = 200] = own?.expect.status ?? [];
      assert.equal(step.judge(status, rightAnswer, user), null);
    }
  });
}

const rightAnswer = JSON.stringify({
  ...{ access_token: "t", id: 7, lot_code: "L", database: "connected", total_bags: 1 },
  ...{ bag: { qr_id: "B" }, bags: [1], bills: [1], work_orders: [{ id: 1 }], tasks: [{ id: 1 }] },
});

test("every team has its plan, and no two templates are called alike", () => {
  const teams = [
    "FlowViz WMS",
    "backend-v2",
    "Manufacturing execution",
    "TraitorTrack",
    "Web Intelligence",
    "Any team",
  ];
  assert.deepEqual([...new Set(scenarioTemplates.map(({ team }) => team))], teams);
  assert.equal(new Set(scenarioTemplates.map(({ name }) => name)).size, scenarioTemplates.length);
  assert.equal(new Set(scenarioTemplates.map(({ key }) => key)).size, scenarioTemplates.length);
});

test("TraitorTrack's reads alone write nothing but its log-ins", () => {
  const reads = scenarioTemplates.find(({ key }) => key === "traitortrack-reads");
  const part = partOf(scenarioOf("traitortrack-reads"), reads?.only ?? null);
  assert.ok(part.ok);
  assert.deepEqual(
    part.scenario.mix.map(({ method, name }) => `${method} ${name}`),
    ["GET bags", "GET bills", "GET statistics"],
  );
});

test("the hour of FlowViz is 20,000 lots", () => {
  const hour = scenarioTemplates.find(({ key }) => key === "flowviz-hour");
  assert.ok(hour?.profile.model === "open");
  const lots = (requestsIn(hour.profile.stages) * 10) / 16;
  assert.ok(Math.abs(lots - 20_000) < 1, String(lots));
});

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
  assert.equal(
    JSON.stringify(schema).match(/"title":"(Set-up step|Step of the mix|Step of a flow|Kind of users)"/g)?.length,
    7,
  );
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
  const lot = JSON.parse(compiled.steps.at(-3)?.body(createUser(compiled, 0)) ?? "");
  assert.match(lot.lot_code, /^LOT-/);
  assert.ok(["RAW", "WIP", "FINISHED"].includes(lot.lot_type));
  assert.ok(lot.weight_kg >= 50 && lot.weight_kg <= 500 && lot.temperature_c >= 2 && lot.temperature_c <= 8);
});
