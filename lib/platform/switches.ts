import { z } from "zod";
import { StartRefused } from "./start-refused.ts";
import { type SwitchSource, type SwitchSources, switchSources } from "./switch-config.ts";

/** The switches of the configuration, as a process is told of them. Only the keeper learns how they are reached. */

const told = z.object({
  name: z.string(),
  driver: z.enum(["haproxy", "command"]),
  environment: z.enum(["practice", "test", "staging", "production"]),
  /** Short names of the pilots that may use it. */
  pilots: z.array(z.string()),
  /** Whether it can do more than 0 and 100. */
  canSplit: z.boolean(),
});
export type ToldSwitch = z.output<typeof told>;

type Environment = Readonly<Record<string, string | undefined>>;

/** What the supervisor gives to the keeper. */
export function switchesVariable(switches: SwitchSources): Record<string, string> {
  return { GANTRY_SWITCHES: JSON.stringify(switches) };
}

/** What every process gets: which there are, and for whom. */
export function toldSwitchesVariable(switches: SwitchSources): Record<string, string> {
  const list = Object.entries(switches).map(([name, source]): ToldSwitch => {
    const { driver, environment, pilots } = source;
    return { name, driver, environment, pilots, canSplit: canSplit(source) };
  });
  return { GANTRY_SWITCH_NAMES: JSON.stringify(list) };
}

/** In the keeper: how each is reached. */
export function reachableSwitches(env: Environment = process.env): SwitchSources {
  return switchSources.parse(JSON.parse(env["GANTRY_SWITCHES"] ?? "{}"));
}

/** In any process: the switches that a pilot may use. */
export function switchesOf(pilotSlug: string, env: Environment = process.env): ToldSwitch[] {
  const all = z.array(told).parse(JSON.parse(env["GANTRY_SWITCH_NAMES"] ?? "[]"));
  return all.filter(({ pilots }) => pilots.includes(pilotSlug));
}

/** Names of the variables that commands of switches get. Refuses (StartRefused) one that is not set: it would be missed when traffic has to
 *  move. */
export function switchVariables(switches: SwitchSources, env: Environment): string[] {
  return Object.entries(switches).flatMap(([name, source]) => {
    const variables = source.driver === "command" ? source.variables : [];
    const missing = variables.find((one) => env[one] === undefined);
    if (missing !== undefined)
      throw new StartRefused(`switches.${name} names the variable ${missing}, which is not set.`);
    return variables;
  });
}

/** A command without weights has only all or nothing. */
export function canSplit(source: SwitchSource): boolean {
  return source.driver === "haproxy" || !source.single;
}
