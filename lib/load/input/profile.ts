import { z } from "zod";

/** How much load a run is asked for. Safe for the browser: the form's messages are the server's. */

const longestSeconds = 86_400;
const seconds = z.number("a number of seconds").min(1, "at least 1 s").max(longestSeconds, "at most 24 h");
const rate = z.number("a rate a second").min(0, "not below 0").max(100_000, "at most 100,000/s");
const wholeUsers = z
  .number("a number of users")
  .int("whole users only")
  .min(1, "at least 1")
  .max(20_000, "at most 20,000");

const longestSum = (stages: readonly { seconds: number }[]) =>
  stages.reduce((sum, stage) => sum + stage.seconds, 0) <= longestSeconds;
const warmUpSeconds = z
  .number("a number of seconds")
  .int("whole seconds")
  .min(0, "not below 0")
  .max(3_600, "at most 1 h");
const tooWarm = { path: ["warmUpSeconds"], message: "the warm-up is shorter than the run" };

const openProfile = z
  .strictObject({
    model: z.literal("open"),
    stages: z
      .array(z.strictObject({ from: rate, to: rate, seconds }))
      .min(1)
      .max(50, "at most 50 stages"),
    maxUsers: wholeUsers,
    startLimitMs: z.number().int().min(1).max(600_000),
    warmUpSeconds: warmUpSeconds.optional(),
    arrivals: z.enum(["even", "poisson"], "even or poisson").optional(),
    search: z
      .strictObject({ atLeast: rate.gt(0, "a rate over 0").nullable() })
      .nullable()
      .optional(),
  })
  .refine(({ stages }) => stages.some(({ from, to }) => from + to > 0), { path: ["stages"], message: "the rate is 0" })
  .refine(({ stages }) => longestSum(stages), { path: ["stages"], message: "at most 24 h in all" })
  .refine(({ stages, warmUpSeconds: warm = 0 }) => warm < stages.reduce((sum, one) => sum + one.seconds, 0), tooWarm)
  .refine(
    ({ stages, search }) => search == null || stages.filter(({ from, to }) => from === to && from > 0).length > 1,
    {
      path: ["stages"],
      message: "a search for the capacity needs two levels at least",
    },
  );

const requestsEach = z.number("a number of requests").int("whole requests only").min(1, "at least 1").max(1_000_000);
const level = z.union([
  z.strictObject({ users: wholeUsers, seconds }),
  z.strictObject({ users: wholeUsers, requestsEach, atMostSeconds: seconds }),
]);

const closedProfile = z
  .strictObject({
    model: z.literal("closed"),
    users: wholeUsers,
    spawnPerSecond: z.number("users a second").min(0.01, "at least 0.01/s").max(10_000, "at most 10,000/s"),
    durationSeconds: seconds,
    warmUpSeconds: warmUpSeconds.optional(),
    levels: z.array(level).max(50, "at most 50 levels").optional(),
  })
  .refine(({ durationSeconds, warmUpSeconds: warm = 0 }) => warm < durationSeconds, tooWarm)
  .superRefine(({ levels = [], users, durationSeconds }, check) => {
    if (levels.length === 0) return;
    const most = Math.max(...levels.map((one) => one.users));
    const longest = levels.reduce((sum, one) => sum + ("seconds" in one ? one.seconds : one.atMostSeconds), 0);
    if (most === users && longest === durationSeconds) return;
    const message = `the levels have ${most} users at most, and take ${longest} s`;
    check.addIssue({ code: "custom", path: ["levels"], message });
  });

export const ProfileInput = z.discriminatedUnion("model", [openProfile, closedProfile]);
