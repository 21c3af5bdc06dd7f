import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** A port of 127.0.0.1 that nobody listens on just now. Below the range from which systems take the near ends of outgoing connections:
 *  such a connection could else sit on the port while its server is away, and keep it from coming back. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(15_000, 32_000);
    if (await isFree(port)) return port;
  }
}

export async function isFree(port: number, host = "127.0.0.1"): Promise<boolean> {
  return (await whyTaken(port, host)) === null;
}

/** The code of the error (`EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL`) when one cannot listen there, else null. */
export function whyTaken(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
}
