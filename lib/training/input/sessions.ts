import { z } from "zod";
import { PilotPath } from "#lib/pilots/input.ts";
import { attendances, outcomes } from "../core/acts.ts";
import { languages } from "../core/language.ts";
import { sessionStates } from "../core/session-state.ts";

/** What comes in about sessions. Safe for the browser. */

const isStorable = (text: string) => !/(?![\t\r\n])[\p{Cc}\p{Cs}]/u.test(text);
const words = (most: number) =>
  z.string().trim().max(most, `at most ${most} characters`).refine(isStorable, "without control characters, please");
const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `at most ${most} characters`)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "on one line, please");
const reason = words(500).min(3, "say why");
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "a SHA-256 in hex is expected");

/** As people write it: 31, not 031 or 3.1e1. */
const number = z
  .string()
  .regex(/^[1-9]\d{0,9}$/)
  .transform(Number)
  .pipe(z.number().max(2_147_483_647));

/** By its number: 31 is TS-031. */
export const SessionPath = PilotPath.extend({ session: number });
export const SessionOperatorPath = SessionPath.extend({ operator: z.uuid() });
export const SessionActPath = SessionPath.extend({ act: z.uuid() });

export const mostInSession = 200;
const operatorIds = z.array(z.uuid()).max(mostInSession, `at most ${mostInSession} operators`);

const times = {
  plannedFrom: z.iso.datetime("a time is expected"),
  plannedTo: z.iso.datetime("a time is expected"),
};
const mostMs = 24 * 3_600_000;
const lengthFits = ({ plannedFrom, plannedTo }: { plannedFrom: string; plannedTo: string }) => {
  const ms = Date.parse(plannedTo) - Date.parse(plannedFrom);
  return ms > 0 && ms <= mostMs;
};
const lengthIssue = { path: ["plannedTo"], message: "after the beginning, and within a day" };

export const PlanSession = z
  .strictObject({
    moduleId: z.uuid("choose a module"),
    place: line(120).min(1, "say where"),
    ...times,
    operators: operatorIds,
  })
  .refine(lengthFits, lengthIssue);
export type PlanSession = z.output<typeof PlanSession>;

/** `version`: of the session as the form showed it. */
export const ChangeSession = z
  .strictObject({ version: z.number().int().min(1).max(2_147_483_647), place: line(120).min(1, "say where"), ...times })
  .refine(lengthFits, lengthIssue);
export type ChangeSession = z.output<typeof ChangeSession>;

export const BookOperators = z.strictObject({ operators: operatorIds.min(1, "choose at least one operator") });
export type BookOperators = z.output<typeof BookOperators>;

const minutes = z.number().int("whole minutes").min(1, "at least 1").max(1_440, "at most a day").nullable();
const Attended = z
  .strictObject({ do: z.literal("attended"), is: z.enum(attendances), minutes })
  .refine(({ is, minutes }) => minutes === null || is === "late" || is === "left-early", {
    path: ["minutes"],
    message: "only of who came late or left early",
  });
const Outcome = z.strictObject({
  do: z.literal("outcome"),
  step: z.string().min(1).max(60),
  outcome: z.enum(outcomes),
});
const Noted = z.strictObject({ do: z.literal("noted"), text: words(1_000).min(1, "write the note") });
const Markable = z.discriminatedUnion("do", [Attended, Outcome, Noted]);

/** `id`: the device's own; the same again is there once. */
export const MarkSession = z.strictObject({
  marks: z
    .array(z.strictObject({ id: z.uuid(), operatorId: z.uuid(), act: Markable }))
    .min(1)
    .max(200, "at most 200 marks")
    .refine((marks) => new Set(marks.map(({ id }) => id)).size === marks.length, "each mark has an id of its own"),
});
export type MarkSession = z.output<typeof MarkSession>;

/** `id`: the act that is corrected. */
export const AmendAct = z.strictObject({ operatorId: z.uuid(), about: z.uuid(), to: Markable, reason });
export type AmendAct = z.output<typeof AmendAct>;

export const SayWhy = z.strictObject({ reason });
export const SaySession = z.strictObject({ text: words(1_000).min(1, "write the note") });
export const CloseSession = z.strictObject({ says: words(1_000) });

/** `sha256`: of what the trainer was shown for each. */
export const SignAsTrainer = z.strictObject({
  password: z.string().min(1, "type your password").max(1_000),
  language: z.enum(languages),
  signs: z
    .array(z.strictObject({ operatorId: z.uuid(), sha256 }))
    .min(1, "choose at least one operator")
    .max(mostInSession)
    .refine((signs) => new Set(signs.map(({ operatorId }) => operatorId)).size === signs.length, "each operator once"),
});
export type SignAsTrainer = z.output<typeof SignAsTrainer>;

/** Signatures of both hands on paper. `file`: id of a stored file, the photo of the sheet. */
export const TranscribePaper = z.strictObject({
  password: z.string().min(1, "type your password").max(1_000),
  operators: operatorIds.min(1, "choose at least one operator"),
  signedOn: z.iso.date("a day is expected"),
  file: z.uuid("choose the photo of the sheet"),
});
export type TranscribePaper = z.output<typeof TranscribePaper>;

export const ToSignQuery = z.strictObject({ language: z.enum(languages).default("en") });

export const SessionsQuery = z.strictObject({
  state: z.enum([...sessionStates, "all"]).default("all"),
  module: z.uuid().optional(),
  trainer: z.uuid().optional(),
  before: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
});
export type SessionsQuery = z.output<typeof SessionsQuery>;
