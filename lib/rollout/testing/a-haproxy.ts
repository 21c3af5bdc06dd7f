import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { freePort } from "../../platform/free-port.ts";
import { temporaryFolder } from "../../platform/testing/database.ts";
import { waitFor } from "../../platform/testing/wait-for.ts";
import { askSocket } from "../edge/runtime-socket.ts";
import type { BackendName } from "./backends.ts";

/** Debian's HAProxy with a configuration that docs/drivers.md shows, on ports and paths of this machine. */
export type Haproxy = {
  port: number;
  socket: string;
  /** On TCP, read only: what `level operator` may. */
  operatorSocket: string;
  folder: string;
  say(...commands: string[]): Promise<string[]>;
  reload(): Promise<void>;
  stop(): Promise<void>;
};

/** Where the servers of a site listen. */
type Ports = Readonly<Record<BackendName, { port: number }>>;

const program = "/usr/sbin/haproxy";

/** `edited`: what a site has otherwise in its configuration. */
export async function aHaproxy(
  kind: "weights" | "map",
  backends: Ports,
  edited: (text: string) => string = (text) => text,
): Promise<Haproxy> {
  const folder = temporaryFolder();
  const [port, operatorPort] = [await freePort(), await freePort()];
  mkdirSync(path.join(folder, "kept"));
  if (kind === "map") writeFileSync(path.join(folder, "kept", "cut-over.map"), "other 7\nnew 0\n");
  const file = path.join(folder, "haproxy.cfg");
  writeFileSync(file, edited(localised(shownConfiguration(kind), { folder, port, operatorPort, backends })));
  const master = path.join(folder, "master.sock");
  const child = spawn(program, ["-W", "-q", "-S", `${master},mode,600`, "-f", file], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const socket = path.join(folder, "gantry.sock");
  const say = async (...commands: string[]) => {
    const answered = await askSocket({ path: socket }, commands, AbortSignal.timeout(5_000));
    if (!answered.ok) throw new Error(answered.says);
    return answered.answers;
  };
  const pid = async () => /^Pid: (\d+)$/m.exec((await say("show info").catch(() => [""]))[0] ?? "")?.[1] ?? null;
  // Its workers answer before the master listens to signals again.
  const isReady = async () => {
    const now = await pid();
    return now !== null && new RegExp(`^${now} +worker`, "m").test(await processesOf(master));
  };
  await waitFor("HAProxy answers", isReady);
  return {
    ...{ port, socket, folder, say, operatorSocket: `127.0.0.1:${operatorPort}` },
    reload: async () => {
      const old = await pid();
      child.kill("SIGUSR2");
      await waitFor("HAProxy was reloaded", async () => (await isReady()) && (await pid()) !== old);
    },
    stop: () => stopped(child),
  };
}

/** What its master says of its processes. Unlike a worker's, its socket stays open until the asking side has ended. */
function processesOf(master: string): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    const socket = net.connect(master, () => socket.end("show proc\n"));
    socket.setTimeout(5_000, () => socket.destroy());
    socket.setEncoding("utf8").on("data", (part) => {
      text += part;
    });
    socket.on("error", () => {}).once("close", () => resolve(text));
  });
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  // To the master: it ends its workers, those of before a reload too.
  child.kill("SIGTERM");
  await once(child, "exit");
}

function shownConfiguration(kind: "weights" | "map"): string {
  const guide = readFileSync(path.resolve(import.meta.dirname, "../../../docs/drivers.md"), "utf8");
  const shown = [...guide.matchAll(/```haproxy\n([\s\S]*?)```/g)].map(([, text]) => text ?? "");
  const found = shown.find((text) => text.includes("map_str_int") === (kind === "map"));
  if (found === undefined) throw new Error(`docs/drivers.md shows no configuration by ${kind}.`);
  return found;
}

type Place = { folder: string; port: number; operatorPort: number; backends: Ports };

function localised(shown: string, { folder, port, operatorPort, backends }: Place): string {
  const places = { "10.0.0.11": "old-1", "10.0.0.12": "old-2", "10.0.0.21": "new-1", "10.0.0.22": "new-2" } as const;
  const text = shown
    .replace(/^ {4}(log|user|group|option httplog).*\n/gm, "")
    .replace(/^( {4}stats socket \S+) mode 660 user haproxy group gantry(.*)$/m, (_, head, rest) =>
      [`${head} mode 600${rest}`, `    stats socket 127.0.0.1:${operatorPort} level operator`].join("\n"),
    )
    .replaceAll("/run/haproxy/", `${folder}/`)
    .replaceAll("/var/lib/haproxy/gantry/", `${folder}/kept/`)
    .replace("bind :80", `bind 127.0.0.1:${port}`);
  return Object.entries(places).reduce(
    (left, [address, name]) => left.replace(`${address}:8080`, `127.0.0.1:${backends[name].port}`),
    text,
  );
}
