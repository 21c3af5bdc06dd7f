import { existsSync, readFileSync } from "node:fs";
import { isMap, isScalar, LineCounter, type Pair, parseDocument } from "yaml";
import { z } from "zod";
import { type DatabaseSources, databaseSources } from "./database-config.ts";
import { StartRefused } from "./start-refused.ts";
import { type SwitchSources, switchSources, wants } from "./switch-config.ts";

/** `gantry.yaml`: settings under the names of their variables, the secrets that scenarios may use, what probes may reach beside the systems
 *  that pilots name, the switches that move traffic, and the databases on which statements are timed. */
export type ConfigFile = {
  settings: Map<string, { value: string; where: string }>;
  secrets: Readonly<Record<string, SecretSource>>;
  probes: ProbeSources;
  switches: SwitchSources;
  databases: DatabaseSources;
};
const sections = ["secrets", "probes", "switches", "databases"];

const secretSource = z
  .strictObject(
    {
      variable: z.string("the name of an environment variable").optional(),
      file: z.string("the path of a file").optional(),
      systems: z.array(z.string().min(1), "a list of system names").min(1, "at least one system name"),
    },
    { error: wants("`systems` and either `variable` or `file`") },
  )
  .refine((one) => (one.variable === undefined) !== (one.file === undefined), "expected either `variable` or `file`");
const secretMap = z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), secretSource, {
  error: ({ code }) =>
    code === "invalid_key" ? "expected a name in capital letters, digits and _" : "expected a map of names",
});
type SecretSource = z.output<typeof secretSource>;

const resourceName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
const named = <Source extends z.ZodType>(source: Source) =>
  z
    .record(resourceName, source, {
      error: ({ code }) =>
        code === "invalid_key"
          ? "expected a name of small letters, digits and -, at most 40"
          : "expected a map of names",
    })
    .default({});
const server = (schemes: RegExp, example: string) =>
  z
    .strictObject(
      {
        url: z.url({ protocol: schemes, error: `expected an address such as ${example}` }).optional(),
        variable: z.string("the name of an environment variable").optional(),
        file: z.string("the path of a file").optional(),
      },
      { error: wants("`url`, `variable` or `file`") },
    )
    .refine((one) => Object.values(one).filter(Boolean).length === 1, "expected one of `url`, `variable` and `file`")
    .refine(
      ({ url }) => url === undefined || new URL(url).password === "",
      "a password does not stand in this file; name a `variable` or a `file` that holds the address",
    );
const probeSources = z.strictObject(
  {
    databases: named(server(/^postgres(ql)?$/, "postgres://reader@db.example.org:5432/warehouse")),
    redis: named(server(/^rediss?$/, "redis://cache.example.org:6379")),
    files: named(
      z.strictObject({ path: z.string().min(1) }, { error: wants("`path`, with * for any part of a name") }),
    ),
    commands: named(
      z.strictObject(
        {
          argv: z.array(z.string()).min(1, "expected a program and its arguments"),
          variables: z.array(z.string()).default([]),
        },
        { error: wants("`argv`, a list of texts, and where it needs any `variables`, a list of their names") },
      ),
    ),
  },
  { error: wants("databases, redis, files or commands") },
);
export type ProbeSources = z.output<typeof probeSources>;
const noProbes: ProbeSources = { databases: {}, redis: {}, files: {}, commands: {} };
const empty = (): ConfigFile => ({ settings: new Map(), secrets: {}, probes: noProbes, switches: {}, databases: {} });

/** Reads the file; none is the same as an empty one, unless it was asked for by name. Refuses (StartRefused) what it does not
 *  understand, with file, line, key and what is expected. */
export function readConfigFile(file: string, mustExist: boolean): ConfigFile {
  if (!mustExist && !existsSync(file)) return empty();
  const lines = new LineCounter();
  const document = parseDocument(readText(file), { lineCounter: lines });
  const where = (offset: number) => `${file}, line ${lines.linePos(offset).line}`;
  const [broken] = document.errors;
  if (broken) throw new StartRefused(`${where(broken.pos[0])}: this is not YAML. ${broken.message.split("\n")[0]}`);
  if (document.contents === null) return empty();
  if (!isMap(document.contents)) throw new StartRefused(`${file}: expected a map of names and values.`);
  const pairs = document.contents.items.map((pair) => ({ ...keyOf(pair), pair }));
  const settings = pairs
    .filter(({ name }) => !sections.includes(name))
    .map(({ name, offset, pair }) => {
      if (!isScalar(pair.value)) throw new StartRefused(`${where(offset)}, ${name}: expected one value.`);
      return [name, { value: String(pair.value.value), where: `${where(offset)}, ` }] as const;
    });
  const { secrets = {}, probes = {}, switches = {}, databases = {} } = Object(document.toJS());
  const read = z
    .object({ secrets: secretMap, probes: probeSources, switches: switchSources, databases: databaseSources })
    .safeParse({ secrets, probes, switches, databases });
  if (read.success) return { settings: new Map(settings), ...read.data };
  const sentences = read.error.issues.map((issue) => {
    const path = issue.path.map(String);
    return `${where(nearestOffset(document.contents, path))}, ${path.join(".")}: ${issue.message}.`;
  });
  throw new StartRefused(sentences.join("\n"));
}

/** The text of a file that a setting names. Refuses (StartRefused) one that cannot be read. */
export function readText(file: string, namedBy?: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new StartRefused(`The file ${file}${namedBy === undefined ? "" : `, named by ${namedBy},`} cannot be read.`);
  }
}

function keyOf(pair: Pair): { name: string; offset: number } {
  return isScalar(pair.key)
    ? { name: String(pair.key.value), offset: pair.key.range?.[0] ?? 0 }
    : { name: "?", offset: 0 };
}

/** Where the last key of the path that is there stands. */
function nearestOffset(contents: unknown, path: readonly string[]): number {
  let node = contents;
  let offset = 0;
  for (const step of path) {
    const pair = isMap(node) ? node.items.find((one) => keyOf(one).name === step) : undefined;
    if (pair === undefined) return offset;
    offset = keyOf(pair).offset;
    node = pair.value;
  }
  return offset;
}
