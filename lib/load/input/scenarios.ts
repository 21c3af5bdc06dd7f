import { z } from "zod";
import { PilotPath } from "../../pilots/input.ts";
import { OnlyInput, ScenarioFiles, ScenarioText } from "./start-run.ts";

/** What comes in to save and to try a scenario. Safe for the browser. */

export const ScenarioPath = PilotPath.extend({ scenario: z.uuid() });

export const VersionPath = ScenarioPath.extend({
  version: z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .transform(Number),
});

/** A text with files of 5 MiB, each sign of which JSON may write as two. */
export const scenarioBodyBytes = 16 * 1024 * 1024;

export const SaveScenario = z.strictObject({
  text: ScenarioText,
  /** Those that are left out stay as they were in the newest version. */
  files: ScenarioFiles.default([]),
  /** The newest version of the scenario of this name when the text was begun; null: there was none. Another one there now: somebody else has
   *  saved, and nothing is overwritten. */
  basedOn: z.number().int().min(1).max(2_147_483_647).nullable(),
});
export type SaveScenario = z.output<typeof SaveScenario>;

export const TryScenario = z.strictObject({
  text: ScenarioText,
  files: ScenarioFiles.default([]),
  systemId: z.uuid("choose a system"),
  /** One step, tag or kind of users alone; null for all of the scenario. */
  only: OnlyInput.nullable().default(null),
});
export type TryScenario = z.output<typeof TryScenario>;
