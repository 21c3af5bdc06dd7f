import { z } from "zod";

/** What is said about proposals. Safe for the browser. */

const key = z.string().regex(/^[0-9a-f]{24}$/, "a proposal's key is expected");

/** `version`: of the rules that the proposals were looked at with. */
export const AcceptProposals = z.strictObject({
  keys: z.array(key).min(1, "choose a proposal").max(100),
  version: z.number().int().min(0).max(2_147_483_647),
});
export type AcceptProposals = z.output<typeof AcceptProposals>;

export const RefuseProposal = z.strictObject({ key });
export type RefuseProposal = z.output<typeof RefuseProposal>;
