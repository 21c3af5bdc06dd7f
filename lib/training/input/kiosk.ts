import { z } from "zod";
import { Credentials } from "#lib/access/input.ts";
import { languages } from "../core/language.ts";
import { mostInSession, SessionPath } from "./sessions.ts";

/** What comes in from kiosks, and about them. Safe for the browser. */

export const KioskPath = SessionPath.extend({ kiosk: z.uuid() });

const base64url = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[A-Za-z0-9_-]+$/, "base64url is expected");

const Sealed = z.strictObject({
  key: z.number().int().min(1).max(2_147_483_647),
  ephemeral: base64url(87).length(87),
  iv: base64url(16).length(16),
  text: base64url(4_000),
});

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "a SHA-256 in hex is expected");
const Signs = z.strictObject({ operatorId: z.uuid(), sha256 });

/** A tablet's clock may be anywhere that a date can be. */
const sealedAt = z.number().int().min(0).max(8_640_000_000_000_000);

const common = { id: z.uuid(), language: z.enum(languages), sealedAt, wasOffline: z.boolean(), sealed: Sealed };

const Arrival = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("pin-set"), operatorId: z.uuid(), ...common }),
  z.strictObject({ kind: z.literal("declined"), operatorId: z.uuid(), ...common }),
  z.strictObject({ kind: z.literal("signed"), operatorId: z.uuid(), sha256, ...common }),
  z.strictObject({
    kind: z.literal("trainer-signed"),
    signs: z
      .array(Signs)
      .min(1)
      .max(mostInSession)
      .refine(
        (signs) => new Set(signs.map(({ operatorId }) => operatorId)).size === signs.length,
        "each operator once",
      ),
    ...common,
  }),
]);

const mostArrivals = 50;
/** In the order in which they were typed: they are judged one after the other. */
export const Arrivals = z.strictObject({ arrivals: z.array(Arrival).min(1).max(mostArrivals) });

/** Without an address: whoever opened the kiosk. */
export const ExitKiosk = z.strictObject({
  email: Credentials.shape.email.optional(),
  password: Credentials.shape.password,
});
export type ExitKiosk = z.output<typeof ExitKiosk>;

/** What is sealed, once it is opened. */
export const SealedPin = z.strictObject({ pin: z.string().regex(/^\d{6}$/) });
export const SealedPassword = z.strictObject({ password: z.string().max(1_000) });
export const SealedReason = z.strictObject({
  reason: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .refine((text) => !/(?![\t\r\n])[\p{Cc}\p{Cs}]/u.test(text)),
});
