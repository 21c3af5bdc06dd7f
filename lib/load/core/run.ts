import type { Objectives } from "./criterion.ts";
import type { DataRows } from "./data-rows.ts";
import type { Profile } from "./profile.ts";
import type { Scenario } from "./scenario.ts";

/** load: many users, judged by its objectives; smoke: one user, every expectation on a list. */
export type RunKind = "load" | "smoke";
export type RunState = "queued" | "starting" | "running" | "finishing" | "ended";
export type RunOutcome = "completed" | "stopped" | "aborted" | "interrupted" | "refused";

/** Where the load goes: the address as named, and what its host resolved to when the run started (pinned). */
export type PinnedTarget = { baseUrl: string; addresses: readonly string[] };

/** Everything a run was started with; frozen, and stored with it. */
export type RunPlan = {
  scenario: Scenario;
  profile: Profile;
  objectives: Objectives;
  seed: number;
  /** The rows of the scenario's data sets, by their names. */
  data: Readonly<Record<string, DataRows>>;
};
