import { z } from "zod";
import { PilotPath } from "../../pilots/input.ts";

/** What comes in to triage differences. Safe for the browser. */

const storable = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `at most ${most} characters`)
    .refine((text) => !/(?![\t\r\n])[\p{Cc}\p{Cs}]/u.test(text), "without control characters, please");
const path = storable(500).min(1, "a path is expected");
const why = storable(500).min(3, "say why");
const endpoint = storable(500).min(1, "name an endpoint, or * for all");

export const GroupPath = PilotPath.extend({
  group: z
    .string()
    .regex(/^[1-9]\d{0,9}$/)
    .transform(Number)
    .pipe(z.number().max(2_147_483_647)),
});
export const PairPath = PilotPath.extend({ pair: z.uuid() });
export const RulePath = PilotPath.extend({ rule: z.string().regex(/^[0-9a-z-]{1,60}$/) });

export const DisposeGroup = z.strictObject({
  disposition: z.enum(["fix", "legacy-wrong", "accept", "not-the-same"], "choose a disposition"),
  reason: storable(500).default(""),
});
export type DisposeGroup = z.output<typeof DisposeGroup>;

export const OwnGroup = z.strictObject({ owner: storable(80).min(1, "name somebody").nullable() });
export const LinkGroup = z.strictObject({
  link: z
    .url({ protocol: /^https?$/, error: "an address such as https://issues.example.org/17 is expected" })
    .max(500)
    .nullable(),
});
export const WithWhy = z.strictObject({ why });

const seconds = z.number().min(0).max(31_536_000_000);
const effect = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("ignore") }),
  z.strictObject({
    do: z.literal("tolerate"),
    absolute: z.number().min(0).max(1e15).default(0),
    relative: z.number().min(0).max(1).default(0),
  }),
  z.strictObject({ do: z.literal("time"), toleranceMs: seconds.nullable() }),
  z.strictObject({ do: z.literal("ignore-case") }),
  z.strictObject({ do: z.literal("ignore-space") }),
  z.strictObject({ do: z.literal("pair-by"), key: storable(200).min(1, "name the member") }),
  z.strictObject({ do: z.literal("any-order") }),
  z.strictObject({ do: z.literal("allow-extra") }),
  z.strictObject({ do: z.literal("null-is-missing") }),
]);

const proposed = { endpoint, path, effect };

/** A rule as it is shown before it applies. */
export const PreviewRule = z.strictObject(proposed);
export type PreviewRule = z.output<typeof PreviewRule>;

/** `version`: of the rules that the preview was made with. */
export const AcceptRule = z.strictObject({ ...proposed, why, version: z.number().int().min(0).max(2_147_483_647) });
export type AcceptRule = z.output<typeof AcceptRule>;

const place = z.strictObject({ type: storable(60).min(1), path: path });
export const CorrectEndpoint = z.strictObject({
  method: z.string().regex(/^[A-Z]{1,20}$/, "a method such as GET is expected"),
  template: z
    .string()
    .trim()
    .max(480)
    .regex(/^\/[^\s?#\p{Cc}\p{Cs}]*$/u, "a path such as /lots/{id} is expected"),
  makes: z.array(place).max(20).default([]),
  uses: z
    .array(z.strictObject({ type: storable(60).min(1), place: path }))
    .max(50)
    .default([]),
  why,
});
export type CorrectEndpoint = z.output<typeof CorrectEndpoint>;

export const MarkCritical = z.strictObject({
  critical: z.array(z.strictObject({ endpoint, path })).max(200),
  why,
});
export type MarkCritical = z.output<typeof MarkCritical>;

export const NameSecrets = z.strictObject({ secrets: z.array(path).max(200), why });
export type NameSecrets = z.output<typeof NameSecrets>;

const moment = z.iso.datetime({ offset: true, message: "a time such as 2026-11-25T10:00:00Z is expected" });
/** `from` "now": exact, from the next exchange on; a time that has been is taken to the start of its hour. */
export const SetWindow = z.strictObject({
  from: z.union([z.literal("now"), moment], "now or a time is expected"),
  to: moment.nullable().default(null),
  version: storable(80).min(1).nullable().default(null),
  why,
});
export type SetWindow = z.output<typeof SetWindow>;

export const groupStates = ["open", "fixing", "fixed", "waiting", "accepted", "not-the-same"] as const;
export const GroupsQuery = z.object({
  filter: z.string().max(200, "at most 200 characters").default(""),
  state: z.enum(["all", ...groupStates, "unseen"], "all, a state or unseen").default("all"),
});
export type GroupsQuery = z.output<typeof GroupsQuery>;
