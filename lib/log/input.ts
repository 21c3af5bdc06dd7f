import { z } from "zod";
import { isWallTime } from "../pilots/core/site-zone.ts";
import { PilotPath } from "../pilots/input.ts";
import { shownGroups } from "./core/log-view.ts";

/** What comes in about the log. Safe for the browser. */

const text = z
  .string()
  .trim()
  .max(200, "at most 200 characters")
  .refine((typed) => !/[\p{Cc}\p{Cs}]/u.test(typed), "without control characters, please")
  .default("");
/** By the site's clock, to the minute. */
const moment = z
  .string()
  .trim()
  .refine((typed) => typed === "" || isWallTime(typed), "a time such as 2026-11-26T08:00")
  .default("");
const sequence = z.coerce.number("a number").int("a whole number").min(1, "from 1 on").max(Number.MAX_SAFE_INTEGER);

export const LogFilter = z.object({
  /** Words that must all be somewhere in the entry. */
  q: text,
  /** Who did it, by id. */
  person: text,
  station: text,
  group: z.enum(shownGroups, `one of ${shownGroups.join(", ")}`).default("all"),
  from: moment,
  to: moment,
});
export type LogFilter = z.output<typeof LogFilter>;

/** `before`: only entries with a lower number. */
export const LogQuery = LogFilter.extend({ before: sequence.optional() });
export type LogQuery = z.output<typeof LogQuery>;

export const EventPath = PilotPath.extend({
  event: z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .transform(Number),
});
export const ExportPath = PilotPath.extend({ format: z.enum(["csv", "ndjson"]) });
export type ExportFormat = z.output<typeof ExportPath>["format"];
