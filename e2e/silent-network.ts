import { connect, createServer, type Socket } from "node:net";

/** A way to Gantry that can fall silent, as when a cable is pulled somewhere on the way: sockets stay open, new ones are taken, and nothing
 *  comes through until it speaks again. */
export type SilentNetwork = { url: string; silence(): void; speak(): void; stop(): void };

export async function silentNetwork(target: string): Promise<SilentNetwork> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let isSilent = false;
  const server = createServer((from) => {
    const to = connect(Number(port), hostname);
    for (const [socket, other] of [
      [from, to],
      [to, from],
    ] as const) {
      sockets.add(socket.on("error", () => {}));
      socket.on("data", (bytes) => other.write(bytes));
      socket.on("close", () => {
        other.destroy();
        sockets.delete(socket);
      });
      if (isSilent) socket.pause();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`,
    silence: () => {
      isSilent = true;
      for (const socket of sockets) socket.pause();
    },
    speak: () => {
      isSilent = false;
      for (const socket of sockets) socket.resume();
    },
    stop: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
