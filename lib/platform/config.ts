import path from "node:path";
import { z } from "zod";
import { probeResources, timedDatabases } from "./config-addresses.ts";
import { type ConfigFile, readConfigFile, readText } from "./config-file.ts";
import { StartRefused } from "./start-refused.ts";
import type { SwitchSources } from "./switch-config.ts";
import { switchVariables } from "./switches.ts";
import type { TimedDatabases } from "./timed-databases.ts";
import { readCertificatePair, type TlsFiles } from "./tls/certificate-files.ts";

/** Everything Gantry is told from outside, parsed once at start: `GANTRY_*` variables and one optional file. Variables win. */

const variables = z.strictObject({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  GANTRY_ADMIN_EMAIL: z.email().optional(),
  GANTRY_ADMIN_PASSWORD: z.string().min(12).optional(),
  GANTRY_CONFIG: z.string().min(1).optional(),
  GANTRY_DATA: z.string().min(1).default("./data"),
  GANTRY_HOST: z.string().min(1).default("0.0.0.0"),
  GANTRY_PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  GANTRY_SANDBOX: z
    .enum(["on", "off"])
    .default("on")
    .transform((word) => word === "on"),
  GANTRY_SECRET: z.string().min(16).optional(),
  GANTRY_TLS_CERT_FILE: z.string().min(1).optional(),
  GANTRY_TLS_KEY_FILE: z.string().min(1).optional(),
  GANTRY_TRUST_PROXY: z
    .enum(["on", "off"])
    .default("off")
    .transform((word) => word === "on"),
  GANTRY_URL: z.url({ protocol: /^https?$/ }).optional(),
});
type Variable = keyof z.input<typeof variables>;

/** What each variable takes, in words. A value is never repeated: it may be secret. */
const expected: Record<Variable, string> = {
  DATABASE_URL: "an address such as postgres://user:password@host:5432/gantry",
  GANTRY_ADMIN_EMAIL: "an e-mail address",
  GANTRY_ADMIN_PASSWORD: "at least 12 characters",
  GANTRY_CONFIG: "the path of a YAML file",
  GANTRY_DATA: "the path of a folder",
  GANTRY_HOST: "an address of this machine, such as 0.0.0.0 (all of them) or 127.0.0.1 (this machine only)",
  GANTRY_PORT: "a port from 1 to 65535",
  GANTRY_SANDBOX: "on or off",
  GANTRY_SECRET: "at least 16 characters",
  GANTRY_TLS_CERT_FILE: "the path of a certificate in PEM",
  GANTRY_TLS_KEY_FILE: "the path of the certificate's private key in PEM",
  GANTRY_TRUST_PROXY: "on or off",
  GANTRY_URL: "an address such as https://gantry.example.org",
};

/** Set by Gantry itself for the processes it starts, or by its tests. */
const ours =
  /^GANTRY_(APP_DATABASE_URL$|PLANT_|TEST_|SCENARIO_SECRET|PROBE_RESOURCE|SWITCH|TIMED_DATABASE|PRACTICE_DATABASE)/;
const secretVariables = ["DATABASE_URL", "GANTRY_ADMIN_PASSWORD", "GANTRY_SECRET"];
/** These say where the file is, so they cannot stand in it. */
const notInFile = ["GANTRY_CONFIG", "GANTRY_DATA"];

/** A value that scenarios may name as `{{secret.NAME}}`, sent only to the systems it is bound to. */
export type ScenarioSecret = { value: string; systems: readonly string[] };

export type Config = {
  databaseUrl: string | null;
  admin: { email: string; password: string } | null;
  dataFolder: string;
  host: string;
  port: number;
  sandbox: boolean;
  secret: string | null;
  /** Null: plain HTTP. */
  tls: TlsFiles | null;
  /** A proxy stands before Gantry and writes the client's address at the end of X-Forwarded-For. */
  trustProxy: boolean;
  url: string;
  scenarioSecrets: Readonly<Record<string, ScenarioSecret>>;
  /** The variables that these values came in. */
  scenarioSecretVariables: readonly string[];
  probes: ProbeResources;
  /** The variables that addresses of probes came in. */
  probeVariables: readonly string[];
  /** How each switch is reached: only the keeper gets it. */
  switches: SwitchSources;
  /** The variables that commands of switches get. */
  switchVariables: readonly string[];
  /** On which statements may be timed. Addresses may hold passwords: only a runner gets them. */
  databases: TimedDatabases;
  /** The variables that their addresses came in. */
  databaseVariables: readonly string[];
};

/** What probes may reach beside named systems, by name. Addresses may hold passwords: only the keeper gets them. */
export type ProbeResources = {
  databases: Readonly<Record<string, string>>;
  redis: Readonly<Record<string, string>>;
  /** A path, with * for any part of a file's name. */
  files: Readonly<Record<string, string>>;
  commands: Readonly<Record<string, { argv: readonly string[]; variables: readonly string[] }>>;
};

type Environment = Readonly<Record<string, string | undefined>>;
type Given = Map<string, { value: string; where: string }>;

