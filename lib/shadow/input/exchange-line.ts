import { z } from "zod";
import type { Answer, CapturedBody, Exchange, Headers } from "../core/exchange.ts";

/** One line of what is posted to `exchanges`: docs/shadow-ingest.md. Numbers and texts are taken as they are; bodies as text or base64. */

const mostBodyBytes = 256 * 1024;
const printable = /^[^\p{Cc}\p{Cs}]*$/u;
const header = z.string().max(16_384);

const headers = z
  .union([
    z.record(z.string().max(200), z.union([header, z.array(header).max(100)])),
    z.array(z.tuple([z.string().max(200), header])).max(500),
  ])
  .default([])
  .transform((given): Headers => {
    const pairs = Array.isArray(given)
      ? given
      : Object.entries(given).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one]));
    return pairs.map(([name, value]) => [name.toLowerCase(), value]);
  });

const body = {
  /** The body as text. */
  body: z.string().optional(),
  /** The body's bytes, where they are no UTF-8 text. */
  bodyBase64: z.base64().optional(),
  /** Its length where it is not sent because it was too large. */
  bodyLength: z.number().int().min(0).optional(),
};
type BodyGiven = { body?: string | undefined; bodyBase64?: string | undefined; bodyLength?: number | undefined };

function capturedBody({ body: text, bodyBase64, bodyLength }: BodyGiven): CapturedBody {
  if (text === undefined && bodyBase64 === undefined && bodyLength !== undefined && bodyLength > 0)
    return { bytes: null, length: bodyLength };
  const bytes = bodyBase64 === undefined ? new TextEncoder().encode(text ?? "") : fromBase64(bodyBase64);
  return bytes.length > mostBodyBytes ? { bytes: null, length: bytes.length } : { bytes, length: bytes.length };
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}

const oneBody = (given: BodyGiven) => given.body === undefined || given.bodyBase64 === undefined;
const oneBodyMessage = { path: ["body"], message: "send body or bodyBase64, not both" };

const answer = z
  .strictObject({
    status: z.number("a status is expected").int().min(100).max(599),
    headers,
    ...body,
    latencyMs: z.number("a latency in ms is expected").min(0).max(86_400_000),
  })
  .refine(oneBody, oneBodyMessage)
  .transform(
    (given): Answer => ({
      ...{ status: given.status, headers: given.headers, latencyMs: given.latencyMs },
      body: capturedBody(given),
    }),
  );

/** Why there is nothing to compare. What only a person can say is not among them. */
const reasons = [
  ...(["dropped", "timed-out", "no-answer", "breaker-open"] as const),
  ...(["too-large", "unmapped-id", "lost-write", "not-mirrored", "legacy-failed"] as const),
];

const farthestMs = 86_400_000;

export const ExchangeLine = z
  .strictObject({
    id: z.string("an id is expected").min(1).max(200).regex(printable, "without control characters"),
    at: z.iso.datetime({ offset: true, message: "a time such as 2026-11-25T10:30:00.123Z is expected" }),
    method: z.string("a method is expected").regex(/^[A-Z][A-Z-]{0,19}$/, "a method such as GET is expected"),
    target: z
      .string("a path is expected")
      .max(16_384)
      .regex(/^[/*]\P{Cc}*$/u, "a path such as /lots/17?full=1 is expected"),
    request: z
      .strictObject({ headers, ...body })
      .refine(oneBody, oneBodyMessage)
      .default({ headers: [] }),
    legacy: answer.nullable(),
    candidate: answer.nullable(),
    twin: answer.nullable().default(null),
    notCompared: z
      .enum(reasons, `one of ${reasons.join(", ")}`)
      .nullable()
      .default(null),
  })
  .refine(({ legacy, candidate, notCompared }) => notCompared !== null || (legacy !== null && candidate !== null), {
    path: ["notCompared"],
    message: "say why there is no answer",
  })
  .transform(
    ({ request, at, ...given }): Exchange => ({
      ...given,
      at: Date.parse(at),
      requestHeaders: request.headers,
      requestBody: capturedBody(request),
    }),
  );

/** A clock far ahead would count hours that have not been. */
export function isTooFarAhead(at: number, now: Date): boolean {
  return at > now.getTime() + farthestMs;
}

/** `source`: a name for whoever mirrors, so that several are told apart. */
export const IngestQuery = z.object({
  source: z
    .string()
    .regex(/^[\w.-]{1,60}$/, "a name of letters, figures, dots and dashes")
    .default("ingest"),
});
