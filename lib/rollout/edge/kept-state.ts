import { constants } from "node:fs";
import { access, chmod, chown, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import type { SocketPlace } from "../../platform/switch-config.ts";
import type { DriverError } from "../core/driver.ts";
import type { Keeping } from "./change-steps.ts";
import { failureOf } from "./driver-failure.ts";
import { parseServersState } from "./haproxy-answers.ts";
import { askSocket } from "./runtime-socket.ts";

/** What HAProxy reads again when it is reloaded, so that this does not undo a cut-over. */

type Unkept = { error: DriverError; says: string };

/** The state of all servers, in the file that HAProxy's configuration names as `server-state-file`. */
export const keepingState = (socket: SocketPlace, file: string): Keeping => ({
  may: () => whyUnwritable(file),
  keep: async (_, signal) => {
    const answered = await askSocket(socket, ["show servers state"], signal);
    if (!answered.ok) return answered;
    const [state = ""] = answered.answers;
    if (parseServersState(state) === null)
      return { error: "UNSUPPORTED", says: "HAProxy did not say its servers' state." };
    return replaced(file, `${state}\n`);
  },
});

/** One key in a map's own file; other lines stay as they are. */
export const keepingMap = (file: string, key: string): Keeping => ({
  may: () => whyUnwritable(file),
  keep: async (percent) => {
    const text = await readFile(file, "utf8").catch((error: unknown) => failureOf(error));
    if (typeof text !== "string") return { error: text.error, says: `${file}: ${text.says}.` };
    const lines = text.split("\n").map((line) => (line.trim().split(/\s+/)[0] === key ? `${key} ${percent}` : line));
    return replaced(file, lines.join("\n"));
  },
});

async function whyUnwritable(file: string): Promise<Unkept | null> {
  try {
    await access(path.dirname(file), constants.W_OK);
    return null;
  } catch (error) {
    return unwritten(file, error);
  }
}

function unwritten(file: string, error: unknown): Unkept {
  const { error: kind, says } = failureOf(error);
  return { error: kind, says: `${file} could not be written: ${says}.` };
}

/** Whole or not at all: a reload in the middle must not read half a file. It keeps its owner and mode. */
async function replaced(file: string, text: string): Promise<Unkept | null> {
  const beside = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    await writeFile(beside, text, { mode: 0o644, flag: "wx" });
    const was = await stat(file).catch(() => null);
    if (was !== null) {
      await chmod(beside, was.mode & 0o777);
      // Another owner is kept where this user may give files away; where not, the mode lets HAProxy read it.
      await chown(beside, was.uid, was.gid).catch(() => {});
    }
    await rename(beside, file);
    return null;
  } catch (error) {
    await rm(beside, { force: true });
    return unwritten(file, error);
  }
}
