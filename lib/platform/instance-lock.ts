import { createHash } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createConnection, createServer, type Server } from "node:net";
import path from "node:path";
import { StartRefused } from "./start-refused.ts";

/** Says that a folder is a data folder of Gantry. */
const marker = "gantry-data-folder";
/** What may lie in a data folder before its first start. */
const mayBeThere = new Set(["gantry.yaml", "secret", "lost+found"]);

/** Makes the data folder and holds it for this process. The lock is an abstract Unix socket named after the folder: the kernel gives it
 *  back when the process ends, however it ends, so that no stale lock can be left. (Elsewhere than on Linux a socket file, which is
 *  taken over when nobody answers on it.) Refuses (StartRefused) a folder that another Gantry holds, that cannot be used, or that holds
 *  something else. Answers what lets it go. */
export async function holdDataFolder(folder: string): Promise<() => void> {
  const real = makeFolder(folder);
  const name = `gantry-${createHash("sha256").update(real).digest("hex").slice(0, 32)}`;
  const server =
    process.platform === "linux" ? await listen(`\0${name}`) : await listenOrTakeOver(`/tmp/${name}-${uid()}.sock`);
  if (server === null)
    throw new StartRefused(
      `Another Gantry already runs on the data folder ${real}. Stop it first, or set GANTRY_DATA to another folder and GANTRY_PORT to another port.`,
    );
  server.unref();
  return () => server.close();
}

const uid = () => process.getuid?.() ?? 0;

/** Null when the name is taken. */
function listen(name: string): Promise<Server | null> {
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" ? resolve(null) : reject(error),
    );
    server.listen(name, () => resolve(server));
  });
}

async function listenOrTakeOver(file: string): Promise<Server | null> {
  const server = await listen(file);
  if (server !== null || (await answers(file))) return server;
  rmSync(file, { force: true });
  return listen(file);
}

function answers(file: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(file, () => resolve(true));
    socket.once("connect", () => socket.destroy());
    socket.once("error", () => resolve(false));
  });
}

function makeFolder(folder: string): string {
  const real = usable(folder);
  const mark = path.join(real, marker);
  if (existsSync(mark)) return real;
  const strange = readdirSync(real).filter((name) => !mayBeThere.has(name) && !name.startsWith("."));
  if (strange.length > 0)
    throw new StartRefused(
      `The folder ${real} is not a data folder of Gantry: it holds other things, such as ${strange[0]}. Set GANTRY_DATA to an empty or a new folder.`,
    );
  writeFileSync(mark, "Gantry keeps its database and keys here. Only one Gantry may use this folder.\n");
  return real;
}

function usable(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    readdirSync(folder);
    return realpathSync(folder);
  } catch {
    throw new StartRefused(
      `The data folder ${folder} cannot be made, read or written by this user. Mend its owner and permissions, or set GANTRY_DATA to another folder.`,
    );
  }
}
