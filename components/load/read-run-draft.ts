import type { z } from "zod";
import { rateOfMix } from "#lib/load/core/arithmetic.ts";
import type { Criterion, Metric } from "#lib/load/core/criterion.ts";
import type { Profile, Ramp } from "#lib/load/core/profile.ts";
import type { Scenario } from "#lib/load/core/scenario.ts";
import { type Mistake, readScenario, type ScenarioRead } from "#lib/load/input/scenario.ts";
import { StartRun } from "#lib/load/input/start-run.ts";
import { clean, readNumber } from "./new-run-number.ts";
import { type CriterionDraft, limitUnit, metricOf, type RunDraft, type StageDraft, secondsOf } from "./run-draft.ts";

/** What the form asks for, as far as it can be read. Places are the API's own: `profile.stages.0.from`. */
export type DraftRead = {
  /** Null while the text has mistakes or is empty. */
  scenario: Scenario | null;
  scenarioMistakes: readonly Mistake[];
  /** Null while a figure of it is missing or wrong. */
  profile: Profile | null;
  /** Those that can be read. */
  criteria: readonly Criterion[];
  /** Filled in and wrong: the sentence by its place. */
  wrong: Readonly<Record<string, string>>;
  /** Places still empty. */
  missing: readonly string[];
  /** The request; null while anything is missing or wrong. */
  run: StartRun | null;
};

/** Reads a draft with the rules of the API, and those of how numbers are typed. `systemId` is empty while no system is chosen that
 *  may be loaded now; `text` is the scenario where it was read already. */
export function readRunDraft(
  draft: RunDraft,
  { systemId, typed }: { systemId: string; typed: string },
  text: ScenarioRead = readScenario(draft.scenarioText),
): DraftRead {
  const notes = new Notes();
  const read = noteText(draft.scenarioText, text, notes);
  const scenario = read.ok ? read.scenario : null;
  if (draft.name.trim() === "") notes.miss("name");
  if (systemId === "") notes.miss("systemId");
  const profile = profileOf(draft, scenario, notes);
  const criteria = draft.criteria.map((row, index) => criterionOf(row, { index, scenario, notes }));
  const asked = {
    name: draft.name,
    scenarioText: draft.scenarioText,
    systemId,
    countsForLaunch: draft.countsForLaunch,
    profile,
    objectives: { criteria, abortWhen: abortOf(draft, notes) },
    ...(typed === "" ? {} : { typed }),
  };
  const parsed = StartRun.safeParse(asked);
  for (const issue of parsed.error?.issues ?? [])
    if (isNew(issue, draft)) notes.refuse(issue.path.join("."), issue.message);
  return {
    scenario,
    scenarioMistakes: read.ok ? [] : read.mistakes,
    profile: notes.isClean("profile") && isKnown(profile) ? profile : null,
    criteria: criteria.filter((one, index): one is Criterion => one !== null && notes.isClean(placeOf(index))),
    wrong: notes.wrong,
    missing: [...notes.missing],
    run: parsed.success && notes.isClean("") ? parsed.data : null,
  };
}

/** What is no number was said already, in better words; a stage without a climb has one rate only. */
function isNew(issue: z.core.$ZodIssue, { stages }: RunDraft): boolean {
  if (issue.code === "invalid_type" && issue.expected !== "int") return false;
  return issue.path.at(-1) !== "to" || stages[Number(issue.path.at(-2))]?.shape === "ramp";
}

/** A rate by one step is unknown while the scenario is. */
function isKnown(profile: Profile | null): boolean {
  return profile?.model !== "open" || profile.stages.every(({ from }) => !Number.isNaN(from));
}

function placeOf(index: number): string {
  return `objectives.criteria.${index}`;
}

/** Collects what is wrong by place; what was said first of a place stands, and what is empty is not called wrong. */
class Notes {
  readonly wrong: Record<string, string> = {};
  readonly missing = new Set<string>();

  miss(place: string): void {
    this.missing.add(place);
  }

  refuse(place: string, sentence: string): void {
    if (!this.isClean(place)) return;
    this.wrong[place] = sentence;
  }

  /** Nothing is missing or wrong at a place or below it. */
  isClean(place: string): boolean {
    const inside = (one: string) => place === "" || one === place || one.startsWith(`${place}.`);
    return !Object.keys(this.wrong).some(inside) && ![...this.missing].some(inside);
  }

