import { createHash } from "node:crypto";
import { accessSync, constants, mkdirSync, realpathSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { StartRefused } from "./start-refused.ts";

/** Makes the data folder and holds it for this process. The lock is an abstract Unix socket named after the folder: the kernel gives it
 *  back when the process ends, however it ends, so that no stale lock can be left. (Elsewhere than on Linux, a socket beside the folder.)
 *  Refuses (StartRefused) a folder that another Gantry holds or that cannot be used. */
export async function holdDataFolder(folder: string): Promise<Server> {
  const real = makeFolder(folder);
  const name = `gantry-${createHash("sha256").update(real).digest("hex").slice(0, 32)}`;
  const path = process.platform === "linux" ? `\0${name}` : `/tmp/${name}.sock`;
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "EADDRINUSE" ? new StartRefused(heldBy(real)) : error),
    );
    server.listen(path, resolve);
  });
  server.unref();
  return server;
}

function heldBy(folder: string): string {
  return `Another Gantry already runs on the data folder ${folder}. Stop it first, or set GANTRY_DATA to another folder and GANTRY_PORT to another port.`;
}

function makeFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return realpathSync(folder);
  } catch {
    throw new StartRefused(
      `The data folder ${folder} cannot be made or read by this user. Set GANTRY_DATA to a folder that it may write to.`,
    );
  }
}
