import { z } from "zod";
import { PilotPath } from "../../pilots/input.ts";

/** What comes in for capacity tables. Safe for the browser: the form's messages are the server's. */

const oneLine = z
  .string()
  .trim()
  .max(80, "at most 80 characters")
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, "on one line, please");

/** Written as people write it, kept as 0 to 1; null where nothing was typed. */
const percentTyped = z
  .number("a number of percent")
  .min(0, "not below 0 %")
  .max(100, "at most 100 %")
  .nullable()
  .default(null);

export const AddCapacityTable = z.strictObject({ name: oneLine.min(1, "give it a name") });
export type AddCapacityTable = z.infer<typeof AddCapacityTable>;

export const AddCapacityRow = z.strictObject({
  replicas: z.number("how many replicas").int("whole replicas only").min(1, "at least 1").max(10_000, "at most 10,000"),
  /** What else sets this row apart: "2 vCPU". */
  label: oneLine.default(""),
  run: z.number("the run's number").int("the run's number").min(1, "from 1 on").max(2_147_483_647),
  cpuPercent: percentTyped,
  memoryPercent: percentTyped,
});
export type AddCapacityRow = z.infer<typeof AddCapacityRow>;

export const CapacityPath = PilotPath;
export const CapacityTablePath = PilotPath.extend({ table: z.uuid() });
export const CapacityRowPath = CapacityTablePath.extend({ row: z.uuid() });
export const CapacityFilePath = CapacityTablePath.extend({ format: z.enum(["html", "pdf", "csv"]) });
