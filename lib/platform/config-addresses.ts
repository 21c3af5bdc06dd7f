import path from "node:path";
import type { ProbeResources } from "./config.ts";
import { type ProbeSources, readText } from "./config-file.ts";
import type { DatabaseSources } from "./database-config.ts";
import { StartRefused } from "./start-refused.ts";
import type { TimedDatabases } from "./timed-databases.ts";

/** Addresses that the configuration names: each stands there, or in a variable or a file, since it may hold a password. */

type Environment = Readonly<Record<string, string | undefined>>;

export function probeResources({ databases, redis, files, commands }: ProbeSources, env: Environment): ProbeResources {
  const addresses = (kind: "databases" | "redis", schemes: RegExp, sources: ProbeSources["redis"]) =>
    Object.fromEntries(
      Object.entries(sources).map(([name, source]) => [
        name,
        addressOf(`probes.${kind}.${name}`, source, { schemes, env }),
      ]),
    );
  return {
    databases: addresses("databases", /^postgres(ql)?:$/, databases),
    redis: addresses("redis", /^rediss?:$/, redis),
    files: Object.fromEntries(Object.entries(files).map(([name, one]) => [name, path.resolve(one.path)])),
    commands,
  };
}

export function timedDatabases(sources: DatabaseSources, env: Environment): TimedDatabases {
  return Object.fromEntries(
    Object.entries(sources).map(([name, { environment, pilots, ...source }]) => {
      const url = addressOf(`databases.${name}`, source, { schemes: /^postgres(ql)?:$/, env });
      return [name, { url, environment, pilots }];
    }),
  );
}

type Address = { schemes: RegExp; env: Environment };

/** The value is never repeated: it may hold a password. */
function addressOf(key: string, source: ProbeSources["redis"][string], { schemes, env }: Address): string {
  const { url, variable, file } = source;
  const value = url ?? (variable === undefined ? readText(file ?? "", key).trim() : env[variable]);
  if (value === undefined) throw new StartRefused(`${key} names the variable ${variable}, which is not set.`);
  if (!URL.canParse(value) || !schemes.test(new URL(value).protocol))
    throw new StartRefused(`${key}: what ${variable ?? file} holds is no address of this kind.`);
  return value;
}
