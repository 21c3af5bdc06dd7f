import type { FeedHub, FeedOpening } from "./hub.ts";
import { sinkOf } from "./response-sink.ts";
import { streamSink } from "./sink.ts";

const streamHeaders = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};

type Answering = { hub: FeedHub; request: Request; headers?: Readonly<Record<string, string>> };

/** Opens a feed as the answer to a request. Where the process writes it itself (`useSink`) the answer has no body. */
export async function answerFeed(
  { hub, request, headers = {} }: Answering,
  opening: Omit<FeedOpening, "sink">,
): Promise<Response> {
  const all = { headers: { ...streamHeaders, ...headers } };
  const own = sinkOf(request);
  if (own !== null) {
    await hub.open({ ...opening, sink: own });
    return new Response(null, all);
  }
  const { sink, body } = streamSink(request.signal);
  await hub.open({ ...opening, sink });
  return new Response(body, all);
}
