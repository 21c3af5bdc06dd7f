import { z } from "zod";
import { parseJsonPath } from "../core/json-path.ts";
import type { TemplateValue } from "../core/scenario.ts";
import { TEMPLATE_FUNCTIONS } from "../core/template-call.ts";

/** The shape of a step in a scenario text. Each `error` says what was expected, for the mistakes; each description is for editors that complete. */

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000 };
const DURATION = /^(\d{1,9}(?:\.\d{1,3})?) ?(ms|s|min|h)$/;
const HOUR_MS = 3_600_000;

function toMs(text: string): number {
  const [, amount, unit = ""] = DURATION.exec(text) ?? [];
  return Math.round(Number(amount) * (UNIT_MS[unit] ?? Number.NaN));
}

export function duration(minMs: number, description: string) {
  const error = "a duration with its unit, such as 5s or 300ms";
  const within = `a duration ${minMs > 0 ? "above 0" : "from 0s"} up to 1h, such as 5s or 300ms`;
  return (
    z
      .string({ error })
      .regex(DURATION, { error, abort: true })
      .refine((text) => toMs(text) >= minMs && toMs(text) <= HOUR_MS, { error: within })
      // Of the text, not of what becomes of it: the schema shows what is written.
      .meta({ examples: ["300ms", "5s", "2 min"] })
      .transform(toMs)
      .meta({ description })
  );
}

function text(expected: string, max: number) {
  const error = `${expected} of 1 to ${max} characters`;
  return z.string({ error }).min(1, { error, abort: true }).max(max, { error });
}

/** PostgreSQL keeps no NUL and no half of a pair, and a name with a line end is two names on a screen. */
export function oneLine(expected: string, max: number) {
  const error = `${expected} of 1 to ${max} characters on one line`;
  return text(expected, max).refine((name) => !/[\p{Cc}\p{Cs}]/u.test(name), { error });
}

const finite = z.number().refine((value) => !Number.isInteger(value) || Number.isSafeInteger(value), {
  error: "a whole number up to 9007199254740991, or the digits in quotes",
});

const jsonValue: z.ZodType<TemplateValue> = z.lazy(() =>
  z.union([z.string(), finite, z.boolean(), z.null(), z.array(jsonValue), z.record(z.string(), jsonValue)], {
    error: "a JSON value",
  }),
);

const jsonPathError = "a path into the JSON answer, such as $.id or $.items[0].code";
export const jsonPath = z
  .string({ error: jsonPathError })
  .refine((path) => parseJsonPath(path) !== null, { error: jsonPathError })
  .meta({ pattern: "^\\$", examples: ["$.id", "$.items[0].code"] });

const headerNameError = "the name of a header, such as authorization or x-request-id";
const OWN_HEADERS = "host content-length connection transfer-encoding keep-alive upgrade te trailer expect".split(" ");
/** Of any header, also one that only answers have. */
export const headerWord = z
  .string({ error: headerNameError })
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, { error: headerNameError, abort: true });
const headerName = headerWord.refine((name) => !OWN_HEADERS.includes(name.toLowerCase()), {
  error: "a header that Gantry does not write itself, such as authorization",
});
const headerText = z.string({ error: "the text of a header, in quotes where it looks like a number" });
export const headers = z
  .record(headerName, headerText, { error: "a set of headers with their texts, such as { accept: application/json }" })
  .meta({ description: "Request headers; values may hold templates." });

