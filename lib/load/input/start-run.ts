import { z } from "zod";
import { PilotPath } from "../../pilots/input.ts";
import type { Objectives } from "../core/criterion.ts";
import { noRecoveryInSearch, unjudgedInSearch } from "../core/judge-search.ts";
import type { Only } from "../core/part-of-scenario.ts";
import type { Profile } from "../core/profile.ts";
import { reportFormats } from "../core/report-formats.ts";
import { mostPages, newestFirst, readSort, segments, sortKeys } from "../core/run-list.ts";
import { criterionMistake } from "./criterion-mistake.ts";
import { ProfileInput } from "./profile.ts";

/** What comes in to start, stop and annotate a run. Safe for the browser: the form's messages are the server's. */

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
  z.strictObject({
    kind: z.literal("recovery"),
    q: z.number().min(0.01, "p1 at least").max(0.9999, "p99.99 at most"),
    limitMs: z.number("a limit in ms").gt(0, "a limit over 0"),
  }),
]);

const named = z.string().min(1).max(120, "at most 120 characters");
const only = [
  z.strictObject({ kind: z.literal("step"), step: named }),
  z.strictObject({ kind: z.literal("tag"), tag: named }),
  z.strictObject({ kind: z.literal("users"), users: named }),
] as const;
export const OnlyInput = z.discriminatedUnion("kind", only);
const scope = z.discriminatedUnion("kind", [z.strictObject({ kind: z.literal("all") }), ...only]);

const criterion = z
  .strictObject({
    metric,
    scope,
    limit: z.number("a limit").min(0, "not below 0"),
    judge: z.enum(["measured", "bound"]),
    warn: z.number("a limit").min(0, "not below 0").nullable().optional(),
    per: z.enum(["run", "second"]).optional(),
  })
  .superRefine((one, check) => {
    const wrong = criterionMistake(one);
    if (wrong === null) return;
    // The fields that the form shows a sentence at: scope and rule are chosen from what fits the measure.
    const path = wrong.about === "scope" || wrong.about === "judge" ? "limit" : wrong.about;
    check.addIssue({ code: "custom", path: [path], message: wrong.message });
  });

const everySeconds = z.number().int().min(1).max(3_600);
const ObjectivesInput = z.strictObject({
  criteria: z.array(criterion).max(50),
  abortWhen: z.strictObject({ errorRatio: z.number().min(0).max(1), seconds: everySeconds }).nullable(),
  abortWhenSlow: z
    .strictObject({
      q: z.number().min(0.01, "p1 at least").max(0.9999, "p99.99 at most"),
      limitMs: z.number("a limit in ms").gt(0, "a limit over 0"),
      seconds: everySeconds,
    })
    .nullable()
    .optional(),
});

export const oneLine = z
  .string()
  .trim()
  .min(1, "give it a name")
  .max(80, "at most 80 characters")
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, "on one line, please");

/** Text with line ends and tabs, but without what PostgreSQL cannot keep. */
export const storable = z
  .string()
  .refine((text) => !/(?![\t\r\n\u0085])[\p{Cc}\p{Cs}]/u.test(text), "without control characters, please");

/** All data files of a scenario together. */
export const mostFileBytes = 5 * 1024 * 1024;

export const ScenarioFiles = z
  .array(
    z.strictObject({
      name: z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,118}$/u, "a plain file name, such as bags.csv"),
      text: storable,
    }),
  )
  .max(10, "at most 10 files")
  .refine((files) => files.reduce((sum, { text }) => sum + text.length, 0) <= mostFileBytes, "at most 5 MiB in all")
  .refine((files) => new Set(files.map(({ name }) => name)).size === files.length, "each name once");

export const ScenarioText = storable.max(256 * 1024, "at most 256 KiB");

export const StartRun = z
  .strictObject({
    name: oneLine,
    /** load: many users, judged by its objectives; smoke: one user, every expectation on a list. */
    kind: z.enum(["load", "smoke"]).default("load"),
    /** How often a smoke run goes through the steps. */
    passes: z
      .number("a number of passes")
      .int("whole passes only")
      .min(1, "at least 1")
      .max(100, "at most 100")
      .default(1),
    /** One step, tag or kind of users alone; null for all of the scenario. */
    only: OnlyInput.nullable().default(null),
    scenarioText: ScenarioText,
    /** Data files that the scenario names; those left out stay as they were in its last version. */
    files: ScenarioFiles.default([]),
    systemId: z.uuid("choose a system"),
    profile: ProfileInput,
    objectives: ObjectivesInput,
    objectiveSetId: z.uuid("choose a set of limits").nullable().default(null),
    /** Production only: the system's name, typed. */
    typed: z.string().optional(),
    /** Evidence for a launch: the newest such run of its scenario, load and environment counts. Tries never do. */
    countsForLaunch: z.boolean().default(false),
  })
  .refine(({ countsForLaunch, kind, only }) => !countsForLaunch || (kind === "load" && only === null), {
    path: ["countsForLaunch"],
    message: "only a load run of the whole scenario is evidence for the launch",
  })
  .superRefine(({ objectives, profile, kind }, check) => {
    const at = kind === "smoke" ? null : unjudgedInSearch(objectives.criteria, profile);
    if (at !== null)
      check.addIssue({ code: "custom", path: ["objectives", "criteria", at, "metric"], message: noRecoveryInSearch });
  });
export type StartRun = {
  name: string;
  kind?: "load" | "smoke" | undefined;
  passes?: number | undefined;
  only?: Only | null | undefined;
  scenarioText: string;
  files?: readonly { name: string; text: string }[] | undefined;
  systemId: string;
  profile: Profile;
  objectives: Objectives;
  /** Its newest version gives the criteria, in place of those of `objectives`. */
  objectiveSetId?: string | null | undefined;
  typed?: string | undefined;
  countsForLaunch?: boolean | undefined;
};

export const RunPath = PilotPath.extend({
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
export const ReportPath = RunPath.extend({ format: z.enum(reportFormats) });

/** The run whose inputs a new one begins with. */
export const RepeatQuery = z.object({ from: RunPath.shape.number.optional() });
