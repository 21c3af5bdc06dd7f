import { z } from "zod";
import { PilotPath } from "#lib/pilots/input.ts";

/** What comes in about calls, polls and decisions. Safe for the browser. */

const plain = (text: string) => !/(?![\t\r\n])[\p{Cc}\p{Cs}]/u.test(text);
const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1, "is missing")
    .max(most, `at most ${most} characters`)
    .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), "on one line, please");
const reason = z
  .string()
  .trim()
  .min(3, "say why")
  .max(500, "at most 500 characters")
  .refine(plain, "without control characters, please");
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "a SHA-256 in hex");

const station = line(80);
/** The fingerprint of the station as the caller saw it. */
const seen = sha256;
const none = { reason: z.literal("").default(""), conditions: z.array(z.never()).default([]) };
const condition = z.strictObject({ what: line(200), owner: line(120), by: line(80) });
const conditions = z.array(condition).min(1, "at least one condition").max(20, "at most 20 conditions");

export const CallStation = z.discriminatedUnion("call", [
  z.strictObject({ call: z.literal("go"), station, seen, ...none }),
  z.strictObject({ call: z.literal("abstain"), station, seen, ...none }),
  z.strictObject({ call: z.literal("go-with-conditions"), station, seen, ...none, conditions }),
  z.strictObject({ call: z.literal("hold"), station, seen, ...none, reason }),
  z.strictObject({ call: z.literal("no-go"), station, seen, ...none, reason }),
]);
export type CallStation = z.output<typeof CallStation>;

export const CallPath = PilotPath.extend({ call: z.uuid() });
export const LiftCall = z.strictObject({ why: reason });
export type LiftCall = z.output<typeof LiftCall>;

const number = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number);
export const PollPath = PilotPath.extend({ poll: number });
export const ClosePoll = z.strictObject({ sentence: reason });
export type ClosePoll = z.output<typeof ClosePoll>;

/** `over`: SHA-256 of the snapshot, `calls`: of the calls, both as the signer saw them. */
export const SignDecision = z.strictObject({
  decision: z.enum(["go", "no-go"]),
  over: sha256,
  calls: sha256,
  password: z.string().min(1, "is missing").max(1_000),
});
export type SignDecision = z.output<typeof SignDecision>;
