import { type Refused, refuse } from "../platform/result.ts";
import { mostSmokeRequests } from "./core/check-list.ts";
import type { Objectives } from "./core/criterion.ts";
import { missingIn } from "./core/criterion-scope.ts";
import { noRecoveryInSearch, unjudgedInSearch } from "./core/judge-search.ts";
import { limitsOfPart } from "./core/limits-of-part.ts";
import { partOf } from "./core/part-of-scenario.ts";
import { requestsOfPasses } from "./core/requests-of-passes.ts";
import { criterionName } from "./core/say.ts";
import type { Scenario } from "./core/scenario.ts";
import type { StartRun } from "./input/start-run.ts";

/** Those given with the run, or those of a set: then `objectiveSet` is what people call it. */
export type Limits = { objectives: Objectives; objectiveSet: string | null };

/** `leftOut`: what a set asks for and this part does not send, by name. */
type Fitted = Limits & { ok: true; leftOut: string[] };
type Misfit = Refused<"part-empty" | "passes-many" | "unknown-step" | "part-without-limits" | "search-with-recovery">;

/** The limits for what is to be sent. Refuses a part that is empty, a list of checks that is too long, limits about something that the scenario has
 *  not, and of a set: that none is left for the part, and a recovery for a search, which nothing would judge. */
export function fitLimits(scenario: Scenario, limits: Limits, input: StartRun): Fitted | Misfit {
  const part = partOf(scenario, input.only ?? null);
  if (!part.ok) {
    const fields = [{ path: "only", message: part.sentence }];
    return refuse("part-empty", { fields, says: { sentence: part.sentence } });
  }
  if (input.kind === "smoke") return tooMany(part.scenario, input.passes ?? 1) ?? { ok: true, ...limits, leftOut: [] };
  const both = { scenario, part: part.scenario };
  return limits.objectiveSet === null ? fitTyped(both.part, limits) : fitSet(both, limits, input);
}

/** A limit that was typed is changed where it stands: none of them is left out. */
function fitTyped(part: Scenario, limits: Limits): Fitted | Misfit {
  const { criteria } = limits.objectives;
  for (const [at, { scope }] of criteria.entries()) {
    const what = missingIn(part, scope);
    if (what !== null) return unknownStep(`objectives.criteria.${at}.scope.${scope.kind}`, what);
  }
  return { ok: true, ...limits, leftOut: [] };
}

function fitSet(both: { scenario: Scenario; part: Scenario }, limits: Limits, { profile }: StartRun): Fitted | Misfit {
  const { objectives } = limits;
  const found = limitsOfPart(objectives.criteria, both);
  if (!found.ok && found.why === "unknown") {
    const kind = objectives.criteria[found.at]?.scope.kind ?? "all";
    return unknownStep(`objectives.criteria.${found.at}.scope.${kind}`, found.what);
  }
  if (!found.ok) return refuse("part-without-limits", { fields: [{ path, message: "none is about this part" }] });
  const at = unjudgedInSearch(found.kept, profile);
  const unjudged = at === null ? undefined : found.kept[at];
  if (unjudged !== undefined) {
    const fields = [{ path, message: noRecoveryInSearch }];
    return refuse("search-with-recovery", { fields, says: { name: criterionName(unjudged) } });
  }
  const leftOut = found.leftOut.map(criterionName);
  return { ok: true, ...limits, objectives: { ...objectives, criteria: found.kept }, leftOut };
}

const path = "objectiveSetId";

function unknownStep(place: string, what: string): Misfit {
  return refuse("unknown-step", { fields: [{ path: place, message: `the scenario has no ${what}` }], says: { what } });
}

function tooMany(scenario: Scenario, passes: number): Misfit | null {
  if (requestsOfPasses(scenario, passes) <= mostSmokeRequests) return null;
  const setup = requestsOfPasses(scenario, 0);
  const steps = requestsOfPasses(scenario, 1) - setup;
  const most = Math.floor((mostSmokeRequests - setup) / steps);
  const fields = [{ path: "passes", message: `at most ${most} for ${steps} steps` }];
  return refuse("passes-many", { fields, says: { most: String(most), steps: String(steps) } });
}
