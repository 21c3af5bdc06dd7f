import { z } from "zod";
import type { Objectives } from "../core/criterion.ts";
import type { Profile } from "../core/profile.ts";
import { mostPages, newestFirst, readSort, segments, sortKeys } from "../core/run-list.ts";

/** What comes in to start, stop and annotate a run. Safe for the browser: the form's messages are the server's. */

const longestSeconds = 86_400;
const seconds = z.number("a number of seconds").min(1, "at least 1 s").max(longestSeconds, "at most 24 h");
const rate = z.number("a rate a second").min(0, "not below 0").max(100_000, "at most 100,000/s");
const wholeUsers = z
  .number("a number of users")
  .int("whole users only")
  .min(1, "at least 1")
  .max(20_000, "at most 20,000");

const openProfile = z
  .strictObject({
    model: z.literal("open"),
    stages: z
      .array(z.strictObject({ from: rate, to: rate, seconds }))
      .min(1)
      .max(20),
    maxUsers: wholeUsers,
    startLimitMs: z.number().int().min(1).max(600_000),
  })
  .refine(({ stages }) => stages.some(({ from, to }) => from + to > 0), { path: ["stages"], message: "the rate is 0" })
  .refine(({ stages }) => stages.reduce((sum, stage) => sum + stage.seconds, 0) <= longestSeconds, {
    path: ["stages"],
    message: "at most 24 h in all",
  });

const closedProfile = z.strictObject({
  model: z.literal("closed"),
  users: wholeUsers,
  spawnPerSecond: z.number("users a second").min(0.01, "at least 0.01/s").max(10_000, "at most 10,000/s"),
  durationSeconds: seconds,
});

const ProfileInput = z.discriminatedUnion("model", [openProfile, closedProfile]);

const metric = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("percentile"),
    q: z.number().min(0.01, "p1 at least").max(0.9999, "p99.99 at most"),
  }),
  z.strictObject({ kind: z.literal("mean") }),
  z.strictObject({ kind: z.literal("max") }),
  z.strictObject({ kind: z.literal("errors") }),
  z.strictObject({ kind: z.literal("throughput") }),
  z.strictObject({ kind: z.literal("delivered") }),
]);

const scope = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("all") }),
  z.strictObject({ kind: z.literal("step"), step: z.string().min(1) }),
]);

const criterion = z
  .strictObject({
    metric,
    scope,
    limit: z.number("a limit").min(0, "not below 0"),
    judge: z.enum(["measured", "bound"]),
  })
  .superRefine(({ metric: { kind }, scope: { kind: of }, limit, judge }, check) => {
    const wrong = (message: string) => check.addIssue({ code: "custom", path: ["limit"], message });
    const ratio = kind === "errors" || kind === "delivered";
    if (ratio && limit > 1) wrong("a ratio is at most 1 (100 %)");
    if (!ratio && limit === 0) wrong("a limit over 0");
    if (kind === "delivered" && of === "step") wrong("delivery is judged for the whole run");
    if (judge === "bound" && kind !== "errors" && kind !== "percentile")
      wrong("only percentiles and errors can be judged by bound");
  });

const ObjectivesInput = z.strictObject({
  criteria: z.array(criterion).max(50),
  abortWhen: z
    .strictObject({ errorRatio: z.number().min(0).max(1), seconds: z.number().int().min(1).max(3_600) })
    .nullable(),
});

const oneLine = z
  .string()
  .trim()
  .min(1, "give it a name")
  .max(80, "at most 80 characters")
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, "on one line, please");

/** Text with line ends and tabs, but without what PostgreSQL cannot keep. */
const storable = z
  .string()
  .refine((text) => !/(?![\t\r\n\u0085])[\p{Cc}\p{Cs}]/u.test(text), "without control characters, please");

export const StartRun = z.strictObject({
  name: oneLine,
  scenarioText: storable.max(256 * 1024, "at most 256 KiB"),
  systemId: z.uuid("choose a system"),
  profile: ProfileInput,
  objectives: ObjectivesInput,
  /** Production only: the system's name, typed. */
  typed: z.string().optional(),
  /** Evidence for a launch: the newest such run of its scenario, load and environment counts. Tries never do. */
  countsForLaunch: z.boolean().default(false),
});
export type StartRun = {
  name: string;
  scenarioText: string;
  systemId: string;
  profile: Profile;
  objectives: Objectives;
  typed?: string | undefined;
  countsForLaunch?: boolean | undefined;
};

export const RunPath = z.object({
  pilot: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  /** As people write it: 42, not 042 or 4.2e1. */
  number: z
    .string()
    .regex(/^[1-9]\d{0,9}$/)
    .transform(Number)
    .pipe(z.number().max(2_147_483_647)),
});

export const StopRun = z.strictObject({
  reason: storable.trim().min(1, "say why").max(500, "at most 500 characters"),
});

export const NoteRun = z.strictObject({
  text: storable.trim().min(1, "write something").max(500, "at most 500 characters"),
  second: z.number().int().min(0).max(1_000_000),
});

const secondAsked = z.coerce.number("a second").int("a whole second").min(0, "from 0 on").max(1_000_000);
/** Both seconds are within what is asked for; one answer covers 1,800 at most. */
export const SecondsQuery = z.object({ from: secondAsked.default(0), to: secondAsked.optional() });

/** How the runs list is asked for, in its address and in the API's. What the filter says is read later: a mistake in it is told in a sentence. */
export const RunsQuery = z.object({
  filter: z.string().max(1_000, "at most 200 characters").default(""),
  segment: z.enum(segments, `one of ${segments.join(", ")}`).default("all"),
  sort: z
    .string()
    .transform((text, check) => {
      const sort = readSort(text);
      if (sort !== null) return sort;
      check.addIssue({
        code: "custom",
        message: `one of ${sortKeys.join(", ")}, with a - before it for the highest first`,
      });
      return z.NEVER;
    })
    .default(newestFirst),
  page: z.coerce
    .number("a page")
    .int("a whole page")
    .min(1, "from 1 on")
    .max(mostPages, `at most ${mostPages}`)
    .default(1),
});

/** As what a run's report is asked for. */
export const ReportPath = RunPath.extend({ format: z.enum(["html", "json", "markdown", "csv"]) });

/** The run whose inputs a new one begins with. */
export const RepeatQuery = z.object({ from: RunPath.shape.number.optional() });
