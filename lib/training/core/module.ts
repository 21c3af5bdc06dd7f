import type { Texts } from "./language.ts";

/** What is taught. A version is never changed: whoever signed, signed for that one. */

export type ModuleStep = {
  /** Stays the same in the next version where the step does. */
  id: string;
  /** What the operator has to show: "Put a lot on hold at gate 3." */
  shows: Texts;
};

export type ModuleVersion = {
  id: string;
  number: number;
  /** How long the session takes. */
  minutes: number;
  name: Texts;
  steps: readonly ModuleStep[];
  /** What the operator says about themselves: "I took a lot through all seven QC gates on my own, and put one on hold." */
  statement: Texts;
  /** Days of the site's calendar; null: for ever. */
  validForDays: number | null;
  /** Roles for which sign-offs on earlier versions are due again. */
  dueForRoles: readonly string[];
};

export type TrainingModule = {
  id: string;
  /** "M3" */
  code: string;
  position: number;
  /** The newest. */
  version: ModuleVersion;
};

/** `shift` is one of the pilot's shifts by name, empty where none. */
export type Operator = {
  id: string;
  badge: string;
  name: string;
  shift: string;
  roles: readonly string[];
  language: "en" | "de";
  isChampion: boolean;
};
