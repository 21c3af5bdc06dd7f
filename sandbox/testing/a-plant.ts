import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { seedPractice } from "#lib/pilots/seed-practice.ts";
import { findPilot, listSystems } from "#lib/pilots/store.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { plantSystem } from "../server.ts";

/** The practice plant in the test's own process, and the practice pilot that knows where it is. */

export type TestPlant = {
  /** Of its systems in the practice pilot. */
  ids: Record<"new" | "legacy", string>;
  newUrl: string;
  legacyUrl: string;
  /** On the same ports, with nothing on. */
  startAgain(): Promise<void>;
  /** Nothing listens any more; with `instead`, another program does. */
  leave(instead?: RequestListener): Promise<void>;
};

export async function aPlant(ctx: Ctx): Promise<TestPlant> {
  const names = ["new", "legacy"] as const;
  let servers = names.map((name) => plantSystem(name).server);
  const ports = await Promise.all(servers.map((server) => listen(server, 0)));
  const [newUrl, legacyUrl] = [`http://127.0.0.1:${ports[0]}`, `http://127.0.0.1:${ports[1]}`];
  await seedPractice(ctx, { newUrl, legacyUrl });
  const pilotId = (await findPilot(ctx.db, "practice"))?.id ?? "";
  const rows = await listSystems(ctx.db, pilotId);
  const idOf = (role: string) => rows.find((row) => row.role === role)?.id ?? "";
  const replace = async (made: Server[]) => {
    await Promise.all(servers.map(close));
    servers = made;
    await Promise.all(servers.map((server, nth) => listen(server, ports[nth] ?? 0)));
  };
  return {
    ids: { new: idOf("new"), legacy: idOf("legacy") },
    newUrl,
    legacyUrl,
    startAgain: () => replace(names.map((name) => plantSystem(name).server)),
    leave: (instead) => replace(instead === undefined ? [] : names.map(() => createServer(instead))),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
