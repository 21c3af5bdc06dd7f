import { z } from "zod";
import { PilotPath } from "../../pilots/input.ts";
import { oneLine, ScenarioFiles, storable } from "./start-run.ts";

/** A set of limits under a name. `basedOn`: the version that was changed; null for a new set. */
export const SaveObjectiveSet = z.strictObject({
  name: oneLine,
  text: storable.max(64 * 1024, "at most 64 KiB"),
  basedOn: z.number().int().min(1).max(1_000_000).nullable(),
});
export type SaveObjectiveSet = z.output<typeof SaveObjectiveSet>;

export const ObjectiveSetPath = PilotPath.extend({ set: z.uuid() });

/** A data file that is looked at and not kept. */
export const DataFile = ScenarioFiles.element;
