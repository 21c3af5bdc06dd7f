import type { Environment } from "#lib/platform/core/environment.ts";
import type { Objectives } from "./criterion.ts";

/** A set of limits in its newest version, as it is read for each environment. */
export type ObjectiveSetView = {
  id: string;
  name: string;
  version: number;
  text: string;
  createdBy: string;
  createdAt: string;
  /** The first mistake of a text that was right when it was saved, and by newer rules is not; then no run takes it, and it has no limits. */
  mistake: string | null;
  objectives: Readonly<Record<Environment, Objectives>>;
};

/** A version as it was saved. */
export type ObjectiveSetVersion = Pick<ObjectiveSetView, "version" | "text" | "createdBy" | "createdAt">;
