import { z } from "zod";
import { PilotPath } from "../../pilots/input.ts";
import { ItemPath } from "./lists.ts";
import { why, words } from "./text.ts";

/** What people say about items. Safe for the browser. */

export const WaiverPath = ItemPath.extend({ waiver: z.uuid() });
export const EvidencePath = PilotPath.extend({ file: z.uuid() });

const says = words(1_000).min(3, "say what you saw");

/** `seen`: the newest act that the form showed, null for none; `ruleVersion`: of the item that it showed. */
export const AnswerItem = z.strictObject({
  holds: z.boolean("say whether it holds"),
  says,
  files: z.array(z.uuid()).max(10, "at most 10 files").default([]),
  seen: z.uuid().nullable(),
  ruleVersion: z.number().int().min(1).max(2_147_483_647),
});
export type AnswerItem = z.output<typeof AnswerItem>;

export const VerifyAnswer = z.strictObject({ about: z.uuid(), says });
export type VerifyAnswer = z.output<typeof VerifyAnswer>;

export const WithdrawAnswer = z.strictObject({ about: z.uuid(), why });
export type WithdrawAnswer = z.output<typeof WithdrawAnswer>;

export const AskWaiver = z.strictObject({
  why: words(500).min(10, "say why in at least 10 characters"),
  scope: words(500).min(3, "say what it covers"),
  until: z.iso.datetime({ offset: true, message: "a time such as 2026-12-01T10:00:00Z is expected" }),
});
export type AskWaiver = z.output<typeof AskWaiver>;

export const WithWhy = z.strictObject({ why });
export type WithWhy = z.output<typeof WithWhy>;

export const StoreEvidence = z.object({ name: z.string().min(1, "the file has no name").max(500) });
