import { z } from "zod";
import { isWallTime } from "../../pilots/core/site-zone.ts";
import { PilotPath } from "../../pilots/input.ts";

/** What comes in about documents and files of training. Safe for the browser. */

const format = z.enum(["html", "pdf"]);
/** "31" of TS-031. */
const number = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number);

export const SessionDocumentPath = PilotPath.extend({ number, format });
export const OperatorDocumentPath = PilotPath.extend({ operator: z.uuid(), format });
export const CoverageDocumentPath = PilotPath.extend({ format });

const text = z
  .string()
  .trim()
  .max(200, "at most 200 characters")
  .refine((typed) => !/[\p{Cc}\p{Cs}]/u.test(typed), "without control characters, please")
  .default("");
const id = z.union([z.literal(""), z.uuid()], "an id, or nothing").default("");
/** By the site's clock, to the minute. */
const moment = z
  .string()
  .trim()
  .refine((typed) => typed === "" || isWallTime(typed), "a time such as 2026-11-26T08:00")
  .default("");

/** Empty: all. Shift and role as operators have them today. */
export const CoverageFilter = z.object({ module: id, shift: text, role: text, operator: id });
export type CoverageFilter = z.output<typeof CoverageFilter>;

/** `from`, `to`: when the session was planned to begin; the minute of `to` is in it. */
export const RecordsFilter = CoverageFilter.extend({ from: moment, to: moment });
export type RecordsFilter = z.output<typeof RecordsFilter>;
