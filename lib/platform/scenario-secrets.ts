import { z } from "zod";
import type { ScenarioSecret } from "./config.ts";

/** The secrets that scenarios may name, as a process is told of them. Only who sends scenarios gets the values: runners, and the web
 *  process where one is tried. */

const values = z.record(z.string(), z.object({ value: z.string(), systems: z.array(z.string()) }));
const names = z.record(z.string(), z.array(z.string()));

/** What the supervisor gives to who sends scenarios. */
export function secretValuesVariable(secrets: Readonly<Record<string, ScenarioSecret>>): Record<string, string> {
  return { GANTRY_SCENARIO_SECRETS: JSON.stringify(secrets) };
}

/** What every process gets: which secrets there are, and for which systems. */
export function secretNamesVariable(secrets: Readonly<Record<string, ScenarioSecret>>): Record<string, string> {
  const bound = Object.entries(secrets).map(([name, { systems }]) => [name, systems]);
  return { GANTRY_SCENARIO_SECRET_NAMES: JSON.stringify(Object.fromEntries(bound)) };
}

/** Where scenarios are sent: the values bound to this system, by name. */
export function secretsFor(systemName: string): Record<string, string> {
  const all = values.parse(JSON.parse(process.env["GANTRY_SCENARIO_SECRETS"] ?? "{}"));
  const bound = Object.entries(all).filter(([, { systems }]) => systems.includes(systemName));
  return Object.fromEntries(bound.map(([name, { value }]) => [name, value]));
}

/** In any process: the names of the secrets bound to this system. */
export function secretNamesFor(systemName: string): string[] {
  const all = names.parse(JSON.parse(process.env["GANTRY_SCENARIO_SECRET_NAMES"] ?? "{}"));
  return Object.keys(all).filter((name) => all[name]?.includes(systemName));
}

/** Where scenarios are sent: the values for systems of the practice plant, which the supervisor knows. */
export function practiceSecrets(): Record<string, string> {
  return z.record(z.string(), z.string()).parse(JSON.parse(process.env["GANTRY_PLANT_SECRETS"] ?? "{}"));
}
