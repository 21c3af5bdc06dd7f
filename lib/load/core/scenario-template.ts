import type { Objectives } from "./criterion.ts";
import type { Only } from "./part-of-scenario.ts";
import type { Profile } from "./profile.ts";
import type { RunKind } from "./run.ts";

/** A scenario that Gantry ships, with a load and limits to begin with. */
export type ScenarioTemplate = {
  key: string;
  /** Whose test plan it is from. */
  team: string;
  name: string;
  description: string;
  kind: RunKind;
  passes: number;
  only: Only | null;
  /** YAML, as a person would write it. */
  text: string;
  /** Data files that the text names. */
  files: readonly { name: string; text: string }[];
  profile: Profile;
  objectives: Objectives;
};
