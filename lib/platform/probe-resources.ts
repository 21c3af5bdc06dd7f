import { z } from "zod";
import type { ProbeResources } from "./config.ts";

/** What probes may reach beside named systems, as a process is told of it. Only the keeper gets addresses and commands. */

const values = z.object({
  databases: z.record(z.string(), z.string()),
  redis: z.record(z.string(), z.string()),
  files: z.record(z.string(), z.string()),
  commands: z.record(z.string(), z.object({ argv: z.array(z.string()), variables: z.array(z.string()) })),
});
export type ResourceNames = Readonly<Record<keyof ProbeResources, readonly string[]>>;
const names = z.object({
  databases: z.array(z.string()),
  redis: z.array(z.string()),
  files: z.array(z.string()),
  commands: z.array(z.string()),
});
const none = { databases: {}, redis: {}, files: {}, commands: {} };

/** What the supervisor gives to the keeper. */
export function resourcesVariable(probes: ProbeResources): Record<string, string> {
  return { GANTRY_PROBE_RESOURCES: JSON.stringify(probes) };
}

/** What every process gets: which there are. */
export function resourceNamesVariable(probes: ProbeResources): Record<string, string> {
  const { databases, redis, files, commands } = probes;
  const of = { databases, redis, files, commands };
  const named = Object.fromEntries(Object.entries(of).map(([kind, one]) => [kind, Object.keys(one)]));
  return { GANTRY_PROBE_RESOURCE_NAMES: JSON.stringify(named) };
}

/** In the keeper. */
export function probeResources(env: Readonly<Record<string, string | undefined>> = process.env): ProbeResources {
  return values.parse(JSON.parse(env["GANTRY_PROBE_RESOURCES"] ?? JSON.stringify(none)));
}

/** In any process: the names that an item's form offers. */
export function probeResourceNames(): ResourceNames {
  const given = process.env["GANTRY_PROBE_RESOURCE_NAMES"];
  return given === undefined ? { databases: [], redis: [], files: [], commands: [] } : names.parse(JSON.parse(given));
}
