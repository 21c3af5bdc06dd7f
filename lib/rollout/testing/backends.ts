import http from "node:http";
import type { AddressInfo } from "node:net";

/** The servers of a site in tests: two of each system, which say who they are, and can be sick, gone or slow. */

const names = ["old-1", "old-2", "new-1", "new-2"] as const;
export type BackendName = (typeof names)[number];

type Backend = {
  port: number;
  healthUrl: string;
  /** What /healthz answers. */
  health: number;
  /** Requests to /hold wait until it is called. */
  release(): void;
  held: number;
  /** Nobody listens on its port until it comes back. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
};

export type Backends = Readonly<Record<BackendName, Backend>> & { stop(): Promise<void> };

export async function someBackends(): Promise<Backends> {
  const started = await Promise.all(names.map(async (name) => [name, await aBackend(name)] as const));
  const stop = async () => void (await Promise.all(started.map(([, one]) => one.goAway())));
  return { ...(Object.fromEntries(started) as Record<BackendName, Backend>), stop };
}

async function aBackend(name: BackendName): Promise<Backend> {
  const held: http.ServerResponse[] = [];
  const server = http.createServer((request, response) => {
    if (request.url === "/healthz") response.writeHead(backend.health).end();
    else if (request.url === "/hold") backend.held = held.push(response);
    else response.end(name);
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const backend: Backend = {
    ...{ port, healthUrl: `http://127.0.0.1:${port}/healthz`, health: 200, held: 0 },
    release: () => {
      for (const one of held.splice(0)) one.end(name);
      backend.held = 0;
    },
    goAway: async () => {
      const gone = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await gone;
    },
    comeBack: () => listen(port),
  };
  return backend;
}
