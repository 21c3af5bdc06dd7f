/** One message of the feed as bytes of the event stream (HTML Standard, "Server-sent events"): made once, sent to everybody. */

export type FeedMessage = {
  bytes: Uint8Array;
  /** Of messages with the same key only the newest matters to a client that reads slowly. Null: every one matters. */
  replaces: string | null;
};

type MessageParts = {
  event: "beat" | "sample" | "change" | "reset";
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