/** Refuses (StartRefused) an unknown key or a bad value, naming file, line, key and what is expected. */
export function readConfig(env: Environment): Config {
  const fromEnv = variablesOf(env);
  const file = fileOf(fromEnv);
  const values = parse(withFiles(merged(settingsOf(file), fromEnv)));
  refuseHalves(values);
  const tls = tlsOf(values);
  return {
    databaseUrl: values.DATABASE_URL ?? null,
    admin: adminOf(values),
    dataFolder: path.resolve(values.GANTRY_DATA),
    host: values.GANTRY_HOST,
    port: values.GANTRY_PORT,
    sandbox: values.GANTRY_SANDBOX,
    secret: values.GANTRY_SECRET ?? null,
    tls,
    trustProxy: values.GANTRY_TRUST_PROXY,
    url: (values.GANTRY_URL ?? `${tls === null ? "http" : "https"}://localhost:${values.GANTRY_PORT}`).replace(
      /\/+$/,
      "",
    ),
    scenarioSecrets: scenarioSecrets(file.secrets, env),
    scenarioSecretVariables: Object.values(file.secrets).flatMap(({ variable }) => variable ?? []),
    probes: probeResources(file.probes, env),
    probeVariables: [...Object.values(file.probes.databases), ...Object.values(file.probes.redis)].flatMap(
      ({ variable }) => variable ?? [],
    ),
    switches: file.switches,
    switchVariables: switchVariables(file.switches, env),
    databases: timedDatabases(file.databases, env),
    databaseVariables: Object.values(file.databases).flatMap(({ variable }) => variable ?? []),
  };
}

function variablesOf(env: Environment): Given {
  const own = Object.entries(env).filter(([key]) => /^(GANTRY_|DATABASE_URL(_FILE)?$)/.test(key) && !ours.test(key));
  return new Map(own.flatMap(([key, value]) => (value === undefined ? [] : [[key, { value, where: "" }]])));
}

function fileOf(fromEnv: Given): ConfigFile {
  const named = fromEnv.get("GANTRY_CONFIG")?.value;
  const folder = fromEnv.get("GANTRY_DATA")?.value ?? "./data";
  return readConfigFile(path.resolve(named ?? path.join(folder, "gantry.yaml")), named !== undefined);
}

function settingsOf({ settings }: ConfigFile): Given {
  for (const [key, { where }] of settings) {
    if (notInFile.includes(key))
      throw new StartRefused(`${where}${key}: set this as a variable; it says where the file is.`);
    if (secretVariables.includes(key))
      throw new StartRefused(`${where}${key}: secrets do not stand in this file. Name a file with ${key}_FILE.`);
  }
  return settings;
}

/** A variable `NAME` wins over the file's `NAME` and `NAME_FILE`, and the other way round. */
function merged(fromFile: Given, fromEnv: Given): Given {
  const plain = (key: string) => key.replace(/_FILE$/, "");
  const named = new Set([...fromEnv.keys()].map(plain));
  return new Map([...[...fromFile].filter(([key]) => !named.has(plain(key))), ...fromEnv]);
}

/** `NAME_FILE` gives the text of a file as the value of `NAME`. */
function withFiles(given: Given): Given {
  const plain = [...given].map(([key, one]) => {
    const name = key.replace(/_FILE$/, "");
    if (name === key || !secretVariables.includes(name)) return [key, one] as const;
    if (given.has(name)) throw new StartRefused(`${one.where}${name} and ${key} are both set. Set one of them.`);
    return [name, { ...one, value: readText(one.value, key).trim() }] as const;
  });
  return new Map(plain);
}

function parse(given: Given): z.output<typeof variables> {
  const parsed = variables.safeParse(Object.fromEntries([...given].map(([key, { value }]) => [key, value])));
  if (parsed.success) return parsed.data;
  const whereOf = (key: string) => given.get(key)?.where ?? "";
  const sentences = parsed.error.issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys")
      return issue.keys.map(
        (key) => `${whereOf(key)}${key} is not a setting of Gantry. There are: ${Object.keys(expected).join(", ")}.`,
      );
    const [key] = Object.keys(expected).filter((name) => name === issue.path[0]);
    return [`${whereOf(key ?? "")}${key}: expected ${expected[key as Variable]}.`];
  });
  throw new StartRefused(sentences.join("\n"));
}

function refuseHalves(values: z.output<typeof variables>): void {
  if ((values.GANTRY_ADMIN_EMAIL === undefined) !== (values.GANTRY_ADMIN_PASSWORD === undefined))
    throw new StartRefused("GANTRY_ADMIN_EMAIL and GANTRY_ADMIN_PASSWORD belong together: set both or neither.");
  if (values.DATABASE_URL !== undefined && values.GANTRY_SECRET === undefined)
    throw new StartRefused(
      "With DATABASE_URL set, GANTRY_SECRET is needed too: a random text of at least 16 characters, the same for every process and every start.",
    );
}

function adminOf(values: z.output<typeof variables>): Config["admin"] {
  const { GANTRY_ADMIN_EMAIL: email, GANTRY_ADMIN_PASSWORD: password } = values;
  return email === undefined || password === undefined ? null : { email, password };
}

/** Looked at here already: a start without its certificate should end before anything has begun. */
function tlsOf({ GANTRY_TLS_CERT_FILE: cert, GANTRY_TLS_KEY_FILE: key, ...rest }: z.output<typeof variables>) {
  if (cert === undefined && key === undefined) return null;
  if (cert === undefined || key === undefined)
    throw new StartRefused("GANTRY_TLS_CERT_FILE and GANTRY_TLS_KEY_FILE belong together: set both or neither.");
  if (rest.GANTRY_URL?.startsWith("http:"))
    throw new StartRefused("GANTRY_URL begins with http://, but with a certificate Gantry is reached by https://.");
  const files: TlsFiles = { certFile: path.resolve(cert), keyFile: path.resolve(key) };
  readCertificatePair(files);
  return files;
}

function scenarioSecrets(sources: ConfigFile["secrets"], env: Environment): Record<string, ScenarioSecret> {
  return Object.fromEntries(
    Object.entries(sources).map(([name, { variable, file, systems }]) => {
      const value = variable === undefined ? readText(file ?? "", `secrets.${name}`).trim() : env[variable];
      if (value === undefined)
        throw new StartRefused(`secrets.${name} names the variable ${variable}, which is not set.`);
      return [name, { value, systems }];
    }),
  );
}
