import { createHash } from "node:crypto";
import type { RoleNeeds } from "./core/people-view.ts";
import type { Requirement } from "./store-modules.ts";

/** Names a state of the table: the same rows, the same name. */
export function stateOfRequirements(table: readonly Requirement[]): string {
  const rows = table.map(({ role, moduleId }) => JSON.stringify([role, moduleId])).sort();
  return createHash("sha256").update(rows.join("\n")).digest("hex");
}

/** A line for each role that needs something or that is among `roles`, by name. */
export function needsByRole(table: readonly Requirement[], roles: readonly string[]): RoleNeeds[] {
  const names = [...new Set([...table.map(({ role }) => role), ...roles])].sort((a, b) => a.localeCompare(b, "en"));
  return names.map((role) => ({
    role,
    modules: table.filter((one) => one.role === role).map(({ moduleId }) => moduleId),
  }));
}
