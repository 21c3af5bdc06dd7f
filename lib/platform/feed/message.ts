/** One message of the feed as bytes of the event stream (HTML Standard, "Server-sent events"): made once, sent to everybody. */

export type FeedMessage = {
  bytes: Uint8Array;
  /** Of messages with the same key only the newest matters to a client that reads slowly. Null: every one matters. */
  replaces: string | null;
};

type MessageParts = { event: "beat" | "sample" | "change" | "reset"; data: object; id?: number; replaces?: string };

const encoder = new TextEncoder();

export function feedMessage({ event, data, id, replaces }: MessageParts): FeedMessage {
  const idLine = id === undefined ? "" : `id: ${id}\n`;
  const text = `${idLine}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
  return { bytes: encoder.encode(text), replaces: replaces ?? null };
}
