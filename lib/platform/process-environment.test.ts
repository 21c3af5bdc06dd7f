import assert from "node:assert/strict";
import test from "node:test";
import type { Config } from "./config.ts";
import { processEnvironment, toldSettings } from "./process-environment.ts";
import { reachableSwitches, switchesOf } from "./switches.ts";
import { databasesOf } from "./timed-databases.ts";

const config: Config = {
  databaseUrl: "postgres://owner:own3r@db/gantry",
  admin: null,
  dataFolder: "/data",
  host: "127.0.0.1",
  port: 4000,
  sandbox: true,
  tls: { certFile: "/etc/gantry/cert.pem", keyFile: "/etc/gantry/key.pem" },
  trustProxy: true,
  secret: "the installation's secret",
  url: "https://gantry.plant.example",
  scenarioSecrets: { WMS: { value: "w4rehouse", systems: ["warehouse"] } },
  scenarioSecretVariables: ["WMS_PASSWORD"],
  probes: { databases: { warehouse: "postgres://reader:r3ader@db/wms" }, redis: {}, files: {}, commands: {} },
  probeVariables: ["WMS_DATABASE"],
  switches: {
    cutover: {
      ...{ driver: "command", environment: "test", pilots: ["hall-2"], single: true, deadlineSeconds: 30 },
      health: { legacy: ["http://old.example/healthz"], new: ["http://new.example/healthz"] },
      read: { argv: ["/opt/sw1tch", "read"], path: null },
      apply: { argv: ["/opt/sw1tch", "{newPercent}"] },
      variables: ["SWITCH_TOKEN"],
    },
  },
  switchVariables: ["SWITCH_TOKEN"],
  databases: { bags: { url: "postgres://reader:b4gs@db/bags", environment: "test", pilots: ["hall-2"] } },
  databaseVariables: ["BAGS_DATABASE"],
};
const database = { appUrl: "postgres://gantry_app:a@db/gantry", secret: "the installation's secret" };
const given = {
  DATABASE_URL: "postgres://owner:own3r@db/gantry",
  GANTRY_ADMIN_PASSWORD: "adm1n",
  GANTRY_ADMIN_PASSWORD_FILE: "/run/secrets/adm1n",
  GANTRY_CONFIG: "/etc/gantry.yaml",
  WMS_PASSWORD: "w4rehouse",
  WMS_DATABASE: "postgres://reader:r3ader@db/wms",
  SWITCH_TOKEN: "t0ken",
  BAGS_DATABASE: "postgres://reader:b4gs@db/bags",
};

function toldTo(name: string): Record<string, string | undefined> {
  const before = { ...process.env };
  Object.assign(process.env, given);
  try {
    return processEnvironment(name, config, database);
  } finally {
    for (const key of Object.keys(given)) if (!(key in before)) delete process.env[key];
  }
}

test("no process gets what only the start needs; only who sends scenarios their secrets, only the keeper how probes and switches are reached", () => {
  const cases: [process: string, scenarioSecret: boolean, address: boolean][] = [
    ["web", true, false],
    ["keeper", false, true],
    ["plant", false, false],
    ["runner", true, false],
  ];
  for (const [name, scenarioSecret, address] of cases) {
    const told = JSON.stringify(toldTo(name));
    assert.doesNotMatch(told, /own3r|adm1n|gantry\.yaml/, name);
    assert.equal(told.includes("w4rehouse"), scenarioSecret, name);
    assert.equal(told.includes("r3ader"), address, name);
    assert.equal(told.includes("b4gs"), name === "runner", name);
    assert.deepEqual(databasesOf("hall-2", toldTo(name)), [{ name: "bags", environment: "test" }]);
    assert.deepEqual(databasesOf("hall-3", toldTo(name)), []);
    assert.match(told, /warehouse/, name);
    assert.deepEqual([told.includes("t0ken"), told.includes("sw1tch")], [address, address], name);
    assert.deepEqual(switchesOf("hall-2", toldTo(name)), [
      { name: "cutover", driver: "command", environment: "test", pilots: ["hall-2"], canSplit: false },
    ]);
    assert.deepEqual(switchesOf("hall-3", toldTo(name)), []);
    assert.deepEqual(
      ["WMS_PASSWORD", "WMS_DATABASE", "BAGS_DATABASE"].filter((one) => one in toldTo(name)),
      [],
      name,
    );
  }
});

test("the keeper reads back how switches are reached, and no other process does", () => {
  assert.deepEqual(reachableSwitches(toldTo("keeper")), config.switches);
  assert.deepEqual(reachableSwitches(toldTo("web")), {});
});

test("a process reads back what it was told", () => {
  assert.deepEqual(toldSettings(toldTo("web")), {
    host: "127.0.0.1",
    port: 4000,
    url: "https://gantry.plant.example",
    dataFolder: "/data",
    secret: "the installation's secret",
    tls: { certFile: "/etc/gantry/cert.pem", keyFile: "/etc/gantry/key.pem" },
    trustProxy: true,
  });
});

test("without certificate files a process speaks plain HTTP, whatever it inherits", () => {
  const plain = processEnvironment("web", { ...config, tls: null }, database);
  assert.equal(toldSettings(plain).tls, null);
});
