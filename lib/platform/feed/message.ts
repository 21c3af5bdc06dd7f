import type { Pulse } from "./hub-store.ts";

/** One message of the feed as bytes of the event stream (HTML Standard, "Server-sent events"): made once, sent to everybody. */

export type FeedMessage = {
  bytes: Uint8Array;
  /** Of messages with the same key only the newest matters to a client that reads slowly. Null: every one matters. */
  replaces: string | null;
};

type MessageParts = {
  event: "beat" | "sample" | "change" | "reset" | "wall" | "display";
  data: object;
  id?: number;
  replaces?: string;
  /** After how many ms an EventSource may come back when the stream breaks. */
  retryMs?: number;
};

const encoder = new TextEncoder();

export function feedMessage({ event, data, id, replaces, retryMs }: MessageParts): FeedMessage {
  const retryLine = retryMs === undefined ? "" : `retry: ${retryMs}\n`;
  const idLine = id === undefined ? "" : `id: ${id}\n`;
  const text = `${retryLine}${idLine}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
  return { bytes: encoder.encode(text), replaces: replaces ?? null };
}

export function changeMessage(topic: string, id: string): FeedMessage {
  return feedMessage({ event: "change", data: { topic, id }, replaces: `change ${topic} ${id}` });
}

/** The server's time, and when each of its sources was last heard of. `first`: what only the first one of a stream carries. */
export function beatMessage(
  nowMs: number,
  { runner, keeper }: Pulse["sources"],
  first: { id?: number; retryMs?: number },
): FeedMessage {
  const sources = { runner: runner?.toISOString() ?? null, keeper: keeper?.toISOString() ?? null };
  const data = { now: new Date(nowMs).toISOString(), sources };
  return feedMessage({ event: "beat", data, replaces: "beat", ...first });
}
