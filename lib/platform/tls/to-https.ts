import type { IncomingMessage, ServerResponse } from "node:http";

/** Answers plain HTTP on the port of HTTPS. */

type Asked = {
  host: string | undefined;
  /** As in the request's first line. */
  target: string | undefined;
  /** GANTRY_URL. */
  ownUrl: string;
  isOurs(hostname: string): boolean;
};

const hostForm = /^([a-z0-9_.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/i;

/** The same address with https. The host is the one asked for when it is ours, else GANTRY_URL's: never somebody else's. */
export function httpsAddress({ host = "", target = "", ownUrl, isOurs }: Asked): string {
  const [, hostname = ""] = hostForm.exec(host) ?? [];
  const known = hostname !== "" && isOurs(hostname.replace(/^\[|\]$/g, ""));
  const authority = known ? host : new URL(ownUrl).host;
  const path = target.startsWith("/") ? target : "/";
  return URL.canParse(`https://${authority}${path}`) ? new URL(`https://${authority}${path}`).href : `${ownUrl}/`;
}

/** 308, so that a POST stays one. The connection ends with it: what follows is to come by HTTPS. */
export function answerWithHttps(
  request: IncomingMessage,
  response: ServerResponse,
  { ownUrl, covers }: { ownUrl: string; covers(hostname: string): boolean },
): void {
  const reached = request.socket.localAddress?.replace(/^::ffff:/, "");
  const isOurs = (hostname: string) => hostname === reached || covers(hostname);
  const location = httpsAddress({ host: request.headers.host, target: request.url, ownUrl, isOurs });
  const headers = { location, connection: "close", "cache-control": "no-store", "content-type": "text/plain" };
  request.resume();
  response.writeHead(308, headers).end(`Gantry speaks HTTPS here: ${location}\n`);
}