const pathError = "a path that starts with /, such as /api/v1/lots";
export const pathBelow = z
  .string({ error: pathError })
  .regex(/^\//, { error: pathError })
  .max(4_000, { error: "a path of at most 4000 characters" });
function path(method: string) {
  return pathBelow.optional().meta({
    description: `Sends ${method} to this path below the system's address; may hold templates such as {{lots.code}}.`,
  });
}

const statusError = "a status from 200 to 599, or a list of them, such as 201 or [200, 204]";
const status = z.int({ error: statusError }).min(200, { error: statusError }).max(599, { error: statusError });
const statuses = z
  .union(
    [status, z.array(status, { error: statusError }).min(1, { error: statusError }).max(50, { error: statusError })],
    { error: statusError },
  )
  .meta({ description: "The status, or statuses, that count as right. Without it any below 400 does." });

const expectedValue = z
  .union(
    [
      z.enum(["present", "absent", "not empty"]),
      z.string(),
      finite,
      z.boolean(),
      z.null(),
      z.strictObject({
        equals: z.union([z.string(), finite, z.boolean(), z.null()], {
          error: "a text, a number, true, false or null",
        }),
      }),
    ],
    { error: "present, absent, not empty, or one value, such as connected" },
  )
  .meta({
    description:
      "present, absent, not empty, or the value that must be there; { equals: present } means the word itself.",
  });

const expectation = z
  .strictObject(
    {
      status: statuses.optional(),
      json: z
        .record(jsonPath, expectedValue, { error: "a set of paths with what must be there, such as { $.id: present }" })
        .optional()
        .meta({ description: "What must hold in the JSON answer, by path." }),
      contains: text("a text", 1_000).optional().meta({ description: "A text that the answer must contain." }),
    },
    { error: "a set of expectations, such as { status: 200 }" },
  )
  .meta({ description: "What the answer must be; anything else counts as an error." });

const name = /^[A-Za-z_][A-Za-z0-9_-]*$/;
const rememberedNameError = "a name of letters, digits, - and _ that is no function, such as token";
export const rememberedName = z
  .string()
  .regex(name, { error: rememberedNameError, abort: true })
  .refine((word) => !TEMPLATE_FUNCTIONS.includes(word), { error: rememberedNameError });
const fieldName = z.string().regex(name, { error: "a name of letters, digits, - and _, such as id" });
const fieldsError = "a path or named paths, such as $.id or { id: $.id, code: $.lot_code }";
const fields = z
  .record(fieldName, jsonPath, { error: fieldsError })
  .refine((paths) => Object.keys(paths).length > 0, { error: fieldsError });
const lastError = "how many to keep, from 1 to 1000, such as 10";
const remembered = z.union(
  [
    jsonPath,
    z.strictObject({
      last: z
        .int({ error: lastError })
        .min(1, { error: lastError })
        .max(1_000, { error: lastError })
        .optional()
        .meta({ description: "Keeps the newest so many and draws one at random for each request." }),
      from: z.union([jsonPath, fields], { error: fieldsError }).meta({ description: "Where in the JSON answer." }),
    }),
  ],
  { error: "a path or a list to keep, such as $.access_token or { last: 10, from: $.id }" },
);

const jsonBodyError = "a JSON body, such as { lot_code: \"{{unique 'LOT-'}}\" }";
const formError = 'a set of form fields with their texts, such as { user: "{{vu}}" }';

const sent = {
  name: oneLine("a name", 120)
    .optional()
    .meta({ description: "Names the step in figures and objectives; its method and path where left out." }),
  get: path("GET"),
  post: path("POST"),
  put: path("PUT"),
  patch: path("PATCH"),
  delete: path("DELETE"),
  head: path("HEAD"),
  headers: headers.optional(),
  json: jsonValue
    .refine((value) => value !== null, { error: jsonBodyError })
    .optional()
    .meta({
      description:
        "JSON body; its texts may hold templates, and a text that is one template keeps the template's type.",
    }),
  form: z
    .record(z.string(), z.string({ error: "a text, in quotes where it looks like a number" }), { error: formError })
    .optional()
    .meta({ description: "Form fields, sent as application/x-www-form-urlencoded." }),
  body: z.string({ error: "the text of the body" }).optional().meta({ description: "The body as it is." }),
  expect: expectation.optional(),
  remember: z
    .record(rememberedName, remembered, {
      error: "a set of names with what they keep, such as { token: $.access_token }",
    })
    .optional()
    .meta({ description: "Values of the answer to use later as {{name}} or {{name.field}}." }),
};

const METHODS = ["get", "post", "put", "patch", "delete", "head"] as const;
const oneMethod = {
  oneOf: METHODS.map((method) => ({
    type: "object",
    properties: { [method]: { type: "string" } },
    required: [method],
  })),
};

const stepError = "a step, such as get: /";
export const setupStep = z.strictObject(sent, { error: stepError }).meta({ title: "Set-up step", ...oneMethod });

const tags = z
  .array(oneLine("a tag", 60), { error: "a list of tags, such as [write]" })
  .max(20, { error: "a list of at most 20 tags" })
  .default([])
  .meta({ description: "Words to group steps by." });

const flowError = "a list of at least two steps, such as - get: /";
export const flowStep = z
  .strictObject({ tags, ...sent }, { error: stepError })
  .meta({ title: "Step of a flow", ...oneMethod });

const weightError = "a weight above 0, such as 10";
export const mixStep = z
  .strictObject(
    {
      weight: z
        .number({ error: weightError })
        .positive({ error: weightError })
        .max(1_000_000, { error: weightError })
        .default(1)
        .meta({ description: "Share of the mix, against the other weights." }),
      tags,
      needs: z
        .string({ error: "a name that a step remembers, such as lots" })
        .optional()
        .meta({ description: "Not drawn before this user remembers something under this name." }),
      flow: z
        .array(flowStep, { error: flowError })
        .min(2, { error: flowError })
        .max(30, { error: "a flow of at most 30 steps" })
        .optional()
        .meta({
          description: "Steps that a user sends one after another, instead of one; it ends at the first that fails.",
        }),
      ...sent,
    },
    { error: stepError },
  )
  .meta({
    title: "Step of the mix",
    oneOf: [...oneMethod.oneOf, { type: "object", properties: { flow: { type: "array" } }, required: ["flow"] }],
  });