  /** The number typed at a place, NaN when there is none. */
  number(place: string, typed: string): number {
    if (typed.trim() === "") this.miss(place);
    const read = readNumber(typed);
    if (read.ok) return read.value;
    this.refuse(place, read.sentence);
    return Number.NaN;
  }

  /** A number in whole units of 1/`times`, from one of them to `most`. */
  whole(
    place: string,
    typed: string,
    { times = 1, most, says }: { times?: number; most: number; says: string },
  ): number {
    const value = clean(this.number(place, typed) * times);
    if (!Number.isInteger(value) || value < 1 || value > most) this.refuse(place, says);
    return value;
  }
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

function profileOf(draft: RunDraft, scenario: Scenario | null, notes: Notes): Profile | null {
  if (draft.model === "") {
    notes.miss("profile.model");
    return null;
  }
  if (draft.model === "closed") {
    const users = notes.number("profile.users", draft.users);
    const spawnPerSecond = notes.number("profile.spawnPerSecond", draft.spawnPerSecond);
    return {
      model: "closed",
      users,
      spawnPerSecond,
      durationSeconds: secondsIn("profile.durationSeconds", draft, notes),
    };
  }
  const stages = draft.stages.map((stage, index) => rampOf(stage, { index, scenario, notes }));
  const maxUsers = notes.number("profile.maxUsers", draft.maxUsers);
  const limit = { times: 1000, most: 600_000, says: "0.001 to 600 s" };
  return {
    model: "open",
    stages,
    maxUsers,
    startLimitMs: notes.whole("profile.startLimitMs", draft.startLimit, limit),
  };
}

type At = { index: number; scenario: Scenario | null; notes: Notes };

function rampOf(stage: StageDraft, { index, scenario, notes }: At): Ramp {
  const place = `profile.stages.${index}`;
  const seconds = secondsIn(`${place}.seconds`, stage, notes);
  if (stage.shape === "by step") {
    const rate = rateByStep(stage, seconds, { place, scenario, notes });
    return { from: rate, to: rate, seconds };
  }
  const from = notes.number(`${place}.from`, stage.from);
  return { from, to: stage.shape === "ramp" ? notes.number(`${place}.to`, stage.to) : from, seconds };
}

type AtPlace = { place: string; scenario: Scenario | null; notes: Notes };

function rateByStep({ times: typed, step }: StageDraft, seconds: number, { place, scenario, notes }: AtPlace): number {
  const times = notes.number(`${place}.from`, typed);
  if (step === "") notes.miss(`${place}.step`);
  else if (scenario !== null && !scenario.mix.some(({ name }) => name === step))
    notes.refuse(`${place}.step`, noSuchStep(step));
  return scenario === null ? Number.NaN : rateOfMix(scenario, { step, times, seconds });
}

function noSuchStep(step: string): string {
  return `the scenario has no step named ${step}`;
}

function secondsIn(place: string, { length, unit }: Pick<StageDraft, "length" | "unit">, notes: Notes): number {
  return clean(notes.number(place, length) * secondsOf[unit]);
}

function criterionOf(row: CriterionDraft, { index, scenario, notes }: At): Criterion | null {
  const place = placeOf(index);
  const metric = metricOf(row.metric);
  const limit = limitOf(row, notes.number(`${place}.limit`, row.limit));
  if (metric === null) {
    notes.miss(`${place}.metric`);
    return null;
  }
  if (scenario !== null && row.step !== "" && !scenario.mix.some(({ name }) => name === row.step))
    notes.refuse(`${place}.scope.step`, noSuchStep(row.step));
  const scope: Criterion["scope"] = row.step === "" ? { kind: "all" } : { kind: "step", step: row.step };
  return { metric, scope, limit, judge: judgeOf(row, metric) };
}

function limitOf({ metric }: CriterionDraft, typed: number): number {
  return limitUnit(metric) === "%" ? clean(typed / 100) : typed;
}

function judgeOf({ judge }: CriterionDraft, { kind }: Metric): Criterion["judge"] {
  return kind === "errors" || kind === "percentile" ? judge : "measured";
}

function abortOf({ abort, abortErrors, abortSeconds }: RunDraft, notes: Notes) {
  if (abort === "never") return null;
  const place = "objectives.abortWhen";
  const percent = notes.number(`${place}.errorRatio`, abortErrors);
  if (percent > 100) notes.refuse(`${place}.errorRatio`, "at most 100 %");
  const seconds = notes.whole(`${place}.seconds`, abortSeconds, { most: 3_600, says: "1 to 3,600 whole seconds" });
  return { errorRatio: clean(percent / 100), seconds };
}
