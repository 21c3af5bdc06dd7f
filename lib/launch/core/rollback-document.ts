import { facts, orNone, section, table } from "../../documents/core/document-parts.ts";
import type { Section } from "../../load/core/report-sections.ts";
import { momentText } from "../../pilots/core/place-text.ts";
import { type BackPhase, backPhases } from "../../rollout/core/acts.ts";
import { backLimitMs } from "../../rollout/core/back-clock.ts";
import type { LastBack, Runbook } from "../../rollout/core/runbook.ts";
import { backPhaseWords, clockText, gateText, tookText } from "../../rollout/core/say-rollout.ts";
import { writtenSourceText } from "../../rollout/core/say-written.ts";
import { dayOffsetText, offsetText } from "./offset.ts";
import type { PlanView, Rehearsal, Step } from "./plan.ts";
import { stepState } from "./plan.ts";

/** The runbook of the way back, as it stands on record. `pilot`: its short name. `zone`: the site's. */
type Parts = { plan: PlanView; runbook: Runbook; pilot: string; zone: string };

/** Who, with which switch, in which order, and how long each part took the last time. Only what is recorded stands in it. */
export function rollbackSections(parts: Parts): Section[] {
  const { plan, runbook, zone } = parts;
  return [
    peopleSection(plan),
    waySection(parts),
    timesSection(runbook, zone),
    ...switchSections(runbook),
    ...sequenceSections(plan, zone),
    rehearsalSection(plan, zone),
  ];
}

function peopleSection({ wanted }: PlanView): Section {
  const people = wanted.map(({ who, duty, station, held }) => [who, duty, station, held.join(", ") || "nobody yet"]);
  const heads = ["Who", "Duty", "Station", "Held by"];
  return section("People", [
    orNone(table(heads, people), "The plan asks for nobody."),
    { kind: "text", text: "Any one lead or admin may call the rollback. Nobody else is needed for it." },
  ]);
}

function waySection({ runbook, pilot }: Parts): Section {
  const { drill, rollback } = runbook;
  const rows = backPhases.map((phase, at) => {
    const { word, does } = backPhaseWords[phase];
    return [String(at + 1), word, does, partText(drill, phase), partText(rollback, phase)];
  });
  return section(
    "The way back",
    [
      facts([
        ["On the page", "Launch, or its tab Rollout: Roll back, then Roll back now."],
        ["From a shell on Gantry's machine", `gantry rollback ${pilot}`],
        ["With the database away", `gantry rollback ${pilot} --without-database`],
      ]),
      table(["No.", "Part", "What it is", "Last drill", "Last rollback"], rows),
      {
        kind: "text",
        text: `The clock runs from Detect until Verify has ended: at most ${clockText(backLimitMs)} may pass.`,
      },
    ],
    "seven parts, in this order",
  );
}

function partText(last: LastBack | null, phase: BackPhase): string {
  const seen = last?.back.phases.find((one) => one.phase === phase);
  return seen === undefined ? "–" : tookText(seen.endedAt - seen.startedAt);
}

function timesSection({ drill, rollback }: Runbook, zone: string): Section {
  return section("Last times", [
    facts([
      ["Last drill", lastText(drill, zone)],
      ["Last rollback", lastText(rollback, zone)],
    ]),
  ]);
}

function lastText(last: LastBack | null, zone: string): string {
  if (last === null) return "none is on record";
  const { number, environment, tookMs, back } = last;
  const why = back.reason === "" ? "" : ` (${back.reason})`;
  const when = momentText(back.calledAt, zone, 0);
  return `No. ${number} on ${environment}, called by ${back.by} on ${when}${why}: all traffic back in ${tookText(tookMs)}`;
}

function switchSections({ plan, switch: named }: Runbook): Section[] {
  if (plan === null) return [section("Switch", [{ kind: "text", text: "No plan of the rollout is on record." }])];
  const stages = plan.stages.map(({ percent, holdSeconds, gate }) => [
    ...[`${percent} %`, clockText(holdSeconds * 1_000), gateText(gate)],
  ]);
  return [
    section("Switch", [
      facts([
        ["Switch", named === null ? `${plan.switch}, which the configuration does not name` : switchText(named)],
        ["Point of no return", plan.pointOfNoReturn || "none is named"],
        ["Written meanwhile", writtenSourceText(plan.writtenSince)],
        ["Before the first stage", healthyText(plan.healthyLeast)],
      ]),
    ]),
    section("Stages", [table(["Over", "Holds", "Gate"], stages)], "each needs its time, a good gate, and a person"),
  ];
}

const driverWords = { haproxy: "a HAProxy", command: "a command" } as const;

function switchText({ name, driver, environment }: NonNullable<Runbook["switch"]>): string {
  return `${name}: ${driverWords[driver]}, ${environment}`;
}

function healthyText(least: number): string {
  return `at least ${least} ${least === 1 ? "server" : "servers"} of the new system ${least === 1 ? "answers" : "answer"} well`;
}

function sequenceSections({ steps: all, risks }: PlanView, zone: string): Section[] {
  const steps = all.filter(({ part }) => part === "sequence");
  const points = steps.filter(({ pointOfNoReturn }) => pointOfNoReturn !== "");
  const fallbacks = risks.map(({ risk, fallback, owner }) => [risk, fallback, owner]);
  const pointRows = points.map((step) => [whenOf(step, zone), step.title, step.pointOfNoReturn]);
  const stepRows = steps.map((step) => [whenOf(step, zone), step.title, step.owner, stepState(step)]);
  return [
    section("Points of no return", [
      orNone(table(["When", "Step", "What cannot be undone after it"], pointRows), "No step of the sequence is one."),
    ]),
    section("Sequence", [orNone(table(["When", "Step", "Owner", "State"], stepRows), "No step was planned.")]),
    section("What is done if it happens", [
      orNone(table(["Risk", "Fallback", "Owner"], fallbacks), "No risk was written down."),
    ]),
  ];
}

function whenOf({ part, offsetMinutes, plannedAt }: Step, zone: string): string {
  const offset = part === "programme" ? dayOffsetText(offsetMinutes) : offsetText(offsetMinutes);
  return plannedAt === null ? offset : `${offset}, ${momentText(plannedAt, zone, 0)}`;
}

function rehearsalSection({ rehearsals }: PlanView, zone: string): Section {
  const heads = ["No.", "When", "Took", "Where", "What was seen", "Recorded by"];
  const rows = rehearsals.map((one) => rehearsalRow(one, zone));
  return section("Rehearsals", [orNone(table(heads, rows), "None was written down by hand.")]);
}

function rehearsalRow(
  { number, rehearsedAt, durationSeconds, environment, says, recordedBy, withdrawn }: Rehearsal,
  zone: string,
) {
  const seen = withdrawn === null ? says : `Withdrawn by ${withdrawn.by}: ${withdrawn.why}`;
  const took = clockText(durationSeconds * 1_000);
  return [`RB-${number}`, momentText(rehearsedAt, zone, 0), took, environment, seen, recordedBy];
}
