import type { Ctx } from "../platform/ctx.ts";
import { readBytes } from "../platform/http/request-body.ts";
import type { Refused } from "../platform/result.ts";
import { type StoredFile, storeEvidence } from "./store-evidence-file.ts";

const mostBytes = 10 * 1024 * 1024;

/** The door's own part: the body is the file itself, at most 10 MiB. What its sender calls its type is not asked. */
export async function takeEvidence(
  ctx: Ctx,
  request: Request,
  asked: { pilot: string; name: string },
): Promise<({ ok: true } & StoredFile) | Refused> {
  const read = await readBytes(request, mostBytes);
  return read.ok ? storeEvidence(ctx, { ...asked, bytes: read.bytes }) : read;
}
