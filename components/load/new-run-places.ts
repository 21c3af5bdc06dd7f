import type { DraftRead } from "./read-run-draft.ts";

/** Places of the form in words that follow on a verb: "fill in the limit of criterion 2". */

const fixed: Readonly<Record<string, string>> = {
  name: "the name of the run",
  scenarioText: "the scenario",
  systemId: "a target",
  "profile.model": "the load model",
  "profile.stages": "the stages",
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
const ofCriterion: Readonly<Record<string, string>> = {
  metric: "the measure of",
  "scope.step": "the scope of",
  limit: "the limit of",
};

/** "the rate of stage 1" for `profile.stages.0.from`. */
export function placeInWords(place: string): string {
  const row = /^(?:profile\.(stages)|objectives\.criteria)\.(\d+)(?:\.(.+))?$/.exec(place);
  if (row === null) return fixed[place] ?? place;
  const [, stages, index, field = ""] = row;
  const which = `${stages ? "stage" : "criterion"} ${Number(index) + 1}`;
  const words = (stages ? ofStage : ofCriterion)[field];
  return words === undefined ? which : `${words} ${which}`;
}

const toChoose = /^(scenarioText|systemId|profile\.model)$|\.(step|metric)$/;

/** What is still to do at a place: "choose a target", "fill in the rate of stage 1", "correct the scenario". */
export function toDo(place: string, isMissing: boolean): string {
  if (!isMissing) return `correct ${placeInWords(place)}`;
  return `${toChoose.test(place) ? "choose" : "fill in"} ${placeInWords(place)}`;
}

const fields = ["from", "to", "step", "seconds", "metric", "scope", "limit"];
const parts = ["name", "scenarioText", "profile", "objectives", "systemId", "typed"];

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
