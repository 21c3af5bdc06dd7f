import { orNone, section, table } from "../../documents/core/document-parts.ts";
import type { Block, Section } from "../../load/core/report-sections.ts";
import { momentText } from "../../pilots/core/place-text.ts";
import { offsetText } from "./offset.ts";
import { behindMs, type ClockHold, type LaunchNote, type PlanView, type Step, stepState } from "./plan.ts";
import type { ReadinessChange } from "./readiness-view.ts";

/** The review after a launch, made from the record: how the day went against its plan, what held it, what went wrong, and what was learned. */

type Reviewed = { plan: PlanView; changes: readonly ReadinessChange[]; zone: string; now: number };

/** As many changes of readiness as a review shows; the log holds all of them. */
const mostChanges = 100;

export function reviewSections({ plan, changes, zone, now }: Reviewed): Section[] {
  const at = (ms: number | null) => (ms === null ? "" : momentText(ms, zone, 0));
  const notes = (kind: LaunchNote["kind"]) => plan.notes.filter((one) => one.kind === kind).reverse();
  const steps = plan.steps.filter(({ part }) => part !== "programme");
  const stepHeads = ["When", "Step", "Planned", "Actual", "Late", "By", "Said"];
  const saidHeads = ["When", "By", "What"];
  const lines = (kind: LaunchNote["kind"]) => notes(kind).map(({ at: when, by, text }) => [at(when), by, text]);
  return [
    part(
      "Sequence, planned and actual",
      table(
        stepHeads,
        steps.map((step) => stepRow(step, { at, now })),
      ),
      "No step was planned.",
    ),
    part(
      "Holds of the clock",
      table(
        ["From", "Until", "By", "Why", "Settled"],
        plan.holds.map((hold) => holdRow(hold, at)),
      ),
      "The clock was never held.",
    ),
    part(
      "Incidents",
      table(
        ["When", "How bad", "What", "Over", "How it ended"],
        notes("incident").map((one) => incidentRow(one, at)),
      ),
      "No incident was written down.",
    ),
    part(
      "How readiness changed",
      table(
        ["When", "What", "Became", "Why"],
        changes.slice(0, mostChanges).map((one) => changeRow(one, at)),
      ),
      "No change is on record.",
    ),
    part(
      "Handovers",
      table(
        ["When", "By", "What", "To"],
        notes("handover").map((one) => [at(one.at), one.by, one.text, one.toPerson ?? ""]),
      ),
      "None.",
    ),
    part("Notes", table(saidHeads, lines("note")), "None."),
    part("What was learned", table(saidHeads, lines("review")), "Nothing was written down yet."),
  ];
}

const part = (heading: string, block: Block, none: string) => section(heading, [orNone(block, none)]);

type At = (ms: number | null) => string;

function stepRow(step: Step, { at, now }: { at: At; now: number }): string[] {
  const late = Math.floor((behindMs(step, now) ?? 0) / 60_000);
  const said = step.leftOut === null ? (step.says ?? "") : `left out: ${step.leftOut}`;
  const actual = step.doneAt === null ? stepState(step) : at(step.doneAt);
  const lateText = late > 0 && step.leftOut === null ? `${late} min` : "";
  return [offsetText(step.offsetMinutes), step.title, at(step.plannedAt), actual, lateText, step.doneBy ?? "", said];
}

function holdRow({ from, until, by, reason, says, endedBy }: ClockHold, at: At): string[] {
  return [
    at(from),
    until === null ? "still held" : at(until),
    by,
    reason,
    says === null ? "" : `${says} (${endedBy ?? ""})`,
  ];
}

function incidentRow({ at: when, severity, text, endedAt, endedSays }: LaunchNote, at: At): string[] {
  return [at(when), severity ?? "", text, endedAt === null ? "still open" : at(endedAt), endedSays ?? ""];
}

function changeRow({ at: when, station, after, sentence }: ReadinessChange, at: At): string[] {
  return [at(when), station ?? "the launch", after ?? "not on the plan", sentence];
}
