import type { Cell } from "./coverage-view.ts";
import type { ModuleVersion, Operator, TrainingModule } from "./module.ts";
import type { OperatorStanding, SessionState } from "./session-state.ts";

/** What the doors answer about modules, requirements and operators. Times are ms since 1970. */

/** A role and the ids of the modules that it needs. */
export type RoleNeeds = { role: string; modules: readonly string[] };

/** `versions`: oldest first, with who wrote each and when. */
export type ModuleLine = TrainingModule & {
  versions: readonly { version: ModuleVersion; by: string; at: number }[];
};

export type ModulesView = {
  modules: readonly ModuleLine[];
  /** A line for every role that operators have or that needs a module, by name. */
  requirements: readonly RoleNeeds[];
  /** How many operators have the role. */
  operatorsByRole: Readonly<Record<string, number>>;
  /** Names the state of `requirements`: whoever saves says which one they saw. */
  requirementsState: string;
};

export type ListedOperator = Operator & { version: number };

export type OperatorsView = {
  operators: readonly ListedOperator[];
  /** The pilot's own, in their order; empty: any name is taken. */
  shifts: readonly string[];
  /** Of operators and requirements, by name. */
  roles: readonly string[];
};

export type OperatorSession = {
  id: string;
  number: number;
  /** "TS-031" */
  name: string;
  state: SessionState;
  module: { id: string; code: string; name: string; version: number };
  trainer: string;
  plannedFrom: number;
  standing: OperatorStanding;
};

export type OperatorView = {
  operator: ListedOperator & { removedAt: number | null };
  shifts: readonly string[];
  roles: readonly string[];
  hasPin: boolean;
  isLocked: boolean;
  /** Wrong PINs since the last right one. */
  wrongTries: number;
  /** What their roles need, and what else they signed, in the modules' order; each with how it stands now. */
  modules: readonly {
    id: string;
    code: string;
    name: string;
    version: number;
    cell: Pick<Cell, "kind" | "at" | "expiresAt" | "says">;
  }[];
  /** Newest first. */
  sessions: readonly OperatorSession[];
};
