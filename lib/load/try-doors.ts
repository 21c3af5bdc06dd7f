import type { Environment } from "../platform/core/environment.ts";
import type { carryOutPasses } from "./edge/pass-runner.ts";
import type { Resolved } from "./edge/resolve-target.ts";

/** What a try needs of the process it is carried out in: the web process gives it at its start (bin/web.ts), so that the load client is no part
 *  of what is built for the pages. */
export type TryDoors = {
  carryOut: typeof carryOutPasses;
  resolve(baseUrl: string): Promise<Resolved>;
  /** Secret values bound to a system. */
  secretsFor(system: { name: string; environment: Environment }): Record<string, string>;
};

const place = Symbol.for("gantry.try-doors");
type Holder = { [place]?: TryDoors };

export function setTryDoors(doors: TryDoors): void {
  (globalThis as Holder)[place] = doors;
}

/** It hangs on the process: Next.js may load a module more than once. */
export function webTryDoors(): TryDoors {
  const doors = (globalThis as Holder)[place];
  if (doors === undefined) throw new Error("This process was not told how a scenario is tried.");
  return doors;
}
