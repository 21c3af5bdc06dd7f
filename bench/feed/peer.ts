import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { ToPeer } from "./peer-process.ts";

/** The plain server, as the benchmark holds it. */
export type Peer = { pid: number; port: number; tell(message: ToPeer): void; end(): void };

export async function startPeer(): Promise<Peer> {
  const child = fork(path.join(import.meta.dirname, "peer-process.ts"), { execArgv: ["--import", "tsx"] });
  const [{ port }] = (await once(child, "message")) as [{ port: number }];
  return { pid: child.pid ?? 0, port, tell: (message) => void child.send(message), end: () => child.disconnect() };
}
