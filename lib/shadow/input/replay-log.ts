import { z } from "zod";
import type { Answer, CapturedBody, Headers } from "../core/exchange.ts";

/** A recorded log: requests of real work with the answers they had then. HAR 1.2 as browsers and proxies save it, or NDJSON: docs/replay.md. */

export type LoggedRequest = {
  /** Epoch ms. */
  at: number;
  method: string;
  /** Path with query. */
  target: string;
  headers: Headers;
  body: CapturedBody;
  /** What was answered then, where the log has it. */
  answer: Answer | null;
};

const moment = z.iso.datetime({ offset: true, message: "a time such as 2026-11-25T10:30:00.123Z is expected" });
const method = z.string("a method is expected").regex(/^[A-Z][A-Z-]{0,19}$/, "a method such as GET is expected");
const headerName = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}$/;
const headerValue = z
  .string()
  .max(16_384)
  .regex(/^[^\r\n\0]*$/, "without line breaks");
const status = z.number("a status is expected").int().min(100).max(599);
const latency = z.number().min(0).max(86_400_000);

function bytesOf(text: string, isBase64: boolean): CapturedBody {
  const bytes = isBase64 ? Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)) : new TextEncoder().encode(text);
  return { bytes, length: bytes.length };
}

const noBody: CapturedBody = { bytes: new Uint8Array(0), length: 0 };

// HAR

/** HTTP/2's own `:path` and the like are no headers to send. */
const harHeaders = z
  .array(z.object({ name: z.string(), value: headerValue }))
  .max(500)
  .transform(
    (given): Headers =>
      given.filter(({ name }) => headerName.test(name)).map(({ name, value }) => [name.toLowerCase(), value]),
  );

const harEntry = z.object({
  startedDateTime: moment,
  time: latency.catch(0),
  request: z.object({
    method,
    url: z.url({ protocol: /^https?$/, error: "an address such as https://old.example.org/lots/17 is expected" }),
    headers: harHeaders,
    postData: z
      .object({
        text: z.string().optional(),
        params: z.array(z.object({ name: z.string(), value: z.string().default("") })).optional(),
      })
      .optional(),
  }),
  response: z.object({
    status: z.number().int().min(0).max(599),
    headers: harHeaders,
    content: z.object({ text: z.string().optional(), encoding: z.string().optional(), size: z.number().optional() }),
  }),
});

export const HarEntry = harEntry.transform((entry, context): LoggedRequest => {
  const { request, response } = entry;
  const { pathname, search } = new URL(request.url);
  const { text, params } = request.postData ?? {};
  const sent =
    text ?? (params === undefined ? "" : new URLSearchParams(params.map((one) => [one.name, one.value])).toString());
  return {
    ...{ at: Date.parse(entry.startedDateTime), method: request.method, target: `${pathname}${search}` },
    ...{ headers: request.headers, body: sent === "" ? noBody : bytesOf(sent, false) },
    answer: response.status < 100 ? null : harAnswer(entry, context),
  };
});

function harAnswer({ response, time }: z.output<typeof harEntry>, context: z.RefinementCtx): Answer | null {
  const { text = "", encoding, size = 0 } = response.content;
  // A HAR holds bodies unpacked; a browser may leave one out.
  const headers = response.headers.filter(([name]) => name !== "content-encoding");
  const lacks = text === "" && size > 0;
  try {
    const body = lacks ? { bytes: null, length: size } : bytesOf(text, encoding === "base64");
    return { status: response.status, headers, body, latencyMs: time };
  } catch {
    context.addIssue({ code: "custom", path: ["response", "content", "text"], message: "is no base64" });
    return null;
  }
}

/** The file as a whole; its entries are read one by one, so that a mistake has a number. */
export const Har = z.object({
  log: z.object({ entries: z.array(z.unknown(), "a HAR has a list log.entries") }, "a HAR has an object log"),
});

// NDJSON

const lineHeaders = z
  .record(z.string().regex(headerName, "a header's name is expected"), headerValue)
  .default({})
  .transform((given): Headers => Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
const lineBody = { body: z.string().optional(), bodyBase64: z.base64().optional() };

function lineBodyOf({
  body,
  bodyBase64,
}: {
  body?: string | undefined;
  bodyBase64?: string | undefined;
}): CapturedBody {
  if (bodyBase64 !== undefined) return bytesOf(bodyBase64, true);
  return body === undefined || body === "" ? noBody : bytesOf(body, false);
}

export const LogLine = z
  .strictObject({
    at: moment,
    method,
    target: z
      .string("a path is expected")
      .max(16_384)
      .regex(/^\/[^\s\p{Cc}]*$/u, "a path such as /lots/17?full=1 is expected"),
    headers: lineHeaders,
    ...lineBody,
    answer: z
      .strictObject({ status, headers: lineHeaders, ...lineBody, latencyMs: latency.default(0) })
      .nullable()
      .default(null),
  })
  .transform(
    ({ answer, at, method: asked, target, headers, ...body }): LoggedRequest => ({
      ...{ at: Date.parse(at), method: asked, target, headers, body: lineBodyOf(body) },
      answer: answer && {
        ...{ status: answer.status, headers: answer.headers, body: lineBodyOf(answer), latencyMs: answer.latencyMs },
      },
    }),
  );
