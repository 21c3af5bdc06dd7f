import type { Config } from "./config.ts";
import { resourceNamesVariable, resourcesVariable } from "./probe-resources.ts";
import { secretNamesVariable, secretValuesVariable } from "./scenario-secrets.ts";
import { switchesVariable, toldSwitchesVariable } from "./switches.ts";
import { databasesVariable, toldDatabasesVariable } from "./timed-databases.ts";

type Environment = Record<string, string | undefined>;

/** What only the start itself needs: the owner's login and the first admin's password reach no process. Nor does the name of
 *  gantry.yaml: what stands in it, a process is told. */
const startOnly = /^(DATABASE_URL|GANTRY_SECRET|GANTRY_ADMIN_EMAIL|GANTRY_ADMIN_PASSWORD|GANTRY_CONFIG)(_FILE)?$/;

/** Who sends scenarios: runners, and the web process where one is tried. */
const sendsScenarios = ["runner", "web"];

/** What a process of Gantry is told. Only those that send scenarios get the values of their secrets, whichever way they came; only the
 *  keeper learns how probes and switches reach what they ask. */
export function processEnvironment(
  name: string,
  config: Config,
  { appUrl, secret }: { appUrl: string; secret: string },
): Environment {
  const withheld = [
    ...config.scenarioSecretVariables,
    ...config.probeVariables,
    ...config.databaseVariables,
    ...(name === "keeper" ? [] : config.switchVariables),
  ];
  const inherited = Object.entries(process.env).filter(([key]) => !startOnly.test(key) && !withheld.includes(key));
  return {
    ...Object.fromEntries(inherited),
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    GANTRY_APP_DATABASE_URL: appUrl,
    GANTRY_SECRET: secret,
    GANTRY_DATA: config.dataFolder,
    GANTRY_HOST: config.host,
    GANTRY_PORT: String(config.port),
    GANTRY_URL: config.url,
    GANTRY_SANDBOX: config.sandbox ? "on" : "off",
    GANTRY_TRUST_PROXY: config.trustProxy ? "on" : "off",
    ...(config.tls === null
      ? {}
      : { GANTRY_TLS_CERT_FILE: config.tls.certFile, GANTRY_TLS_KEY_FILE: config.tls.keyFile }),
    ...secretNamesVariable(config.scenarioSecrets),
    ...(sendsScenarios.includes(name) ? secretValuesVariable(config.scenarioSecrets) : {}),
    ...resourceNamesVariable(config.probes),
    ...(name === "keeper" ? resourcesVariable(config.probes) : {}),
    ...toldSwitchesVariable(config.switches),
    ...(name === "keeper" ? switchesVariable(config.switches) : {}),
    ...toldDatabasesVariable(config.databases),
    ...(name === "runner" ? databasesVariable(config.databases) : {}),
  };
}

/** What a process reads of it to listen and to keep its files; it does not read gantry.yaml again. */
export function toldSettings(env: Readonly<Record<string, string | undefined>> = process.env) {
  const port = Number(env["GANTRY_PORT"] ?? 3000);
  const { GANTRY_TLS_CERT_FILE: certFile, GANTRY_TLS_KEY_FILE: keyFile } = env;
  return {
    host: env["GANTRY_HOST"] ?? "0.0.0.0",
    port,
    url: env["GANTRY_URL"] ?? `http://localhost:${port}`,
    dataFolder: env["GANTRY_DATA"] ?? "./data",
    secret: env["GANTRY_SECRET"] ?? "",
    tls: certFile && keyFile ? { certFile, keyFile } : null,
    trustProxy: env["GANTRY_TRUST_PROXY"] === "on",
  };
}
