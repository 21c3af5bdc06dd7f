import type { z } from "zod";
import { mostSmokeRequests } from "#lib/load/core/check-list.ts";
import type { Criterion } from "#lib/load/core/criterion.ts";
import { type Only, partOf } from "#lib/load/core/part-of-scenario.ts";
import { type Profile, plannedSeconds } from "#lib/load/core/profile.ts";
import { requestsOfPasses } from "#lib/load/core/requests-of-passes.ts";
import { count } from "#lib/load/core/say.ts";
import type { Scenario } from "#lib/load/core/scenario.ts";
import { type Mistake, readScenario, type ScenarioRead } from "#lib/load/input/scenario.ts";
import { StartRun } from "#lib/load/input/start-run.ts";
import { scopeOf } from "./criterion-draft.ts";
import { Notes } from "./draft-notes.ts";
import { criterionPlace, type LimitsRead, readLimits, type SetChoice } from "./read-limits.ts";
import { readLoad } from "./read-load.ts";
import type { RunDraft } from "./run-draft.ts";

/** What the form asks for, as far as it can be read. Places are the API's own: `profile.stages.0.from`. */
export type DraftRead = {
  /** Null while the text has mistakes or is empty. */
  scenario: Scenario | null;
  /** What of it is sent; null also while that is nothing. */
  part: Scenario | null;
  scenarioMistakes: readonly Mistake[];
  /** Null while a figure of it is missing or wrong. */
  profile: Profile | null;
  /** Those that can be read. */
  criteria: readonly Criterion[];
  /** Limits of a set about what of the scenario is not sent. */
  leftOut: readonly Criterion[];
  /** Filled in and wrong: the sentence by its place. */
  wrong: Readonly<Record<string, string>>;
  /** Places still empty. */
  missing: readonly string[];
  /** The request; null while anything is missing or wrong. */
  run: StartRun | null;
};

type Asked = { systemId: string; typed: string } & Partial<SetChoice>;

/** Reads a draft with the rules of the API, and those of how numbers are typed. `systemId` is empty while no system is chosen that
 *  may be loaded now; `text` is the scenario where it was read already. */
export function readRunDraft(
  draft: RunDraft,
  { systemId, typed, sets = [], environment = null }: Asked,
  text: ScenarioRead = readScenario(draft.scenarioText),
): DraftRead {
  const notes = new Notes();
  const read = noteText(draft.scenarioText, text, notes);
  const scenario = read.ok ? read.scenario : null;
  if (draft.name.trim() === "") notes.miss("name");
  if (systemId === "") notes.miss("systemId");
  const only = onlyOf(draft);
  const part = readPart(scenario, only, notes);
  const profile = readLoad(draft, part, notes);
  const limits = limitsOf(draft, { sets, environment }, { scenario, part, profile, notes });
  const passes = draft.kind === "smoke" ? passesOf(draft, part, notes) : null;
  const files = filesOf(draft, scenario, notes);
  const parsed = StartRun.safeParse(askedFor(draft, { profile, limits, files, only, passes, systemId, typed }));
  for (const issue of parsed.error?.issues ?? [])
    if (isNew(issue, draft)) notes.refuse(issue.path.join("."), issue.message);
  return {
    ...{ scenario, part },
    scenarioMistakes: read.ok ? [] : read.mistakes,
    profile: notes.isClean("profile") && isKnown(profile) ? profile : null,
    criteria: limits.criteria.filter(
      (one, index): one is Criterion => one !== null && notes.isClean(criterionPlace(index)),
    ),
    leftOut: limits.leftOut,
    wrong: notes.wrong,
    missing: [...notes.missing],
    run: parsed.success && notes.isClean("") ? parsed.data : null,
  };
}

const nothingSet: LimitsRead = { criteria: [], abortWhen: null, abortWhenSlow: null, leftOut: [] };

/** A smoke run is judged by what its scenario expects. */
function limitsOf(draft: RunDraft, choice: SetChoice, at: Parameters<typeof readLimits>[2]): LimitsRead {
  return draft.kind === "smoke" ? nothingSet : readLimits(draft, choice, at);
}

