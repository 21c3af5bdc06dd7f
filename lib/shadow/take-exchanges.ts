import type { Ctx } from "../platform/ctx.ts";
import { refusalProblem } from "../platform/http/problem.ts";
import { readBytes } from "../platform/http/request-body.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { textOfBytes } from "./core/redact.ts";
import { ingestExchanges, ingestIsBusy } from "./ingest-exchanges.ts";
import type { Recorded } from "./record-exchanges.ts";

/** The ingest door's own part: NDJSON instead of JSON, and Retry-After when there is too much at once. */

const mostBytes = 8 * 1024 * 1024;
const retryAfterSeconds = "1";

export async function takeExchanges(
  ctx: Ctx,
  request: Request,
  asked: { pilot: string; source: string },
): Promise<object> {
  // Before the body is read: what is refused must not wait in memory.
  const taken = ingestIsBusy() ? refuse("ingest-busy") : await take(ctx, request, asked);
  if (taken.ok || taken.refusal !== "ingest-busy") return taken;
  const answer = refusalProblem(taken, ctx.requestId);
  answer.headers.set("retry-after", retryAfterSeconds);
  return answer;
}

type Taken = ({ ok: true } & Recorded) | Refused;

async function take(ctx: Ctx, request: Request, asked: { pilot: string; source: string }): Promise<Taken> {
  if (!/^application\/x-ndjson\s*(;|$)/i.test(request.headers.get("content-type") ?? ""))
    return refuse("exchanges-not-ndjson");
  const read = await readBytes(request, mostBytes);
  if (!read.ok) return read;
  const text = textOfBytes(read.bytes);
  return text === null ? refuse("exchanges-not-text") : ingestExchanges(ctx, { ...asked, text });
}
