import type { IncomingMessage, ServerResponse } from "node:http";
import { ResponseSink, useSink } from "#lib/platform/feed/response-sink.ts";
import { GET as pilotFeed } from "../app/api/v1/pilots/[pilot]/feed/route.ts";
import { GET as wallFeed } from "../app/api/v1/wall/feed/route.ts";
import nextConfig from "../next.config.ts";

/** The doors of the feed, answered without Next.js: through the same guard, and what a feed then says is written straight to the socket. */

/** Other spellings of these addresses are Next.js's, which knows the same doors. */
const pilotPath = /^\/api\/v1\/pilots\/([a-z0-9-]+)\/feed$/;
const wallPath = "/api/v1/wall/feed";

type Answer = (request: Request) => Promise<Response>;
export type FeedDoors = {
  /** Null: this is none of the feed's doors. */
  doorOf(request: IncomingMessage): ((response: ServerResponse) => Promise<void>) | null;
};

export async function feedDoors(): Promise<FeedDoors> {
  const headers = await apiHeaders();
  return {
    doorOf: (request) => {
      const answer = request.method === "GET" ? answerAt(request.url?.split("?")[0] ?? "") : null;
      return answer && ((response) => open({ answer, request, response, headers }));
    },
  };
}

function answerAt(path: string): Answer | null {
  if (path === wallPath) return (request) => wallFeed(request);
  const pilot = pilotPath.exec(path)?.[1];
  return pilot === undefined ? null : (request) => pilotFeed(request, { params: Promise.resolve({ pilot }) });
}

/** What Next.js is told to put on every answer of the API. */
async function apiHeaders(): Promise<{ key: string; value: string }[]> {
  const rules = (await nextConfig.headers?.()) ?? [];
  return rules.flatMap(({ source, headers }) => (["/:path*", "/api/:path*"].includes(source) ? headers : []));
}

type Visit = {
  answer: Answer;
  request: IncomingMessage;
  response: ServerResponse;
  headers: readonly { key: string; value: string }[];
};

async function open({ answer, request, response, headers }: Visit): Promise<void> {
  const sink = new ResponseSink(response);
  const asked = asRequest(request);
  useSink(asked, sink);
  const answered = await answer(asked);
  for (const { key, value } of headers) response.setHeader(key, value);
  if (answered.ok && sink.isTaken) sink.open(answered.headers);
  else await write(answered, response);
}

async function write(answered: Response, response: ServerResponse): Promise<void> {
  for (const [name, value] of answered.headers) response.setHeader(name, value);
  response.writeHead(answered.status).end(await answered.text());
}

function asRequest({ url = "/", headers }: IncomingMessage): Request {
  const copied = new Headers();
  for (const [name, value] of Object.entries(headers)) for (const one of [value ?? []].flat()) copied.append(name, one);
  return new Request(new URL(url, "http://localhost"), { headers: copied });
}