type Rest = {
  profile: Profile | null;
  limits: LimitsRead;
  files: { name: string; text: string }[];
  only: Only | null;
  /** Of a smoke run. */
  passes: number | null;
  systemId: string;
  typed: string;
};

/** Only what differs from what a run is without it, so that the same inputs are the same request. */
function askedFor(draft: RunDraft, { profile, limits, files, only, passes, systemId, typed }: Rest) {
  const { name, scenarioText, kind } = draft;
  const countsForLaunch = draft.countsForLaunch && kind === "load" && only === null;
  const isSet = kind === "load" && draft.limits === "set";
  const { criteria, abortWhen, abortWhenSlow } = limits;
  const slow = abortWhenSlow == null ? {} : { abortWhenSlow };
  return {
    ...{ name, kind, scenarioText, files, only, systemId, countsForLaunch, profile },
    ...(passes === null ? {} : { passes }),
    objectives: isSet ? { criteria: [], abortWhen: null } : { criteria, abortWhen, ...slow },
    objectiveSetId: isSet && draft.objectiveSetId !== "" ? draft.objectiveSetId : null,
    ...(typed === "" ? {} : { typed }),
  };
}

/** No more than a list can be read of. */
function passesOf({ passes }: RunDraft, part: Scenario | null, notes: Notes): number {
  const whole = notes.whole("passes", passes, { most: 100, says: "1 to 100 whole passes" });
  const requests = part === null ? 0 : requestsOfPasses(part, whole);
  if (requests > mostSmokeRequests)
    notes.refuse("passes", `that would be ${count(requests)} requests; a list has at most ${count(mostSmokeRequests)}`);
  return whole;
}

/** What of the scenario is to be sent; null for all of it. */
export function onlyOf({ only }: Pick<RunDraft, "only">): Only | null {
  const scope = scopeOf(only);
  return scope.kind === "all" ? null : scope;
}

function readPart(scenario: Scenario | null, only: Only | null, notes: Notes): Scenario | null {
  if (scenario === null) return null;
  const part = partOf(scenario, only);
  if (part.ok) return part.scenario;
  notes.refuse("only", part.sentence);
  return null;
}

/** Those that the scenario names. One that was chosen and is not kept any more has to be chosen again. */
function filesOf({ files }: RunDraft, scenario: Scenario | null, notes: Notes) {
  const named = new Set(scenario?.data.map(({ file }) => file));
  return files.flatMap(({ name, text }) => {
    if (!named.has(name)) return [];
    if (text !== null) return [{ name, text }];
    notes.miss(`files.${name}`);
    return [];
  });
}

/** What is no number was said already, in better words; a stage without a climb has one rate only; a whole follows from its levels. */
function isNew(issue: z.core.$ZodIssue, { stages, model, closedShape, warmUp }: RunDraft): boolean {
  if (issue.code === "invalid_type" && issue.expected !== "int") return false;
  const place = issue.path.join(".");
  const ofLevels = ["profile.users", "profile.durationSeconds", "profile.levels"].includes(place);
  if (model === "closed" && closedShape !== "users" && ofLevels) return false;
  // Without a warm-up it is the length that is wrong, and that was said.
  if (place === "profile.warmUpSeconds" && warmUp.trim() === "") return false;
  return issue.path.at(-1) !== "to" || stages[Number(issue.path.at(-2))]?.shape === "ramp";
}

/** A rate by one step is unknown while the scenario is. */
function isKnown(profile: Profile | null): boolean {
  if (profile === null || !Number.isFinite(plannedSeconds(profile))) return false;
  return profile.model === "closed" || profile.stages.every(({ from }) => !Number.isNaN(from));
}

/** An empty text has no mistakes; it is missing. */
function noteText(text: string, read: ScenarioRead, notes: Notes): ScenarioRead {
  if (text.trim() === "") {
    notes.miss("scenarioText");
    return { ok: false, mistakes: [] };
  }
  if (!read.ok) notes.refuse("scenarioText", read.mistakes[0]?.sentence ?? "");
  return read;
}
