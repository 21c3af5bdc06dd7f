import assert from "node:assert/strict";
import test from "node:test";
import type { Config } from "./config.ts";
import { processEnvironment, toldSettings } from "./process-environment.ts";

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
};
const database = { appUrl: "postgres://gantry_app:a@db/gantry", secret: "the installation's secret" };
const given = {
  DATABASE_URL: "postgres://owner:own3r@db/gantry",
  GANTRY_ADMIN_PASSWORD: "adm1n",
  GANTRY_ADMIN_PASSWORD_FILE: "/run/secrets/adm1n",
  GANTRY_CONFIG: "/etc/gantry.yaml",
  WMS_PASSWORD: "w4rehouse",
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

test("no process gets what only the start needs, and only a runner the values of scenario secrets", () => {
  const cases: [process: string, scenarioSecret: boolean][] = [
    ["web", false],
    ["keeper", false],
    ["plant", false],
    ["runner", true],
  ];
  for (const [name, scenarioSecret] of cases) {
    const told = JSON.stringify(toldTo(name));
    assert.doesNotMatch(told, /own3r|adm1n|gantry\.yaml/, name);
    assert.equal(told.includes("w4rehouse"), scenarioSecret, name);
    assert.equal("WMS_PASSWORD" in toldTo(name), false, name);
  }
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
