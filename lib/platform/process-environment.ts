import type { Config } from "./config.ts";
import { secretNamesVariable, secretValuesVariable } from "./scenario-secrets.ts";

type Environment = Record<string, string | undefined>;

/** What only the start itself needs: the owner's login and the first admin's password reach no process. */
const startOnly = /^(DATABASE_URL|GANTRY_SECRET|GANTRY_ADMIN_EMAIL|GANTRY_ADMIN_PASSWORD)(_FILE)?$/;

/** What a process of Gantry is told. Only a runner gets the values of scenario secrets. */
export function processEnvironment(
  name: string,
  config: Config,
  { appUrl, secret }: { appUrl: string; secret: string },
): Environment {
  const inherited = Object.entries(process.env).filter(([key]) => !startOnly.test(key));
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
    ...secretNamesVariable(config.scenarioSecrets),
    ...(name === "runner" ? secretValuesVariable(config.scenarioSecrets) : {}),
  };
}
