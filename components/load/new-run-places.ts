import type { DraftRead } from "./read-run-draft.ts";
import { shapeFields } from "./shape-figures.ts";

/** Places of the form in words that follow on a verb: "fill in the limit of criterion 2". */

const fixed: Readonly<Record<string, string>> = {
  name: "the name of the run",
  scenarioText: "the scenario",
  systemId: "a target",
  "profile.model": "the load model",
  "profile.stages": "the stages",
  kind: "the kind of run",
  passes: "the passes",
  only: "what of the scenario is sent",
  objectiveSetId: "a set of limits",
  "profile.levels": "the levels",
  "profile.warmUpSeconds": "the warm-up",
  "profile.search.atLeast": "the rate that has to hold",
  "objectives.abortWhenSlow.limitMs": "the latency at which it stops",
  "objectives.abortWhenSlow.seconds": "the slow seconds after which it stops",
  "profile.maxUsers": "the users at most",
  "profile.startLimitMs": "the start limit",
  "profile.users": "the users",
  "profile.spawnPerSecond": "the users a second",
  "profile.durationSeconds": "the length",
  "objectives.abortWhen.errorRatio": "the errors at which it stops",
  "objectives.abortWhen.seconds": "the seconds after which it stops",
  typed: "the name of the system",
};

const ofStage: Readonly<Record<string, string>> = {
  from: "the rate of",
  to: "the last rate of",
  step: "the step of",
  seconds: "the length of",
};
const ofLevel: Readonly<Record<string, string>> = {
  users: "the users of",
  requestsEach: "the requests of",
  seconds: "the length of",
};
const ofCriterion: Readonly<Record<string, string>> = {
  metric: "the measure of",
  "metric.limitMs": "the latency of",
  "scope.step": "the scope of",
  "scope.tag": "the scope of",
  "scope.users": "the scope of",
  limit: "the limit of",
  warn: "the warning of",
};
const rows: Readonly<Record<string, [what: string, words: Readonly<Record<string, string>>]>> = {
  "profile.stages": ["stage", ofStage],
  "profile.levels": ["level", ofLevel],
  "objectives.criteria": ["criterion", ofCriterion],
};

/** "the rate of stage 1" for `profile.stages.0.from`. */
export function placeInWords(place: string): string {
  if (place.startsWith("files.")) return `the file ${place.slice("files.".length)}`;
  if (place.startsWith("profile.shape.")) return shapeInWords(place.slice("profile.shape.".length));
  const row = /^(profile\.stages|profile\.levels|objectives\.criteria)\.(\d+)(?:\.(.+))?$/.exec(place);
  const [what, words] = rows[row?.[1] ?? ""] ?? [];
  if (row === null || words === undefined) return fixed[place] ?? place;
  const which = `${what} ${Number(row[2]) + 1}`;
  const said = words[row[3] ?? ""];
  return said === undefined ? which : `${said} ${which}`;
}

/** "from of the steps" */
function shapeInWords(key: string): string {
  const [shape = ""] = key.split(".");
  const label = shapeFields[shape]?.find((field) => field.key === key)?.label ?? key;
  return `"${label}" of the ${shapeWords[shape] ?? shape}`;
}

const shapeWords: Readonly<Record<string, string>> = { batches: "clients × requests", sweep: "sweep of users" };

const toChoose = /^(scenarioText|systemId|profile\.model|objectiveSetId|files\..+)$|\.(step|metric)$/;

/** What is still to do at a place: "choose a target", "fill in the rate of stage 1", "correct the scenario". */
export function toDo(place: string, isMissing: boolean): string {
  if (!isMissing) return `correct ${placeInWords(place)}`;
  return `${toChoose.test(place) ? "choose" : "fill in"} ${placeInWords(place)}`;
}

const fields = ["from", "to", "users", "step", "requestsEach", "seconds", "metric", "scope", "limit", "warn"];
const parts = [
  ...["name", "scenarioText", "only", "files", "kind", "passes", "profile", "objectiveSetId", "objectives", "systemId"],
  "typed",
];

/** What is missing or wrong, in the order in which the form shows it. */
export function openPlaces({ missing, wrong }: Pick<DraftRead, "missing" | "wrong">): string[] {
  return [...missing, ...Object.keys(wrong)].sort(
    (a, b) => partOf(a) - partOf(b) || rowOf(a) - rowOf(b) || fieldOf(a) - fieldOf(b),
  );
}

function partOf(place: string): number {
  return parts.indexOf(place.split(".")[0] ?? "");
}

/** Rows first, then what stands below them. */
function rowOf(place: string): number {
  return Number(/\.(\d+)/.exec(place)?.[1] ?? Number.MAX_SAFE_INTEGER);
}

function fieldOf(place: string): number {
  return fields.indexOf(/\.\d+\.(\w+)/.exec(place)?.[1] ?? "");
}
