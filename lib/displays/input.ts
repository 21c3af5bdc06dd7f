import { z } from "zod";
import { PilotPath } from "../pilots/input.ts";
import { readCode } from "./core/code.ts";
import { boards, wallLanguages, wallPhases } from "./core/display.ts";

/** What comes in about displays, and from them. Safe for the browser. */

export const DisplayPath = PilotPath.extend({ display: z.uuid() });

export const mostNameLetters = 40;
export const mostPlaceLetters = 60;

const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `at most ${most} characters`)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "on one line, please");

/** Kept in the order in which they are turned. */
const chosenBoards = z
  .array(z.enum(boards, "choose among the boards"))
  .min(1, "choose at least one board")
  .max(boards.length, "each board once")
  .refine((chosen) => new Set(chosen).size === chosen.length, "each board once")
  .transform((chosen) => boards.filter((board) => chosen.includes(board)));

const settings = {
  name: line(mostNameLetters).min(1, "give it a name"),
  place: line(mostPlaceLetters),
  boards: chosenBoards,
  language: z.enum(wallLanguages, "choose a language"),
  sound: z.boolean(),
};

const code = z
  .string()
  .max(100)
  .transform((typed, check) => {
    const read = readCode(typed);
    if (read === null) check.addIssue({ code: "custom", message: "type the eight letters on the screen" });
    return read ?? z.NEVER;
  });

export const PairDisplay = z.strictObject({ code, ...settings });
export type PairDisplay = z.output<typeof PairDisplay>;

/** `version`: of the display as the form showed it. What is left out stays. */
export const ChangeDisplay = z.strictObject({
  version: z.number().int().min(1).max(2_147_483_647),
  name: settings.name.optional(),
  place: settings.place.optional(),
  boards: settings.boards.optional(),
  language: settings.language.optional(),
  sound: settings.sound.optional(),
});
export type ChangeDisplay = z.output<typeof ChangeDisplay>;

const reason = z
  .string()
  .trim()
  .max(500, "at most 500 characters")
  .refine((text) => !/(?![\t\r\n])[\p{Cc}\p{Cs}]/u.test(text), "without control characters, please");

export const RevokeDisplay = z.strictObject({ reason: reason.optional() });
export type RevokeDisplay = z.output<typeof RevokeDisplay>;

/** A screen's clock may be anywhere that a date can be. */
const instant = z.number().int().min(0).max(8_640_000_000_000_000);
const pixels = z.number().int().min(1).max(100_000);

export const Report = z.strictObject({
  board: z.enum(boards),
  phase: z.enum(wallPhases),
  staleSince: instant.nullable(),
  overall: line(40),
  width: pixels,
  height: pixels,
  version: line(100),
  upSince: instant,
  heapBytes: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).nullable(),
});
