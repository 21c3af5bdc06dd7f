import { z } from "zod";
import { type Environment, environments } from "./core/environment.ts";
import type { ToldDatabase } from "./core/timed-database.ts";

/** The databases on which statements may be timed, as a process is told of them. Only a runner gets their addresses. */

const environment = z.enum(environments);
const reachable = z.record(z.string(), z.object({ url: z.string(), environment }));
const told = z.array(z.object({ name: z.string(), environment, pilots: z.array(z.string()) }));
/** How they stand in the configuration. */
export type TimedDatabases = Readonly<
  Record<string, { url: string; environment: Environment; pilots: readonly string[] }>
>;
export type ReachableDatabases = z.output<typeof reachable>;

type Variables = Readonly<Record<string, string | undefined>>;

/** What the supervisor gives to the runner. */
export function databasesVariable(databases: TimedDatabases): Record<string, string> {
  return { GANTRY_TIMED_DATABASES: JSON.stringify(databases) };
}

/** What every process gets: which there are, and for whom. */
export function toldDatabasesVariable(databases: TimedDatabases): Record<string, string> {
  const list = Object.entries(databases).map(([name, one]) => ({
    ...{ name, environment: one.environment, pilots: one.pilots },
  }));
  return { GANTRY_TIMED_DATABASE_NAMES: JSON.stringify(list) };
}

/** In a runner: how each is reached. */
export function reachableDatabases(env: Variables = process.env): ReachableDatabases {
  return reachable.parse(JSON.parse(env["GANTRY_TIMED_DATABASES"] ?? "{}"));
}

/** In any process: those that a pilot may use, by name. */
export function databasesOf(pilotSlug: string, env: Variables = process.env): ToldDatabase[] {
  const all = told.parse(JSON.parse(env["GANTRY_TIMED_DATABASE_NAMES"] ?? "[]"));
  return all
    .filter(({ pilots }) => pilots.includes(pilotSlug))
    .map(({ name, environment: of }) => ({ name, environment: of }));
}
