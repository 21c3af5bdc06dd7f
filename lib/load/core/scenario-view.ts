import type { PassStep } from "./pass.ts";

/** Scenarios as pages show them. Times are ISO texts. */

/** A scenario in the pilot's list: its newest version, and the last run that used any of its versions. */
export type ScenarioLine = {
  id: string;
  name: string;
  version: number;
  savedBy: string;
  savedAt: string;
  lastRun: { number: number; at: string } | null;
};

/** `firstRows`: the first few, enough to see what is in it. Null where its rows cannot be read any more. */
export type FileFacts = {
  name: string;
  bytes: number;
  columns: readonly string[];
  rows: number;
  firstRows: readonly (readonly string[])[];
};

/** `runs`: how many used it, and the numbers of the newest of them. */
export type VersionLine = {
  version: number;
  savedBy: string;
  savedAt: string;
  runs: { count: number; newest: readonly number[] };
};

/** A scenario with its newest text and files, and its versions from the newest on. */
export type ScenarioPage = {
  id: string;
  name: string;
  text: string;
  files: readonly FileFacts[];
  versions: readonly VersionLine[];
};

/** One version as it was saved, whole. */
export type VersionText = { version: number; text: string; files: readonly { name: string; text: string }[] };

/** What one user saw. `ended`: null where every step was gone through, else why it ended before. */
export type Tried = {
  at: string;
  system: string;
  seed: number;
  tookMs: number;
  steps: readonly PassStep[];
  ended: string | null;
};
