import { type Block, type Fact, listOf } from "./report-blocks.ts";
import type { ReportFigures } from "./report-figures.ts";
import { count, milliseconds } from "./say.ts";

/** What a run was started with, and where its report comes from, as blocks. */

/** The frozen inputs: facts, the limits as they were set, and the scenario's text. */
export function inputBlocks({ inputs, run }: ReportFigures): Block[] {
  const { scenario, onlyInWords, objectiveSet, seed } = inputs;
  const facts = [
    ...targetFacts(inputs),
    ...(inputs.kind === "smoke" ? smokeFacts(inputs) : loadFacts(inputs)),
    ...(objectiveSet === null ? [] : [{ name: "Limits from", text: objectiveSet }]),
    { name: "Seed", text: String(seed) },
    { name: "Asked for", text: `${run.requestedAt.text} by ${run.requestedBy}` },
    { name: "Started", text: run.startedAt?.text ?? "never" },
    { name: "Ended", text: run.endedAt?.text ?? "–" },
    { name: "Load came from", text: run.runnerHost ?? noRunner(inputs) },
    { name: "Scenario", text: `${scenario.name}, version ${scenario.version}` },
    { name: "Sent of it", text: onlyInWords },
    { name: "Scenario's SHA-256", text: scenario.sha256 },
    ...inputs.data.map(({ name, sha256 }) => ({ name: `SHA-256 of ${name}`, text: sha256 })),
  ];
  return [{ kind: "facts", facts }, ...limitBlocks(inputs), { kind: "code", text: scenario.text }];
}

function targetFacts({ target }: ReportFigures["inputs"]): Fact[] {
  const { system, environment, baseUrl, addresses, versionsInWords } = target;
  return [
    { name: "Target", text: `${system} (${environment.toUpperCase()}), ${baseUrl}` },
    { name: "Pinned addresses", text: addresses.length === 0 ? "none: it never started" : addresses.join(", ") },
    ...(versionsInWords === null ? [] : [{ name: "Target's version", text: versionsInWords }]),
  ];
}

/** Where the runner is was not kept of runs before it was asked for. */
function noRunner({ target }: ReportFigures["inputs"]): string {
  return target.addresses.length === 0 ? "nowhere: no runner took it" : "not recorded";
}

function limitBlocks({ limitsInWords }: ReportFigures["inputs"]): Block[] {
  if (limitsInWords.length === 0) return [];
  return [{ kind: "text", text: "Limits, as they were set:" }, ...listOf(limitsInWords)];
}

function smokeFacts({ passes }: ReportFigures["inputs"]): Fact[] {
  return [{ name: "Smoke run", text: `one user, ${count(passes ?? 0)} times through all steps` }];
}

function loadFacts(inputs: ReportFigures["inputs"]): Fact[] {
  const { profile, profileInWords, warmUpSeconds, searchInWords, abortInWords } = inputs;
  const warmUp = warmUpSeconds.value === 0 ? "none" : `the first ${warmUpSeconds.text} do not count`;
  return [
    { name: "Load", text: `${profile.model} model, ${profileInWords}` },
    ...roomFacts(inputs),
    { name: "Warm-up", text: warmUp },
    ...(searchInWords === null ? [] : [{ name: "Search", text: searchInWords }]),
    { name: "Abort", text: abortInWords },
  ];
}

function roomFacts({ profile }: ReportFigures["inputs"]): Fact[] {
  if (profile.model === "closed") return [{ name: "Users started", text: `${profile.spawnPerSecond} a second` }];
  const { maxUsers, startLimitMs, arrivals } = profile;
  return [
    ...(arrivals === "poisson" ? [{ name: "Arrivals", text: "at random (Poisson), drawn from the seed" }] : []),
    {
      name: "Room",
      text: `at most ${count(maxUsers)} users at once; a request waits ${milliseconds(startLimitMs)} for one at most`,
    },
  ];
}

/** Where the report comes from: who made it and when, with which version, and the log's newest entry then. */
export function madeFacts({ made, pilot }: ReportFigures): Fact[] {
  const { at, by, gantryVersion, log } = made;
  return [
    { name: "Pilot", text: `${pilot.name}, ${pilot.site}` },
    { name: "Made", text: `${at.text} by ${by}` },
    { name: "Gantry", text: `version ${gantryVersion}` },
    { name: "The log's head", text: log === null ? "the log is empty" : `entry ${log.sequence}, hash ${log.hash}` },
    { name: "Times", text: `site time, ${pilot.timeZone}` },
  ];
}
