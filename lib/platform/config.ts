import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { StartRefused } from "./start-refused.ts";

/** Everything Gantry is told from outside, parsed once at start. */

const onOff = z.enum(["on", "off"]).transform((word) => word === "on");
const port = z.coerce.number().int().min(1).max(65_535);
const webAddress = z.url({ protocol: /^https?$/ });

const variables = z.strictObject({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  GANTRY_ADMIN_EMAIL: z.email().optional(),
  GANTRY_ADMIN_PASSWORD: z.string().min(12).optional(),
  GANTRY_CONFIG: z.string().optional(),
  GANTRY_DATA: z.string().min(1).default("./data"),
  GANTRY_HOST: z.string().min(1).default("0.0.0.0"),
  GANTRY_PORT: port.default(3000),
  GANTRY_SANDBOX: onOff.default(true),
  GANTRY_SECRET: z.string().min(16).optional(),
  GANTRY_URL: webAddress.optional(),
});

/** What each variable takes, in words; the sentence of a mistake. Values are never repeated: they may be secret. */
const expected: Record<keyof z.input<typeof variables>, string> = {
  DATABASE_URL: "an address such as postgres://user:password@host:5432/gantry",
  GANTRY_ADMIN_EMAIL: "an e-mail address",
  GANTRY_ADMIN_PASSWORD: "at least 12 characters",
  GANTRY_CONFIG: "the path of a YAML file",
  GANTRY_DATA: "the path of a folder",
  GANTRY_HOST: "an address of this machine, such as 0.0.0.0 or 127.0.0.1",
  GANTRY_PORT: "a port from 1 to 65535",
  GANTRY_SANDBOX: "on or off",
  GANTRY_SECRET: "at least 16 characters",
  GANTRY_URL: "an address such as https://gantry.example.org",
};

/** Set by Gantry itself for the processes it starts, or by its tests. */
const ours = /^GANTRY_(APP_DATABASE_URL|PLANT_|TEST_|VERSION|CONFIGURED|SCENARIO_SECRETS)/;
const mayBeFile = new Set(["GANTRY_SECRET", "GANTRY_ADMIN_PASSWORD", "DATABASE_URL"]);

const secretSource = z
  .strictObject({
    variable: z.string().optional(),
    file: z.string().optional(),
    systems: z.array(z.string().min(1)).min(1),
  })
  .refine((one) => (one.variable === undefined) !== (one.file === undefined), "give either `variable` or `file`");

const configFile = z.strictObject({
  secrets: z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/, "capital letters, digits and _"), secretSource).default({}),
});

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
  url: string;
  scenarioSecrets: Readonly<Record<string, ScenarioSecret>>;
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads variables and the file. Refuses (StartRefused) an unknown key or a bad value, naming it and what is expected. */
export function readConfig(env: Environment): Config {
  const values = parseVariables(withFiles(env));
  if ((values.GANTRY_ADMIN_EMAIL === undefined) !== (values.GANTRY_ADMIN_PASSWORD === undefined))
    throw new StartRefused("GANTRY_ADMIN_EMAIL and GANTRY_ADMIN_PASSWORD belong together: set both or neither.");
  if (values.DATABASE_URL !== undefined && values.GANTRY_SECRET === undefined)
    throw new StartRefused(
      "With DATABASE_URL set, GANTRY_SECRET is needed too: a random text of at least 16 characters, the same for every process and every start.",
    );
  return {
    databaseUrl: values.DATABASE_URL ?? null,
    admin: adminOf(values),
    dataFolder: path.resolve(values.GANTRY_DATA),
    host: values.GANTRY_HOST,
    port: values.GANTRY_PORT,
    sandbox: values.GANTRY_SANDBOX,
    secret: values.GANTRY_SECRET ?? null,
    url: (values.GANTRY_URL ?? `http://localhost:${values.GANTRY_PORT}`).replace(/\/+$/, ""),
    scenarioSecrets: readSecrets(values.GANTRY_CONFIG, env),
  };
}

function adminOf(values: z.output<typeof variables>): Config["admin"] {
  const { GANTRY_ADMIN_EMAIL: email, GANTRY_ADMIN_PASSWORD: password } = values;
  return email === undefined || password === undefined ? null : { email, password };
}

function withFiles(env: Environment): Record<string, string> {
  const ownKeys = Object.entries(env).filter(
    ([key, value]) =>
      value !== undefined && (/^GANTRY_/.test(key) || /^DATABASE_URL(_FILE)?$/.test(key)) && !ours.test(key),
  );
  return Object.fromEntries(
    ownKeys.map(([key, value = ""]) => {
      const plain = key.replace(/_FILE$/, "");
      if (plain === key || !mayBeFile.has(plain)) return [key, value];
      if (env[plain] !== undefined) throw new StartRefused(`${plain} and ${key} are both set. Set one of them.`);
      return [plain, readText(value, key).trim()];
    }),
  );
}

function parseVariables(given: Record<string, string>): z.output<typeof variables> {
  const parsed = variables.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") return issue.keys.map((key) => `${key} is not a variable of Gantry.`);
    const key = String(issue.path[0]);
    return [`${key} was not understood; expected ${expected[key as keyof typeof expected] ?? "another value"}.`];
  });
  throw new StartRefused(lines.join("\n"));
}

function readText(file: string, key: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new StartRefused(`The file ${file}, named by ${key}, cannot be read.`);
  }
}

function readSecrets(named: string | undefined, env: Environment): Record<string, ScenarioSecret> {
  const file = path.resolve(named ?? "gantry.yaml");
  if (named === undefined && !existsSync(file)) return {};
  const { secrets } = parseFile(file);
  return Object.fromEntries(
    Object.entries(secrets).map(([name, { variable, file: secretFile, systems }]) => {
      const value = variable === undefined ? readText(secretFile ?? "", `secrets.${name}`).trim() : env[variable];
      if (value === undefined)
        throw new StartRefused(`${file}: secrets.${name} names the variable ${variable}, which is not set.`);
      return [name, { value, systems }];
    }),
  );
}

function parseFile(file: string): z.output<typeof configFile> {
  const lines = new LineCounter();
  const document = parseDocument(readText(file, "GANTRY_CONFIG"), { lineCounter: lines });
  const [broken] = document.errors;
  if (broken) throw new StartRefused(`${file}: ${broken.message}`);
  const parsed = configFile.safeParse(document.toJS() ?? {});
  if (parsed.success) return parsed.data;
  const sentences = parsed.error.issues.map((issue) => {
    const node = document.getIn(
      issue.path.map((key) => (typeof key === "symbol" ? String(key) : key)),
      true,
    );
    const range = typeof node === "object" && node !== null && "range" in node ? node.range : null;
    const line = Array.isArray(range) ? `, line ${lines.linePos(Number(range[0])).line}` : "";
    return `${file}${line}, ${issue.path.join(".") || "top level"}: ${issue.message}`;
  });
  throw new StartRefused(sentences.join("\n"));
}
