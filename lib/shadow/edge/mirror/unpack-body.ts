import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
import type { Answer, CapturedBody, Exchange, Headers } from "../../core/exchange.ts";

/** Bodies as they were before compression: only so can they be compared, and secrets in them be found. It takes time: not for the process that
 *  clients wait for. */

/** A small body may unpack to anything. */
const mostUnpacked = 4 * 1024 * 1024;

type Unpack = (bytes: Uint8Array) => Uint8Array;
const limit = { maxOutputLength: mostUnpacked };
const codings: Readonly<Record<string, Unpack>> = {
  gzip: (bytes) => gunzipSync(bytes, limit),
  "x-gzip": (bytes) => gunzipSync(bytes, limit),
  br: (bytes) => brotliDecompressSync(bytes, limit),
  // Both are met under this name.
  deflate: (bytes) => {
    try {
      return inflateSync(bytes, limit);
    } catch {
      return inflateRawSync(bytes, limit);
    }
  },
};

/** The exchange with its bodies unpacked. A body that cannot be is left out, as if it were too large: nobody could say what is in it. */
export function unpackExchange(exchange: Exchange): Exchange {
  return {
    ...exchange,
    requestBody: unpack(exchange.requestBody, exchange.requestHeaders),
    legacy: unpackAnswer(exchange.legacy),
    candidate: unpackAnswer(exchange.candidate),
    twin: unpackAnswer(exchange.twin),
  };
}

function unpackAnswer(answer: Answer | null): Answer | null {
  return answer && { ...answer, body: unpack(answer.body, answer.headers) };
}

function unpack(body: CapturedBody, headers: Headers): CapturedBody {
  const named = headers.filter(([name]) => name === "content-encoding").flatMap(([, value]) => value.split(","));
  const applied = named.map((name) => name.trim().toLowerCase()).filter((name) => name !== "" && name !== "identity");
  if (body.bytes === null || body.bytes.length === 0 || applied.length === 0) return body;
  try {
    const bytes = applied.reduceRight<Uint8Array>((packed, name) => unpackOne(name, packed), body.bytes);
    return { bytes, length: bytes.length };
  } catch {
    return { bytes: null, length: body.length };
  }
}

function unpackOne(name: string, packed: Uint8Array): Uint8Array {
  const coding = codings[name];
  if (coding === undefined) throw new RangeError(`unknown coding ${name}`);
  return coding(packed);
}
