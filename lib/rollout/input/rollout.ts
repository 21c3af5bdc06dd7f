import { z } from "zod";
import { PilotPath } from "../../pilots/input.ts";

/** What comes in about a rollout. Safe for the browser. */

const isStorable = (text: string) => !/(?![\t\r\n])[\p{Cc}\p{Cs}]/u.test(text);
const words = (most: number) =>
  z.string().trim().max(most, `at most ${most} characters`).refine(isStorable, "without control characters, please");
const why = words(500).min(3, "say why");

/** As people write it: 3, not 03 or " 3". */
const rolloutNumber = z
  .string()
  .regex(/^[1-9]\d{0,9}$/)
  .transform(Number)
  .pipe(z.number().max(2_147_483_647));

export const RolloutPath = PilotPath.extend({ rollout: rolloutNumber });
export const WrittenPath = RolloutPath.extend({ written: z.uuid() });

const ratio = z.number().min(0, "at least 0").max(1, "at most 1");
const seconds = (least: number, most: number) =>
  z
    .number()
    .int("whole seconds")
    .min(least, `at least ${least} s`)
    .max(most, `at most ${most.toLocaleString("en-GB")} s`);

const Gate = z.strictObject({
  errorRatioMost: ratio,
  latencyMsP99Most: z.number().min(1, "at least 1 ms").max(600_000, "at most 10 min").nullable(),
  samplesLeast: z.number().int().min(1, "at least 1").max(10_000_000, "at most 10,000,000"),
});

const Stage = z.strictObject({
  percent: z.number().int("a whole percentage").min(1, "at least 1 %").max(100, "at most 100 %"),
  holdSeconds: seconds(0, 7 * 86_400),
  gate: Gate,
});

const query = words(2_000).min(1, "write the query");
const Queries = z.strictObject({ errorRatio: query, latencyMsP99: query, requests: query });

/** What a mirror is called, as in the shadow module. */
const ByMirror = z.strictObject({ mirror: z.string().regex(/^(?!\.+$)[\w.-]{1,60}$/, "choose a mirror") });

const AutoRule = z.strictObject({
  errorBudgetRatio: ratio.min(0.000_01, "more than nothing"),
  burnRate: z.number().min(1, "at least 1").max(1_000, "at most 1,000"),
  shortSeconds: seconds(10, 3_600),
  longSeconds: seconds(20, 86_400),
  errorsLeast: z.number().int().min(1, "at least 1").max(1_000_000, "at most 1,000,000"),
  hardStopRatio: ratio,
});

export const SaveRolloutPlan = z.strictObject({
  /** 0 before the first save. */
  version: z.number().int().min(0).max(2_147_483_647),
  plan: z
    .strictObject({
      switch: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, "choose a switch"),
      stages: z.array(Stage).min(1, "at least one stage").max(20, "at most 20 stages"),
      healthyLeast: z.number().int().min(1, "at least 1").max(100, "at most 100"),
      vitals: z.union([z.strictObject({ system: z.uuid(), legacy: Queries, new: Queries }), ByMirror]).nullable(),
      writtenSince: z
        .union([
          z.strictObject({
            resource: z.string().min(1, "choose a database").max(60),
            sql: words(4_000).min(1, "write the statement"),
          }),
          ByMirror,
        ])
        .nullable(),
      auto: AutoRule.nullable(),
      pointOfNoReturn: words(500),
    })
    .superRefine(({ stages, auto }, check) => {
      for (const [at, { percent }] of stages.entries())
        if (at > 0 && percent <= (stages[at - 1]?.percent ?? 0))
          check.addIssue({ code: "custom", path: ["stages", at, "percent"], message: "more than the stage before" });
      if (stages.at(-1)?.percent !== 100)
        check.addIssue({ code: "custom", path: ["stages"], message: "the last stage takes all traffic: 100 %" });
      if (auto !== null && auto.longSeconds <= auto.shortSeconds)
        check.addIssue({ code: "custom", path: ["auto", "longSeconds"], message: "longer than the short window" });
    }),
});
export type SaveRolloutPlan = z.output<typeof SaveRolloutPlan>;

/** `version`: of the plan that was seen. `name`: typed to begin against production. */
export const BeginRollout = z.strictObject({
  kind: z.enum(["cut-over", "drill"]),
  version: z.number().int().min(1).max(2_147_483_647),
  says: words(500),
  name: words(100).optional(),
});
export type BeginRollout = z.output<typeof BeginRollout>;

/** `from`: the stage that was seen, -1 before the first. */
export const AdvanceStage = z.strictObject({ from: z.number().int().min(-1).max(19) });
export type AdvanceStage = z.output<typeof AdvanceStage>;

export const SayWhy = z.strictObject({ reason: why });

/** `decidedInMs`: from the first tap to the second. `noticedAt`: since when it was seen to be bad, where somebody knows. */
export const CallBack = z.strictObject({
  reason: words(500),
  decidedInMs: z.number().min(0).max(3_600_000),
  noticedAt: z.iso.datetime().nullable(),
});
export type CallBack = z.output<typeof CallBack>;

export const SayTold = z.strictObject({ says: words(500).min(3, "say who was told") });

export const WrittenQuery = z.strictObject({ after: z.uuid().optional() });

export const MarkWritten = z.strictObject({ state: z.enum(["open", "carried-over", "not-needed"]), says: words(300) });
export type MarkWritten = z.output<typeof MarkWritten>;
