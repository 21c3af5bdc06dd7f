import { z } from "zod";
import { isWallTime } from "../core/site-zone.ts";

/** What comes in about a pilot's plan: window, programme, shifts, scope. Times are the site's wall times; each part may be left out. */

// A time that is none ends the checks: that it lies before or after another says nothing then.
const wallTime = z
  .string()
  .refine(isWallTime, { error: "a date and a time are expected, such as 2026-11-26T08:00", abort: true });
const day = z
  .string()
  .refine((text) => isWallTime(`${text}T00:00`), { error: "a date is expected, such as 2026-11-26", abort: true });

const window = z
  .strictObject({ from: wallTime, to: wallTime })
  .refine(({ from, to }) => from < to, { path: ["to"], message: "it ends after it begins" });

const programme = z
  .strictObject({ from: day, to: day })
  .refine(({ from, to }) => from <= to, { path: ["to"], message: "it does not end before it begins" });

const clock = /^([01]\d|2[0-3]):[0-5]\d$/;

const shift = z
  .strictObject({
    name: z
      .string()
      .trim()
      .min(1, "name the shift")
      .max(40, "at most 40 characters")
      .regex(/^[^\p{Cc}\p{Cs}]*$/u, "on one line, please"),
    weekdays: z
      .array(z.number().int().min(1).max(7))
      .min(1, "choose a weekday")
      .refine((days) => new Set(days).size === days.length, "each weekday once")
      .transform((days) => days.sort((a, b) => a - b)),
    from: z.string().regex(clock, "a time such as 06:00 is expected"),
    to: z.string().refine((text) => clock.test(text) || text === "24:00", "a time such as 14:00 is expected"),
  })
  .refine(({ from, to }) => from !== to, {
    path: ["to"],
    message: "it ends at another time; a whole day is 00:00 to 24:00",
  });

/** `GET /api/v1/lots/*`: a method, or `*` for every one, and a path in which `*` stands for one part. */
const endpoint = z
  .string()
  .trim()
  .max(200, "at most 200 characters")
  .transform((text) => text.replace(/\s+/g, " ").replace(/^[a-z]+/i, (method) => method.toUpperCase()))
  .refine(
    (text) => /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|\*) \/[\x21-\x7e]*$/.test(text),
    "a method and a path are expected, such as GET /api/v1/lots/*",
  );

const once = (what: string, names: readonly string[], check: z.core.$RefinementCtx) => {
  for (const [index, name] of names.entries())
    if (names.indexOf(name) < index)
      check.addIssue({ code: "custom", path: [index], message: `${what} ${name} stands here twice`, input: name });
};

export const PlanPilot = z.strictObject({
  /** As in `ChangePilot`. */
  version: z.number().int().min(1).max(2_147_483_647),
  window: window.nullable().optional(),
  programme: programme.nullable().optional(),
  shifts: z
    .array(shift)
    .max(30, "at most 30 shifts")
    .superRefine((shifts, check) => {
      const names = shifts.map(({ name }) => name);
      once("the shift", names, check);
    })
    .optional(),
  parityScope: z
    .array(endpoint)
    .max(300, "at most 300 endpoints")
    .superRefine((endpoints, check) => once("the endpoint", endpoints, check))
    .optional(),
});
export type PlanPilot = z.output<typeof PlanPilot>;
