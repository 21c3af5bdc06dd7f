import { connect, createServer, type Socket } from "node:net";

/** Stands between the browser and Gantry and counts what the server sees: how many connections carry a live stream just now. */

export type FeedProxy = {
  url: string;
  /** Streams that are open. */
  streams(): number;
  /** Streams that were ever opened. */
  opened(): number;
  stop(): void;
};

const streamHead = "content-type: text/event-stream";
/** The end of a body (RFC 9112, 7.1); the connection may go on. */
const lastChunk = "0\r\n\r\n";

export function startFeedProxy(target: string): Promise<FeedProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const streaming = new Set<Socket>();
  let opened = 0;
  const server = createServer((from) => {
    const to = connect(Number(port), hostname);
    for (const socket of [from, to]) sockets.add(socket.on("error", () => {}));
    const end = () => {
      streaming.delete(from);
      for (const socket of [from, to]) {
        socket.destroy();
        sockets.delete(socket);
      }
    };
    from.on("close", end);
    to.on("close", end);
    to.on("data", (bytes) => {
      const text = bytes.toString("latin1").toLowerCase();
      if (text.endsWith(lastChunk)) streaming.delete(from);
      if (!text.includes(streamHead)) return;
      streaming.add(from);
      opened += 1;
    });
    from.pipe(to);
    to.pipe(from);
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const own = typeof address === "object" && address !== null ? address.port : 0;
      resolve({
        url: `http://127.0.0.1:${own}`,
        streams: () => streaming.size,
        opened: () => opened,
        stop: () => {
          server.close();
          for (const socket of sockets) socket.destroy();
        },
      });
    });
  });
}
