import { z } from "zod";
import { schemasOf } from "../route.ts";
import type { Door, Knock, Params } from "./every-door.ts";
import { type Chance, hostileStrings, hostileValue, type JsonSchema, jsonText, nearValue } from "./hostile-values.ts";

/** A request near what a door lets in, and in some places not. `params`: right ones; `known`: right values of a body by their names. */
export function malformedRequest(door: Door, chance: Chance, right: Right): Knock {
  const schemas = schemasOf(door.handler) ?? {};
  const near = { chance, percent: chance.oneOf([0, 3, 10, 40]), known: right.known };
  return {
    query: queryText(schemas.query, near),
    headers: chance.percent(12) ? oneHeader(chance) : {},
    params: chance.percent(15) ? oneWrong(right.params, chance) : right.params,
    body: schemas.body === undefined ? "[0]" : bodyText(nearValue(schemaOf(schemas.body), near), chance),
  };
}

type Right = { params: Params; known: Readonly<Record<string, unknown>> };
type Near = Parameters<typeof nearValue>[1];

const jsonSchemas = new WeakMap<z.ZodType, JsonSchema>();

function schemaOf(schema: z.ZodType): JsonSchema {
  const known = jsonSchemas.get(schema);
  if (known !== undefined) return known;
  const made = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonSchema;
  jsonSchemas.set(schema, made);
  return made;
}

function oneWrong(params: Params, chance: Chance): Params {
  const [first, ...others] = Object.keys(params);
  if (first === undefined) return params;
  const text = chance.oneOf(hostileStrings);
  return { ...params, [chance.oneOf([first, ...others])]: chance.percent(20) ? [text, "x"] : text };
}

function queryText(schema: z.ZodType | undefined, near: Near): string {
  if (schema === undefined && !near.chance.percent(10)) return "";
  const value = schema === undefined ? { a: hostileValue(near.chance) } : nearValue(schemaOf(schema), near);
  const pairs = Object.entries(Object(value)).slice(0, 20);
  const text = pairs.map(([key, one]) => `${escaped(key)}=${escaped(one)}`).join("&");
  return `?${text}${near.chance.percent(10) ? "&%=%ff&__proto__=1&a=%ed%a0%80" : ""}`;
}

function escaped(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return encodeURIComponent(text.slice(0, 3_000).replace(/\p{Cs}/gu, "\ufffd"));
}

function oneHeader(chance: Chance): Record<string, string> {
  const [name, value] = chance.oneOf<[string, string]>([
    ["content-type", "application/json; charset=utf-16"],
    ["content-type", "text/html"],
    ["content-type", ""],
    ["cookie", "next-auth.session-token=x.y.z"],
    ["cookie", "=;;; a=%ff; __proto__=1"],
    ["cookie", ""],
    ["last-event-id", "-1"],
    ["last-event-id", "9".repeat(30)],
    ["user-agent", "x".repeat(4_000)],
    ["x-gantry-address", "\u00ff".repeat(100)],
    ["x-forwarded-proto", "https, http"],
    ["x-forwarded-host", "a b"],
    ["origin", "x"],
    ["host", "\u00ff"],
    ["authorization", "Bearer x"],
    ["content-length", "1"],
  ]);
  return { [name]: value };
}

function bodyText(value: unknown, chance: Chance): string {
  const text = jsonText(value);
  if (!chance.percent(6)) return text;
  const cut = text.slice(0, chance.below(text.length + 1));
  return chance.oneOf([cut, `${text}}`, "", "\u0000", "[".repeat(5_000), '{"a":1,"a":2', "\ufeff{}"]);
}
