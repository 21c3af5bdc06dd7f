import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { freePort } from "../free-port.ts";
import { StartRefused } from "../start-refused.ts";
import type { Ports } from "./left-behind.ts";

export type PlantPorts = { legacyPort: number; newPort: number; mirrorPort: number };

const names = ["legacyPort", "newPort", "mirrorPort"] as const;

/** Chosen once and kept in the data folder, so that the practice systems keep their addresses from start to start. Refuses
 *  (StartRefused) when another program has taken one. */
export async function plantPorts(dataFolder: string, isFree: Ports["isFree"]): Promise<PlantPorts> {
  const file = path.join(dataFolder, "practice-plant.json");
  const kept: Partial<PlantPorts> = existsSync(file) ? Object(JSON.parse(readFileSync(file, "utf8"))) : {};
  const ports = {
    legacyPort: Number(kept.legacyPort ?? (await freePort())),
    newPort: Number(kept.newPort ?? (await freePort())),
    mirrorPort: Number(kept.mirrorPort ?? (await freePort())),
  };
  // A folder of an older version has no port for the mirror yet.
  if (names.some((name) => kept[name] === undefined)) writeFileSync(file, JSON.stringify(ports));
  for (const port of names.map((name) => ports[name]))
    if (!(await isFree(port)))
      throw new StartRefused(
        `Port ${port} of the practice plant is taken by another program. Stop that program, or start without the plant: GANTRY_SANDBOX=off`,
      );
  return ports;
}
