import type { Scope } from "./criterion.ts";
import { type Scenario, type Step, stepsOf } from "./scenario.ts";

/** Whether a step's requests are within a scope. Set-up steps never are; who asks leaves them out. */
export function covers(scope: Scope, { name, tags, users }: Pick<Step, "name" | "tags" | "users">): boolean {
  switch (scope.kind) {
    case "all":
      return true;
    case "step":
      return name === scope.step;
    case "tag":
      return tags.includes(scope.tag);
    case "users":
      return users === scope.users;
  }
}

/** The steps of the mix within a scope, as indexes into `stepsOf(scenario)`. */
export function stepsWithin(scope: Scope, scenario: Scenario): number[] {
  const first = scenario.setup.length;
  return stepsOf(scenario).flatMap((step, index) => (index >= first && covers(scope, step) ? [index] : []));
}

/** "register lot", "tag write", "users dispatcher"; empty for all. */
export function scopeName(scope: Scope): string {
  if (scope.kind === "all") return "";
  if (scope.kind === "step") return scope.step;
  return scope.kind === "tag" ? `tag ${scope.tag}` : `users ${scope.users}`;
}

/** "step named pages", "step with the tag write", "kind of users named biller" */
export function sayScope(scope: Exclude<Scope, { kind: "all" }>): string {
  if (scope.kind === "step") return `step named ${scope.step}`;
  return scope.kind === "tag" ? `step with the tag ${scope.tag}` : `kind of users named ${scope.users}`;
}

/** What a scope is about and the scenario has not, in words; null where it has it. */
export function missingIn(scenario: Scenario, scope: Scope): string | null {
  return scope.kind === "all" || stepsWithin(scope, scenario).length > 0 ? null : sayScope(scope);
}
