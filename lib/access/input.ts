import { z } from "zod";

export const passwordLengthMin = 12;

const email = z.string().trim().max(254).pipe(z.email("is not an e-mail address, such as k.brandt@plant.example"));

/** Who the first admin is. */
export const FirstAdmin = z.strictObject({
  name: z.string().trim().min(1, "is missing; it stands beside what you do").max(120, "has at most 120 characters"),
  email,
  password: z
    .string()
    .min(passwordLengthMin, `has at least ${passwordLengthMin} characters`)
    .max(1_000, "has at most 1,000 characters"),
});
export type FirstAdmin = z.output<typeof FirstAdmin>;

export const UseSetUpLink = FirstAdmin.extend({ token: z.string().max(100) });
export type UseSetUpLink = z.output<typeof UseSetUpLink>;

/** Lenient on purpose: whatever does not fit an account is simply wrong. */
export const Credentials = z.object({ email: z.string().trim().max(1_000), password: z.string().max(1_000) });
export type Credentials = z.output<typeof Credentials>;
