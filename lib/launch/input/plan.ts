import { z } from "zod";
import { PilotPath } from "#lib/pilots/input.ts";
import { documentKinds } from "../core/document.ts";
import { planParts } from "../core/plan.ts";

/** What comes in about a launch's plan and its day. Safe for the browser. */

const plain = (text: string) => !/(?![\t\r\n])[\p{Cc}\p{Cs}]/u.test(text);
const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `at most ${most} characters`)
    .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), "on one line, please");
const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `at most ${most.toLocaleString("en-GB")} characters`)
    .refine(plain, "without control characters, please");
const said = (most = 500) => text(most).min(1, "say it in a few words");
const why = text(500).min(10, "say why in at least 10 characters");
const version = z.number().int().min(1).max(2_147_483_647);
/** A year before or after the window. */
const minutes = z
  .number()
  .int("whole minutes")
  .min(-527_040, "at most a year before")
  .max(527_040, "at most a year after");

export const RiskPath = PilotPath.extend({ risk: z.uuid() });
export const StepPath = PilotPath.extend({ step: z.uuid() });
export const HoldPath = PilotPath.extend({ hold: z.uuid() });
export const NotePath = PilotPath.extend({ note: z.uuid() });
export const RehearsalPath = PilotPath.extend({ rehearsal: z.uuid() });
export const TemplatePath = z.object({ template: z.string().regex(/^[a-z0-9-]{1,60}$/) });

export const SetStations = z.strictObject({
  /** As in `ChangePilot`; 0 before the first save. */
  version: z.number().int().min(0).max(2_147_483_647),
  stations: z
    .array(line(40).min(1, "name the station"))
    .min(1, "at least one station")
    .max(20, "at most 20 stations")
    .superRefine((names, check) => {
      for (const [index, name] of names.entries())
        if (names.findIndex((one) => one.toLowerCase() === name.toLowerCase()) < index)
          check.addIssue({ code: "custom", path: [index], message: `${name} stands here twice` });
    }),
});
export type SetStations = z.output<typeof SetStations>;

export const AddRisk = z.strictObject({
  risk: said(300),
  mitigation: said(),
  fallback: said(),
  owner: line(120),
});
export type AddRisk = z.output<typeof AddRisk>;
export const ChangeRisk = AddRisk.extend({ version });
export type ChangeRisk = z.output<typeof ChangeRisk>;
export const RemoveRow = z.strictObject({ version, reason: why });
export type RemoveRow = z.output<typeof RemoveRow>;

export const AddStep = z.strictObject({
  part: z.enum(planParts, `one of ${planParts.join(", ")}`),
  offsetMinutes: minutes,
  title: said(200),
  owner: line(120),
  pointOfNoReturn: text(300).default(""),
  checklistId: z.uuid().nullable().default(null),
});
export type AddStep = z.output<typeof AddStep>;
export const ChangeStep = AddStep.omit({ part: true }).extend({ version });
export type ChangeStep = z.output<typeof ChangeStep>;

/** What becomes of a step on the day. `reopened` takes a mistaken word back, with a reason. */
export const MoveStep = z.discriminatedUnion("to", [
  z.strictObject({ to: z.literal("started"), version }),
  z.strictObject({ to: z.literal("done"), version, says: text(500).default("") }),
  z.strictObject({ to: z.literal("left out"), version, says: why }),
  z.strictObject({ to: z.literal("reopened"), version, says: why }),
]);
export type MoveStep = z.output<typeof MoveStep>;

export const HoldClock = z.strictObject({ reason: why });
export type HoldClock = z.output<typeof HoldClock>;
export const ReleaseClock = z.strictObject({ says: said() });
export type ReleaseClock = z.output<typeof ReleaseClock>;

export const AddNote = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("note"), text: said(2_000) }),
  z.strictObject({ kind: z.literal("review"), text: said(2_000) }),
  z.strictObject({ kind: z.literal("handover"), text: said(2_000), toPerson: line(120).min(1, "say to whom") }),
  z.strictObject({
    kind: z.literal("incident"),
    text: said(2_000),
    severity: z.enum(["low", "high", "critical"], "choose how bad it is"),
  }),
]);
export type AddNote = z.output<typeof AddNote>;
export const EndIncident = z.strictObject({ says: said() });
export type EndIncident = z.output<typeof EndIncident>;

export const RecordRehearsal = z.strictObject({
  rehearsedAt: z.iso.datetime({ offset: true, error: "a moment such as 2026-11-26T08:00:00Z is expected" }),
  /** From the decision to all traffic back on legacy. */
  durationSeconds: z.number().int("whole seconds").min(1, "at least a second").max(86_400, "at most a day"),
  environment: z.enum(["practice", "test", "staging", "production"], "choose where it was"),
  says: said(2_000),
  fileId: z.uuid().nullable().default(null),
});
export type RecordRehearsal = z.output<typeof RecordRehearsal>;
export const WithReason = z.strictObject({ reason: why });
export type WithReason = z.output<typeof WithReason>;

/** A template of Gantry's by its key, or one of your own as YAML. */
export const ApplyTemplate = z.union([
  z.strictObject({ template: TemplatePath.shape.template }),
  z.strictObject({ text: z.string().min(1, "paste a template").max(200_000, "at most 200,000 characters") }),
]);
export type ApplyTemplate = z.output<typeof ApplyTemplate>;

export const DocumentPath = PilotPath.extend({ kind: z.enum(documentKinds), format: z.enum(["html", "pdf"]) });
