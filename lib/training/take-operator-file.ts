import { readBytes } from "../platform/http/request-body.ts";
import type { Refused } from "../platform/result.ts";

const mostBytes = 5 * 1024 * 1024;

/** The doors' own part: the body is the file itself, at most 5 MiB. */
export async function takeOperatorFile(
  request: Request,
  act: (bytes: Uint8Array) => Promise<object>,
): Promise<object | Refused> {
  const read = await readBytes(request, mostBytes);
  return read.ok ? act(read.bytes) : read;
}
