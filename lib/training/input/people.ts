import { z } from "zod";
import { PilotPath } from "#lib/pilots/input.ts";
import { languages } from "../core/language.ts";

/** What comes in about modules, requirements and operators. Safe for the browser. */

const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `at most ${most} characters`)
    .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), "on one line, please");
const version = z.number().int().min(1).max(2_147_483_647);
const why = line(500).min(10, "say why in at least 10 characters");

export const ModulePath = PilotPath.extend({ module: z.uuid() });
export const OperatorPath = PilotPath.extend({ operator: z.uuid() });

/** A text in each language that was written; at least one of them. */
const texts = (most: number) =>
  z
    .strictObject({ en: line(most).optional(), de: line(most).optional() })
    .transform(withoutEmpty)
    .refine((written) => Object.keys(written).length > 0, "write it in at least one language");

function withoutEmpty(texts: { en?: string | undefined; de?: string | undefined }): { en?: string; de?: string } {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined && text !== ""));
}

const role = line(60).min(1, "name the role");

const Step = z.strictObject({
  /** Of the step that it stands for in the version before; left out for a new one. */
  id: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,40}$/)
    .optional(),
  shows: texts(300),
});

/** What a version of a module asks for. */
const Content = z.strictObject({
  name: texts(80),
  minutes: z
    .number("how many minutes it takes")
    .int("whole minutes")
    .min(1, "at least a minute")
    .max(1_440, "at most a day"),
  steps: z
    .array(Step)
    .min(1, "at least one step")
    .max(40, "at most 40 steps")
    .superRefine((steps, check) => {
      for (const [index, { id }] of steps.entries())
        if (id !== undefined && steps.findIndex((one) => one.id === id) < index)
          check.addIssue({ code: "custom", path: [index], message: "this step stands here twice" });
    }),
  statement: texts(500),
  validForDays: z
    .number("a number of days, or nothing")
    .int("whole days")
    .min(1, "at least a day")
    .max(3_650, "at most 3,650 days, which is ten years")
    .nullable(),
});

export const AddModule = Content.extend({
  steps: z
    .array(Step.omit({ id: true }))
    .min(1, "at least one step")
    .max(40, "at most 40 steps"),
  code: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9][A-Z0-9.-]{0,11}$/, "a short code such as M3: letters, digits, dot and dash, at most 12"),
});
export type AddModule = z.output<typeof AddModule>;

/** `number`: of the newest version that the form showed. */
export const VersionModule = Content.extend({
  number: version,
  dueForRoles: z.array(role).max(60, "at most 60 roles").transform(once),
});
export type VersionModule = z.output<typeof VersionModule>;

function once(list: string[]): string[] {
  return [...new Set(list)].sort();
}

/** `after`: the module that it comes behind; null: to the top. */
export const MoveModule = z.strictObject({ after: z.uuid().nullable() });
export type MoveModule = z.output<typeof MoveModule>;

export const WithReason = z.strictObject({ reason: why });
export type WithReason = z.output<typeof WithReason>;

/** The whole table. `state`: the one that the form showed. */
export const SetRequirements = z.strictObject({
  state: z.string().max(80),
  requirements: z
    .array(z.strictObject({ role, modules: z.array(z.uuid()).max(60, "at most 60 modules").transform(once) }))
    .max(60, "at most 60 roles")
    .superRefine((lines, check) => {
      for (const [index, { role: name }] of lines.entries())
        if (lines.findIndex((one) => one.role.toLowerCase() === name.toLowerCase()) < index)
          check.addIssue({ code: "custom", path: [index, "role"], message: `${name} stands here twice` });
    }),
});
export type SetRequirements = z.output<typeof SetRequirements>;

/** As in a form and in a file. */
export const AddOperator = z.strictObject({
  badge: line(40).min(1, "the badge is missing"),
  name: line(120).min(1, "the name is missing"),
  shift: line(80).default(""),
  roles: z.array(role).max(20, "at most 20 roles").transform(once).default([]),
  language: z.enum(languages, "choose English or German").default("en"),
  isChampion: z.boolean().default(false),
});
export type AddOperator = z.output<typeof AddOperator>;

export const ChangeOperator = AddOperator.extend({ version });
export type ChangeOperator = z.output<typeof ChangeOperator>;

export const RemoveOperator = z.strictObject({ version, reason: why });
export type RemoveOperator = z.output<typeof RemoveOperator>;

/** The body is the file. `missing`: what becomes of operators that are not in it. */
export const PreviewImport = z.object({ missing: z.enum(["keep", "remove"]).default("keep") });
export type PreviewImport = z.output<typeof PreviewImport>;

/** `preview`: as the preview named itself. */
export const ImportOperators = PreviewImport.extend({
  preview: z.string().regex(/^[0-9a-f]{64}$/, "preview it first"),
});
export type ImportOperators = z.output<typeof ImportOperators>;
