import { z } from "zod";
import { PilotPath } from "#lib/pilots/input.ts";

/** What comes in about database tests. Safe for the browser. */

const storable = z
  .string()
  .refine((text) => !/(?![\t\r\n\u0085])[\p{Cc}\p{Cs}]/u.test(text), "without control characters, please");

export const StartTest = z.strictObject({
  text: storable.max(256 * 1024, "at most 256 KiB"),
  /** By its name in gantry.yaml. */
  database: z.string().min(1, "choose a database").max(60),
});
export type StartTest = z.output<typeof StartTest>;

export const StopTest = z.strictObject({
  reason: storable.trim().min(1, "say why").max(500, "at most 500 characters"),
});

/** As people write it: 42, not 042 or 4.2e1. */
const number = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number);

export const TestPath = PilotPath.extend({ number });
export const ExportPath = TestPath.extend({ format: z.enum(["csv", "json"]) });
export const TestsQuery = z.object({ page: number.default(1) });
export const FromQuery = z.object({ from: number.optional() });
