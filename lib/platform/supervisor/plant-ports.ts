import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { freePort } from "../free-port.ts";
import { StartRefused } from "../start-refused.ts";
import type { Ports } from "./left-behind.ts";

export type PlantPorts = { legacyPort: number; newPort: number };

/** Chosen once and kept in the data folder, so that the practice systems keep their addresses from start to start. Refuses
 *  (StartRefused) when another program has taken one. */
export async function plantPorts(dataFolder: string, isFree: Ports["isFree"]): Promise<PlantPorts> {
  const file = path.join(dataFolder, "practice-plant.json");
  if (!existsSync(file))
    writeFileSync(file, JSON.stringify({ legacyPort: await freePort(), newPort: await freePort() }));
  const { legacyPort, newPort } = Object(JSON.parse(readFileSync(file, "utf8")));
  for (const port of [legacyPort, newPort])
    if (!(await isFree(Number(port))))
      throw new StartRefused(
        `Port ${port} of the practice plant is taken by another program. Stop that program, or start without the plant: GANTRY_SANDBOX=off`,
      );
  return { legacyPort: Number(legacyPort), newPort: Number(newPort) };
}
