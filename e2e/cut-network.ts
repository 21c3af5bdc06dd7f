import { connect, createServer, type Socket } from "node:net";
import { freePort } from "./gantry.ts";

/** A way to Gantry that can be cut, as when a tablet leaves the reach of its network, and mended at the same address. */
export type CutNetwork = { url: string; cut(): Promise<void>; mend(): Promise<void> };

export async function cutNetwork(target: string): Promise<CutNetwork> {
  const { hostname, port } = new URL(target);
  const own = await freePort();
  const sockets = new Set<Socket>();
  const server = createServer((from) => {
    const to = connect(Number(port), hostname);
    for (const socket of [from, to]) {
      sockets.add(socket.on("error", () => {}));
      socket.on("close", () => {
        from.destroy();
        to.destroy();
        sockets.delete(socket);
      });
    }
    from.pipe(to);
    to.pipe(from);
  });
  const mend = () => new Promise<void>((resolve) => server.listen(own, "127.0.0.1", resolve));
  const cut = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  await mend();
  return { url: `http://127.0.0.1:${own}`, cut, mend };
}
