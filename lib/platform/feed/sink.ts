/** Where the bytes of one feed go. */
export type FeedSink = {
  /** Whether more may be handed over now. */
  readonly hasRoom: boolean;
  write(bytes: Uint8Array): void;
  /** What was written may still be read. */
  end(): void;
  /** At once, with what lies in the buffer. */
  drop(): void;
  /** Called once. `closed` is heard also when that was before. */
  listen(hears: SinkHears): void;
};

export type SinkHears = {
  /** There is room again. */
  room(): void;
  /** Nobody reads any more. */
  closed(): void;
};

/** What lies between a feed and its reader at most, but for the message that crosses it. */
export const bufferBytes = 64 * 1024;

/** A feed as the body of a `Response`. `signal`: the request's; aborted, the body ends. */
export function streamSink(signal: AbortSignal): { sink: FeedSink; body: ReadableStream<Uint8Array> } {
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  let hears: SinkHears | null = null;
  let isClosed = false;
  const close = () => {
    if (isClosed) return;
    isClosed = true;
    hears?.closed();
  };
  const end = () => {
    if (isClosed) return;
    close();
    controller?.close();
  };
  const body = new ReadableStream<Uint8Array>(
    {
      start: (made) => {
        controller = made;
      },
      pull: () => hears?.room(),
      cancel: close,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: bufferBytes }),
  );
  signal.addEventListener("abort", end, { once: true });
  if (signal.aborted) end();
  const sink: FeedSink = {
    get hasRoom() {
      return (controller?.desiredSize ?? 0) > 0;
    },
    write: (bytes) => controller?.enqueue(bytes),
    end,
    drop: () => {
      if (isClosed) return;
      close();
      // An error also throws away what lies in the buffer, and closes the socket.
      controller?.error(new Error("This screen read too slowly."));
    },
    listen: (given) => {
      hears = given;
      if (isClosed) given.closed();
    },
  };
  return { sink, body };
}
