import { z } from "zod";
import { PilotPath, SystemPath } from "../pilots/input.ts";
import { faultNames } from "./core/faults.ts";

/** What comes in about the practice plant, and what the plant itself answers. Safe for the browser. */

export { PilotPath };
/** Whether there is such a fault is said in a sentence of its own. */
export const FaultPath = SystemPath.extend({ fault: z.string().min(1).max(40) });
export type FaultPath = z.output<typeof FaultPath>;

/** A fault's figures, and `route` for one endpoint only. Which fit is the fault's own matter: lib/practice/core/faults.ts. */
export const FaultFigures = z
  .record(z.string().max(40), z.union([z.number(), z.string().max(40)]))
  .refine((figures) => Object.keys(figures).length <= 10, "a fault takes fewer figures");

const figures = z.record(z.string(), z.union([z.number(), z.string()]));

export const PlantAnswer = z.object({
  startedAt: z.iso.datetime(),
  on: z.array(
    z.object({ fault: z.enum(faultNames), figures, since: z.iso.datetime(), by: z.string().max(200).nullable() }),
  ),
});
