import { z } from "zod";
import { roleNames } from "./core/roles.ts";

/** What comes in about people and accounts. Safe for the browser. */

export const passwordLengthMin = 12;

const email = z.string().trim().max(254).pipe(z.email("is not an e-mail address, such as k.brandt@plant.example"));
const name = z
  .string()
  .trim()
  .min(1, "is missing; it stands beside what they do")
  .max(120, "has at most 120 characters")
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, "stands on one line");
const password = z
  .string()
  .min(passwordLengthMin, `has at least ${passwordLengthMin} characters`)
  .max(1_000, "has at most 1,000 characters");
const roles = z
  .array(z.enum(roleNames))
  .min(1, "choose at least one")
  .max(roleNames.length)
  // Each once, in one order, so that a list that means the same is the same.
  .transform((chosen) => roleNames.filter((role) => chosen.includes(role)));
const reason = z
  .string()
  .trim()
  .min(3, "say why; it stands in the log")
  .max(500, "has at most 500 characters")
  .refine((text) => !/(?![\t\r\n])[\p{Cc}\p{Cs}]/u.test(text), "is without control characters");
const token = z.string().max(100);

/** Who the first admin is. */
export const FirstAdmin = z.strictObject({ name, email, password });
export type FirstAdmin = z.output<typeof FirstAdmin>;

export const UseSetUpLink = FirstAdmin.extend({ token });
export type UseSetUpLink = z.output<typeof UseSetUpLink>;

/** Lenient on purpose: whatever does not fit an account is simply wrong. */
export const Credentials = z.object({
  // PostgreSQL has no place for U+0000.
  email: z
    .string()
    .trim()
    .max(1_000)
    .refine((text) => !text.includes("\0")),
  password: z.string().max(1_000),
});
export type Credentials = z.output<typeof Credentials>;

export const PersonPath = z.object({ person: z.uuid() });
export const InvitePath = z.object({ invite: z.uuid() });
export const SessionPath = z.object({ session: z.uuid() });

export const InvitePerson = z.strictObject({ email, name, roles });
export type InvitePerson = z.output<typeof InvitePerson>;

const standing = z.strictObject({ name: z.string().max(1_000), roles: z.array(z.enum(roleNames)) });

/** `was`: what the form showed before it was changed. Something else there now: somebody else has saved, and nothing is overwritten. */
export const ChangePerson = z.strictObject({ was: standing, name, roles, reason });
export type ChangePerson = z.output<typeof ChangePerson>;

export const WithReason = z.strictObject({ reason });
export type WithReason = z.output<typeof WithReason>;

export const LiftAddress = z.strictObject({ address: z.string().regex(/^[0-9a-z.:%/]{1,64}$/i, "is no address") });
export type LiftAddress = z.output<typeof LiftAddress>;

export const AcceptInvite = z.strictObject({ token, name, password });
export type AcceptInvite = z.output<typeof AcceptInvite>;

export const ResetPassword = z.strictObject({ token, password });
export type ResetPassword = z.output<typeof ResetPassword>;

export const ChangePassword = z.strictObject({ old: z.string().max(1_000), password });
export type ChangePassword = z.output<typeof ChangePassword>;
