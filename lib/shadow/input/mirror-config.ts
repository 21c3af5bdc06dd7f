import { z } from "zod";

/** What a mirror is told: written on the shadow page, kept by the mirror on its own disk. */

const port = z.number().int().min(1).max(65_535);
const anyAddress = z
  .url({ protocol: /^https?$/ })
  .refine((url) => /^https?:\/\/[^/?#@]+\/?$/.test(url), "An address without path, such as https://new.example.org.");
const endpointName = z
  .string()
  .max(500)
  .regex(/^[A-Z]+ \/[^?#\s]*$/, "A method and a path, such as PUT /lots/{id}.");
const idPlaces = z
  .array(z.strictObject({ type: z.string().min(1).max(100), place: z.string().min(1).max(500) }))
  .max(100);
const idPaths = z
  .array(z.strictObject({ type: z.string().min(1).max(100), path: z.string().min(1).max(500) }))
  .max(100);
const headerName = z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, "A header's name.");
const headerValue = z
  .string()
  .max(8_000)
  .regex(/^[\t\x20-\x7e]*$/, "A header's value, without line breaks.");

/** Where the mirror's own machine keeps a secret: then it stands in no configuration. */
const kept = z.union([z.strictObject({ variable: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })]);
const credential = z.strictObject({ header: headerName, value: z.union([headerValue, kept]) });

/** A POST of the mirror's own, whose answer has a token that goes along with each copy; asked for anew when it is refused (401). */
const login = z.strictObject({
  path: z
    .string()
    .max(500)
    .regex(/^\/[\x21-\x7e]*$/, "A path, such as /api/login."),
  contentType: headerValue.default("application/json"),
  /** All that is sent: `{"user":"mirror","password":"…"}`. */
  body: kept,
  /** Where the answer has it. */
  token: z
    .string()
    .max(500)
    .regex(/^\$(\.[A-Za-z0-9_-]+)+$/, "A path, such as $.data.token."),
  header: headerName.default("authorization"),
  prefix: headerValue.default("Bearer "),
});

const upstream = z.strictObject({
  url: anyAddress,
  /** Headers that are set in each copy, the new system's own login above all. */
  headers: z.array(credential).max(20).default([]),
  login: login.exactOptional(),
  /** The client's Authorization and cookies are sent along too. */
  passCredentials: z.boolean().default(false),
});

const sayings = z.array(z.string().min(1).max(200)).min(1, "what it says when this side answered").max(200);

/** The mirror stands in front of the balancer: `legacy` is the balancer's address, and each answer says in this header which side gave it. */
const balancer = z
  .strictObject({ header: headerName.transform((name) => name.toLowerCase()), legacy: sayings, new: sayings })
  .refine((one) => !one.legacy.some((value) => one.new.includes(value)), "One value cannot mean both sides.");

const Fields = z.strictObject({
  /** The pilot's slug, for whoever records. */
  pilot: z.string().min(1).max(100),
  /** What this mirror is called among the pilot's sources. */
  name: z.string().min(1).max(100).default("mirror"),
  /** In front of the practice plant: what it records never counts for a launch. */
  practice: z.boolean().default(false),
  listen: z.strictObject({ host: z.string().min(1).default("127.0.0.1"), port: port.or(z.literal(0)) }),
  /** Clients come with TLS: files on the mirror's machine, PEM. */
  tls: z
    .strictObject({ certFile: z.string().min(1), keyFile: z.string().min(1) })
    .nullable()
    .default(null),
  /** A file on the mirror's machine (PEM): authorities that may vouch for the systems behind it, beside those that are known everywhere. */
  ca: z.string().min(1).nullable().default(null),
  legacy: anyAddress,
  /** Null: nothing is sent to a new system; legacy's answers are recorded. */
  candidate: upstream.nullable(),
  /** A second legacy instance; asked for reads only. */
  twin: upstream.nullable().default(null),
  /** Off: everything goes on to legacy, and nothing is copied or recorded. */
  mirroring: z.boolean().default(true),
  /** Endpoints that make or use ids, see `Endpoint` in core/rules.ts; others are asked of the new system as the client asked. */
  endpoints: z
    .array(
      z.strictObject({
        ...{ name: z.string(), method: z.string(), template: z.string() },
        ...{ makes: idPaths.default([]), uses: idPlaces.default([]) },
        from: z.literal("traffic").exactOptional(),
      }),
    )
    .max(10_000)
    .default([]),
  /** The share of exchanges that is mirrored, by endpoint. */
  sampling: z
    .strictObject({
      ratio: z.number().min(0).max(1).default(1),
      endpoints: z
        .array(z.strictObject({ endpoint: endpointName, ratio: z.number().min(0).max(1) }))
        .max(1_000)
        .default([]),
    })
    .default({ ratio: 1, endpoints: [] }),
  /** Writes that are mirrored. Reads are, all of them. */
  writes: z.array(endpointName).max(1_000).default([]),
  /** Secret members of bodies and parameters, beside those that always are: `$.login.pin`, `$..badge`. */
  redaction: z.array(z.string().min(1).max(500)).max(1_000).default([]),
  captureBytes: z
    .number()
    .int()
    .min(0)
    .max(1024 * 1024)
    .default(256 * 1024),
  balancer: balancer.nullable().default(null),
});

export const MirrorConfig = Fields.refine(
  (one) => one.balancer === null || (one.candidate === null && one.twin === null),
  { path: ["balancer"], error: "A mirror in front of the balancer copies nothing: it has no new system and no twin." },
);
export type MirrorConfig = z.output<typeof MirrorConfig>;
