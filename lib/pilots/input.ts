import { z } from "zod";
import { duties } from "./core/place.ts";
import { canonicalZone } from "./core/site-zone.ts";
import { slugMistake } from "./core/slug.ts";

/** What comes in about pilots and systems. Safe for the browser. */

export const PilotPath = z.object({ pilot: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/) });
export const SystemPath = PilotPath.extend({ system: z.uuid() });
export const UnlockPath = SystemPath.extend({ unlock: z.uuid() });
export const DutyPath = PilotPath.extend({ duty: z.uuid() });

const name = z
  .string()
  .trim()
  .min(1, "give it a name")
  .max(80, "at most 80 characters")
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, "on one line, please");
const reason = z
  .string()
  .trim()
  .min(10, "say why in at least 10 characters")
  .max(500, "at most 500 characters")
  .refine((text) => !/(?![\t\r\n])[\p{Cc}\p{Cs}]/u.test(text), "without control characters, please");

/** The address of a system: where it answers, without anything that belongs to a single request. */
const address = z
  .string()
  .trim()
  .max(500)
  .superRefine((text, check) => {
    const wrong = wrongAddress(text);
    if (wrong !== null) check.addIssue({ code: "custom", message: wrong });
  });

function wrongAddress(text: string): string | null {
  // A URL parser forgives these; the name would then not be what is reached.
  if (/[\s\p{Cc}\p{Cs}]/u.test(text)) return "no spaces, please";
  if (!URL.canParse(text)) return "an address such as https://staging.example.org:8443 is expected";
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:") return "it begins with http:// or https://";
  if (url.username !== "" || url.password !== "") return "leave user and password out; a scenario logs in by itself";
  if (url.search !== "" || url.hash !== "") return "leave out what follows ? or #";
  return url.port === "0" ? "port 0 cannot be reached" : null;
}

export const NameSystem = z.strictObject({
  name,
  baseUrl: address,
  environment: z.enum(["test", "staging", "production"], "choose test, staging or production"),
  role: z.enum(["legacy", "new", "other"]).default("other"),
  reason,
});
export type NameSystem = z.output<typeof NameSystem>;

/** Which state of it the form showed; see `ChangePilot`. */
const version = z.number().int().min(1).max(2_147_483_647);

/** Its name stays: past runs are told by it. */
export const ChangeSystem = NameSystem.omit({ name: true }).extend({
  role: z.enum(["legacy", "new", "other"], "choose legacy, new or other"),
  version,
});
export type ChangeSystem = z.output<typeof ChangeSystem>;

export const WithReason = z.strictObject({ reason });
export type WithReason = z.output<typeof WithReason>;

const zone = z
  .string()
  .trim()
  .max(60)
  .refine((text) => canonicalZone(text) !== null, "an IANA time zone is expected, such as Europe/Prague")
  .transform((text) => canonicalZone(text) ?? text);
const facts = { name, site: name, timeZone: zone };

export const CreatePilot = z.strictObject({
  slug: z
    .string()
    .trim()
    .max(200)
    .superRefine((text, check) => {
      const wrong = slugMistake(text);
      if (wrong !== null) check.addIssue({ code: "custom", message: wrong });
    }),
  ...facts,
});
export type CreatePilot = z.output<typeof CreatePilot>;

/** `version`: which state of the pilot the form showed. Another one there now: somebody else has saved, and nothing is overwritten. */
export const ChangePilot = z.strictObject({ version, ...facts });
export type ChangePilot = z.output<typeof ChangePilot>;

export const GiveDuty = z
  .strictObject({
    personId: z.uuid("choose a person"),
    duty: z.enum(duties, "choose a duty"),
    /** Of a station owner only. */
    station: name.or(z.literal("")).default(""),
  })
  .superRefine(({ duty, station }, check) => {
    if (duty === "station-owner" && station === "")
      check.addIssue({ code: "custom", path: ["station"], message: "name the station" });
    if (duty !== "station-owner" && station !== "")
      check.addIssue({ code: "custom", path: ["station"], message: "only a station owner has a station" });
  });
export type GiveDuty = z.output<typeof GiveDuty>;

export const UnlockProduction = z.strictObject({
  reason,
  minutes: z.number().int().min(1).max(120),
  /** The system's name, typed again. */
  name: z.string(),
});
export type UnlockProduction = z.output<typeof UnlockProduction>;
