import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { pausePoints, trainingScopes } from "#lib/checklist/core/item.ts";
import { duties } from "#lib/pilots/core/place.ts";
import { planParts } from "../core/plan.ts";

/** A plan to begin with, as YAML that anyone can copy: stations, whom it asks for, lists of checks, programme, sequence, risks. */

const words = (most: number) => z.string().trim().min(1, "is missing").max(most, `has at most ${most} characters`);
const seconds = z.number().int("is a whole number of seconds").min(1).max(31_622_400);

/** Of a system by its role: a template knows no addresses. */
const system = z.enum(["legacy", "new", "other"], "is legacy, new or other");
const is = z
  .strictObject({
    equals: z.string().max(500).optional(),
    notEquals: z.string().max(500).optional(),
    atLeast: z.number().optional(),
    atMost: z.number().optional(),
  })
  .refine((one) => Object.keys(one).length === 1, "has one of equals, notEquals, atLeast, atMost");
const resource = z.string().regex(/^[a-z][a-z0-9-]{0,40}$/, "is a name of the server's configuration");

const probe = z.strictObject({
  http: z
    .strictObject({
      system,
      path: z.string().startsWith("/", "begins with /").max(500),
      status: z.number().int().min(100).max(599).default(200),
      json: z.strictObject({ path: words(200), is }).optional(),
      tlsDays: z.number().int().min(0).max(1_000).optional(),
    })
    .optional(),
  tcp: z.strictObject({ system, port: z.number().int().min(1).max(65_535) }).optional(),
  postgres: z
    .strictObject({
      resource,
      accepts: z.literal(true).optional(),
      statement: z.strictObject({ sql: words(2_000), is }).optional(),
      migrationHead: z.strictObject({ sql: words(2_000), expected: words(200) }).optional(),
      replicationLag: z.strictObject({ mostSeconds: z.number().min(0).max(86_400) }).optional(),
    })
    .optional(),
  redis: z.strictObject({ resource }).optional(),
  prometheus: z
    .strictObject({ system, query: words(1_000), is, leastSeries: z.number().int().min(1).max(10_000).default(1) })
    .optional(),
  fileAge: z
    .strictObject({ resource, mostHours: z.number().positive().max(10_000), leastBytes: z.number().int().min(0) })
    .optional(),
  command: z.strictObject({ resource, is: is.optional() }).optional(),
});

const item = z.strictObject({
  station: words(40),
  title: words(200),
  asks: words(1_000),
  killer: z.boolean().default(false),
  verify: z.boolean().default(false),
  validForSeconds: seconds.optional(),
  owner: z.string().trim().max(120).default(""),
  /** One of them; none: a person answers, without a file. */
  file: z.literal(true).optional(),
  probe: probe.extend({ everySeconds: seconds.default(30), timeoutSeconds: seconds.default(5) }).optional(),
  run: z.strictObject({ name: words(200) }).optional(),
  parity: z.literal(true).optional(),
  rehearsal: z.strictObject({ mostMinutes: z.number().int().min(1).max(1_440) }).optional(),
  training: z.strictObject({ scope: z.enum(trainingScopes, `is one of ${trainingScopes.join(", ")}`) }).optional(),
});

const step = z.strictObject({
  part: z.enum(planParts, `is one of ${planParts.join(", ")}`),
  /** Of the programme: days before the window, as a negative number. */
  day: z.number().int().min(-365).max(365).optional(),
  minute: z.number().int().min(-20_000).max(20_000).optional(),
  title: words(200),
  owner: z.string().trim().max(120).default(""),
  noWayBack: z.string().trim().max(300).default(""),
  /** The name of a list of this template. */
  waitsFor: z.string().max(120).optional(),
});

export const PlanTemplate = z.strictObject({
  name: words(120),
  for: words(500),
  stations: z.array(words(40)).min(1, "names at least one station").max(20),
  wanted: z
    .array(z.strictObject({ duty: z.enum(duties), station: z.string().max(40).default(""), who: words(120) }))
    .max(40)
    .default([]),
  lists: z
    .array(
      z.strictObject({
        name: words(120),
        pausePoint: z.enum(pausePoints, `is one of ${pausePoints.join(", ")}`),
        items: z.array(item).min(1, "has at least one item").max(60),
      }),
    )
    .max(20),
  steps: z.array(step).max(200).default([]),
  risks: z
    .array(z.strictObject({ risk: words(300), mitigation: words(500), fallback: words(500), owner: words(120) }))
    .max(60)
    .default([]),
  /** Endpoints that must be covered before parity says anything; taken over where the pilot names none. */
  parityScope: z.array(words(200)).max(300).default([]),
});
export type PlanTemplate = z.output<typeof PlanTemplate>;
export type TemplateProbe = NonNullable<PlanTemplate["lists"][number]["items"][number]["probe"]>;
export type TemplateItem = PlanTemplate["lists"][number]["items"][number];

type TemplateRead = { ok: true; template: PlanTemplate } | { ok: false; line: number; sentence: string };

/** Reads a template; what is wrong is said with its line and place. */
export function readTemplate(text: string): TemplateRead {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken)
    return {
      ok: false,
      line: lines.linePos(broken.pos[0]).line,
      sentence: `this is not YAML: ${first(broken.message)}`,
    };
  // Aliases can make a few lines expand to millions of values.
  const read = PlanTemplate.safeParse(withoutThrow(() => document.toJS({ maxAliasCount: 20 })));
  if (read.success) return { ok: true, template: read.data };
  const [issue] = read.error.issues;
  const path = issue?.path ?? [];
  const node = document.getIn(path, true) as { range?: [number, number, number] } | undefined;
  const line = node?.range ? lines.linePos(node.range[0]).line : 1;
  return { ok: false, line, sentence: `${path.join(".") || "the template"} ${issue?.message ?? "does not fit"}` };
}

const first = (text: string) => text.split("\n")[0] ?? "";

function withoutThrow(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return null;
  }
}
