import { Buffer } from "node:buffer";
import type { Headers } from "../../core/exchange.ts";

/** The request as the new system is asked: the client's, without what belongs to the client's connection or proves who the client is. */

export type CandidateRequest = {
  method: string;
  target: string;
  headers: Headers;
  body: Uint8Array | null;
};

export type Asking = {
  /** `host:port` as the new system is called. */
  host: string;
  /** Set or replaced: the new system's own credentials. */
  headers: Headers;
  /** False: Authorization and cookies of the client are left out. */
  passCredentials: boolean;
};

/** Says to whoever is asked that this is a copy, and of which exchange. */
const markerHeader = "gantry-mirror";

/** RFC 9110, 7.6.1, and what frames or negotiates one connection's messages. */
const ofConnection = new Set([
  ...["connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"],
  ...["proxy-authorization", "proxy-authenticate", "expect", "host", "content-length", "http2-settings", markerHeader],
]);
const credentials = new Set(["authorization", "cookie", "cookie2"]);

/** Head and body as they go onto the wire. */
export function candidateRequest(
  { method, target, headers, body }: CandidateRequest,
  { asking, id }: { asking: Asking; id: string },
): Buffer {
  const named = new Set(headers.filter(([name]) => name === "connection").flatMap(([, value]) => namesIn(value)));
  const own = new Set(asking.headers.map(([name]) => name.toLowerCase()));
  const passed = headers.filter(
    ([name]) =>
      !ofConnection.has(name) &&
      !named.has(name) &&
      !own.has(name) &&
      (asking.passCredentials || !credentials.has(name)),
  );
  const length = body === null || (body.length === 0 && !takesBody(method)) ? [] : [`content-length: ${body.length}`];
  const lines = [
    `${method} ${target} HTTP/1.1`,
    `host: ${asking.host}`,
    ...[...passed, ...asking.headers].map(([name, value]) => `${name}: ${value}`),
    `${markerHeader}: ${id}`,
    ...length,
  ];
  const head = Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
  return body === null || body.length === 0 ? head : Buffer.concat([head, body]);
}

function namesIn(value: string): string[] {
  return value.split(",").map((name) => name.trim().toLowerCase());
}

function takesBody(method: string): boolean {
  return method === "POST" || method === "PUT" || method === "PATCH";
}
