import { z } from "zod";
import {
  duration,
  flowStep,
  headers,
  headerWord,
  jsonPath,
  mixStep,
  oneLine,
  pathBelow,
  rememberedName,
  setupStep,
} from "./step-shape.ts";

/** The shape of a scenario text. Each `error` says what was expected, for the mistakes; each description is for editors that complete. */

const thinkError = "a duration or a range of two, such as 2s or { between: [2s, 5s] }";
const think = z.union(
  [
    duration(0, "The same pause each time."),
    z.strictObject({
      between: z
        .tuple([duration(0, "Shortest pause."), duration(0, "Longest pause.")], {
          error: "a pair of durations, such as [2s, 5s]",
        })
        .refine(([min, max]) => min <= max, { error: "a longest pause not below the shortest, such as [2s, 5s]" }),
    }),
  ],
  { error: thinkError },
);

const mixError = "a list with at least one step, such as - get: /";
const onOff = z.boolean({ error: "true or false" });

const setupError = "a list of steps, such as - post: /api/login";
const setup = z.array(setupStep, { error: setupError }).max(20, { error: "a list of at most 20 set-up steps" });
const mix = z
  .array(mixStep, { error: mixError })
  .min(1, { error: mixError })
  .max(100, { error: "a list of at most 100 steps" });

const usersError = "a list of kinds of users, such as - { kind: dispatcher, share: 60, mix: [{ get: / }] }";
const shareError = "a share above 0, such as 60";
const userKind = z
  .strictObject(
    {
      kind: oneLine("a name", 60).meta({ description: "What these users are called in figures and objectives." }),
      share: z
        .number({ error: shareError })
        .positive({ error: shareError })
        .max(1_000_000, { error: shareError })
        .meta({ description: "Of all users, against the other kinds." }),
      setup: setup.optional().meta({ description: "This kind's own set-up, instead of the scenario's." }),
      headers: headers.optional(),
      think: think.optional().meta({ description: "This kind's own pause, instead of the scenario's." }),
      mix: mix.meta({ description: "What users of this kind do." }),
    },
    { error: usersError },
  )
  .meta({ title: "Kind of users" });

const dataUses = ["by user", "in turn", "at random"] as const;
const dataError = "a set of names with their files, such as { bags: { file: bags.csv, use: in turn } }";
const dataSet = z
  .strictObject(
    {
      file: oneLine("the name of a file", 120).regex(/^[^/\\]+\.csv$/i, {
        error: "the name of a CSV file, such as bags.csv",
      }),
      use: z
        .enum(dataUses, { error: `one of ${dataUses.join(", ")}` })
        .default("in turn")
        .meta({ description: "by user: user n always has row n; in turn: each request the next; at random: any." }),
    },
    { error: dataError },
  )
  .meta({ title: "Data from a file" });

const versionError = "where the target tells its version, such as { get: /health, json: $.version }";
const version = z
  .strictObject(
    {
      get: pathBelow.meta({ description: "A path below the system's address; no templates." }),
      json: jsonPath.optional().meta({ description: "Where in the JSON answer.", examples: ["$.version"] }),
      header: headerWord.optional().meta({ description: "A header of the answer.", examples: ["x-version"] }),
    },
    { error: versionError },
  )
  .meta({
    title: "Version of the target",
    oneOf: ["json", "header"].map((place) => ({
      type: "object",
      properties: { [place]: { type: "string" } },
      required: [place],
    })),
  });

/** Durations come out in milliseconds. */
export const scenarioShape = z.strictObject(
  {
    name: oneLine("a name", 120).meta({ description: "What these users do, in a few words." }),
    setup: setup.default([]).meta({ description: "Once for each virtual user, in order, before its first request." }),
    headers: headers.default({}),
    think: think
      .default(0)
      .meta({ description: "Pause of a user between an answer and its next request; closed model only." }),
    timeouts: z
      .strictObject(
        {
          connect: duration(1, "To connect, TLS included. 5s unless set.").default(5_000),
          "first byte": duration(1, "From sending to the first byte of the answer. 10s unless set.").optional(),
          firstByte: duration(1, "The same as first byte.").optional(),
          whole: duration(1, "From sending to the end of the answer. 30s unless set.").default(30_000),
        },
        { error: "a set of time-outs, such as { connect: 5s, first byte: 10s, whole: 30s }" },
      )
      .optional()
      .meta({ description: "After how long a request counts as timed out." }),
    "cold connections": onOff
      .optional()
      .meta({ description: "true: a new connection for each request instead of keep-alive." }),
    coldConnections: onOff.optional().meta({ description: "The same as cold connections." }),
    cookies: onOff.default(true).meta({
      description: "false: users send no cookie back, so that a balancer takes each request as a new session.",
    }),
    data: z
      .record(rememberedName, dataSet, { error: dataError })
      .default({})
      .meta({ description: "Rows of CSV files, used as {{name.column}}." }),
    version: version.optional().meta({
      description: "Where the target tells its version. A load run whose target changes it on the way cannot pass.",
    }),
    mix: mix
      .optional()
      .meta({ description: "Steps that are drawn at random by weight, one request each; or a flow of several." }),
    users: z
      .array(userKind, { error: usersError })
      .min(1, { error: usersError })
      .max(20, { error: "a list of at most 20 kinds of users" })
      .optional()
      .meta({ description: "Kinds of users, each with a mix of its own, instead of one mix." }),
  },
  { error: "a scenario, such as mix: [{ get: / }]" },
);

export type ScenarioShape = z.output<typeof scenarioShape>;
export type MixShape = NonNullable<ScenarioShape["mix"]>;
export type StepShape = ScenarioShape["setup"][number] & {
  weight?: number;
  tags?: string[];
  needs?: string | undefined;
};

/** The published JSON Schema (draft 2020-12) of scenario texts, for editors; what a schema cannot say, `readScenario` checks. */
export function scenarioJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(scenarioShape, { io: "input" });
  return { ...schema, title: "Gantry scenario", description: "What virtual users do in a load run." };
}

/** The keys that are known where `path` leads; for suggestions. */
export function keysAt(path: readonly PropertyKey[]): string[] {
  const keys = path.filter((key) => typeof key === "string");
  const [last, before] = [keys.at(-1), keys.at(-2)];
  if (last === undefined) return Object.keys(scenarioShape.shape);
  if (last === "timeouts") return ["connect", "first byte", "whole"];
  if (last === "users") return Object.keys(userKind.shape);
  if (last === "think") return ["between"];
  if (last === "mix") return Object.keys(mixStep.shape);
  if (last === "flow") return Object.keys(flowStep.shape);
  if (last === "setup") return Object.keys(setupStep.shape);
  if (last === "version") return Object.keys(version.shape);
  if (last === "expect") return ["status", "json", "contains"];
  if (before === "data") return ["file", "use"];
  return before === "remember" ? ["last", "from"] : ["equals"];
}
