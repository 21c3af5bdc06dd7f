import type { FeedHub } from "../hub.ts";
import type { FeedSink, SinkHears } from "../sink.ts";

/** A display's end of a feed, which reads everything at once. */
export type DisplayEnd = {
  id: string;
  messages: { event: string; data: Record<string, unknown> }[];
  /** The very bytes that it was handed. */
  bytes: Uint8Array[];
  of(event: string): Record<string, unknown>[];
  ended(): boolean;
  leave(): void;
};

export async function aDisplay(hub: FeedHub, pilotId: string, id: string): Promise<DisplayEnd> {
  const messages: DisplayEnd["messages"] = [];
  const bytes: Uint8Array[] = [];
  let hears: SinkHears | null = null;
  let ended = false;
  const close = () => {
    ended = true;
    hears?.closed();
  };
  const sink: FeedSink = {
    hasRoom: true,
    write: (chunk) => {
      bytes.push(chunk);
      const text = new TextDecoder().decode(chunk);
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(text)?.[1] ?? "";
      messages.push({ event: field("event"), data: JSON.parse(field("data")) });
    },
    end: close,
    drop: close,
    listen: (given) => {
      hears = given;
    },
  };
  await hub.open({ pilotId, lastEventId: null, reader: { displayId: id }, sink });
  const of = (event: string) => messages.filter((one) => one.event === event).map(({ data }) => data);
  return { id, messages, bytes, of, ended: () => ended, leave: close };
}
