import { connect, createServer, type Server, type Socket } from "node:net";

/** Stands in front of a database and lets it be away: nobody listens (`refuse`), or connections stay open and say nothing (`silence`). */
export type DatabaseGate = { url: string; refuse(): Promise<void>; silence(): void; open(): Promise<void> };

export async function databaseGate(databaseUrl: string): Promise<DatabaseGate> {
  const to = new URL(databaseUrl);
  const pairs = new Set<[near: Socket, far: Socket]>();
  let silent = false;
  const join = (near: Socket) => {
    const far = connect(Number(to.port), to.hostname);
    const pair: [Socket, Socket] = [near, far];
    pairs.add(pair);
    for (const [one, other] of [pair, [far, near] as const]) {
      one
        .on("error", () => {})
        .on("close", () => {
          other.destroy();
          pairs.delete(pair);
        });
      one.on("data", (bytes) => other.write(bytes));
    }
    if (silent) hush(pair);
  };
  let server = await listening(join, 0);
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const through = new URL(databaseUrl);
  through.host = `127.0.0.1:${port}`;
  return {
    url: through.href,
    refuse: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const [near] of pairs) near.destroy();
      await closed;
    },
    silence: () => {
      silent = true;
      for (const pair of pairs) hush(pair);
    },
    open: async () => {
      silent = false;
      for (const pair of pairs) for (const socket of pair) socket.resume();
      if (!server.listening) server = await listening(join, port);
    },
  };
}

function hush(pair: readonly Socket[]): void {
  for (const socket of pair) socket.pause();
}

function listening(join: (near: Socket) => void, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(join);
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}
