import { z } from "zod";
import { line, words } from "./text.ts";

/** What a probe may be told. Safe for the browser. */

const number = z.number().min(-1e15).max(1e15);
const condition = z.discriminatedUnion("op", [
  z.strictObject({ op: z.literal("equals"), value: line(200) }),
  z.strictObject({ op: z.literal("not-equals"), value: line(200) }),
  z.strictObject({ op: z.literal("at-least"), value: number }),
  z.strictObject({ op: z.literal("at-most"), value: number }),
]);

const resource = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "a name of the server's configuration is expected");
const system = z.uuid("choose a system");
const sql = words(2_000).min(1, "a statement is expected");
const path = z
  .string()
  .max(500, "at most 500 characters")
  .regex(/^\/[^\s#\p{Cc}\p{Cs}]*$/u, "a path such as /health is expected")
  .refine((text) => !/^\/[/\\]/.test(text), "one slash at its beginning, please");
const jsonPath = line(200).regex(/^\$/, "a path such as $.database is expected");
const header = z.strictObject({
  name: z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,80}$/, "a header's name is expected"),
  value: line(200),
});

const http = z.strictObject({
  kind: z.literal("http"),
  system,
  path,
  method: z.enum(["GET", "HEAD"]).default("GET"),
  status: z.number().int().min(100).max(599).default(200),
  header: header.nullable().default(null),
  json: z.strictObject({ path: jsonPath, is: condition }).nullable().default(null),
  tlsDays: z.number().int().min(1).max(3_650).nullable().default(null),
});

const ask = z.discriminatedUnion("what", [
  z.strictObject({ what: z.literal("accepts") }),
  z.strictObject({ what: z.literal("statement"), sql, is: condition }),
  z.strictObject({ what: z.literal("migration-head"), sql, expected: line(200).min(1, "say which head is expected") }),
  z.strictObject({ what: z.literal("replication-lag"), mostSeconds: z.number().min(0).max(86_400) }),
]);

const tcp = z.strictObject({ kind: z.literal("tcp"), system, port: z.number().int().min(1).max(65_535) });
const prometheus = z.strictObject({
  kind: z.literal("prometheus"),
  system,
  query: words(1_000).min(1, "a query is expected"),
  is: condition,
  leastSeries: z.number().int().min(1).max(10_000).default(1),
});
const fileAge = z.strictObject({
  kind: z.literal("file-age"),
  resource,
  mostHours: z.number().positive().max(8_784),
  leastBytes: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(1),
});

export const Probe = z
  .discriminatedUnion("kind", [
    http,
    tcp,
    z.strictObject({ kind: z.literal("postgres"), resource, ask }),
    z.strictObject({ kind: z.literal("redis"), resource }),
    prometheus,
    fileAge,
    z.strictObject({ kind: z.literal("command"), resource, is: condition.nullable().default(null) }),
  ])
  .superRefine((probe, check) => {
    const readsBody = probe.kind === "http" && probe.json !== null;
    if (readsBody && probe.method === "HEAD")
      check.addIssue({ code: "custom", path: ["method"], message: "HEAD has no body: ask with GET" });
  });
