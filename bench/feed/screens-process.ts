import { connect, type Socket } from "node:net";
import { monotonicMs } from "./clock.ts";

/** Open feeds in a process of their own, over plain sockets: as little work as can be, so that they measure the server and not themselves. */

export type ToScreens =
  | { kind: "open"; port: number; path: string; count: number; headers: readonly Readonly<Record<string, string>>[] }
  | { kind: "take" }
  | { kind: "close" };

export type FromScreens =
  | { kind: "opened" }
  | { kind: "refused"; why: string }
  | { kind: "taken"; arrivals: [second: number, atMs: number[]][]; texts: Record<string, string>; lost: number }
  | { kind: "closed" };

/** Connections that are being made at a time. */
const atATime = 50;

let sockets: Socket[] = [];
let arrivals = new Map<number, number[]>();
/** One of each kind, as it came. */
let texts: Record<string, string> = {};
let lost = 0;

process.on("message", (message: ToScreens) => {
  if (message.kind === "open") open(message).then(() => tell({ kind: "opened" }), refused);
  else if (message.kind === "take") take();
  else close();
});
process.on("disconnect", () => process.exit(0));

function tell(message: FromScreens): void {
  process.send?.(message);
}

function refused(error: Error): void {
  tell({ kind: "refused", why: error.message });
}

function take(): void {
  tell({ kind: "taken", arrivals: [...arrivals], texts, lost });
  arrivals = new Map();
  lost = 0;
}

function close(): void {
  const closing = sockets;
  sockets = [];
  for (const socket of closing) socket.destroy();
  texts = {};
  tell({ kind: "closed" });
}

async function open(to: Extract<ToScreens, { kind: "open" }>): Promise<void> {
  const turns = Array.from({ length: to.count }, (_, index) => index).values();
  const opener = async () => {
    for (const index of turns) sockets.push(await openOne(to, index));
  };
  await Promise.all(Array.from({ length: atATime }, opener));
}

/** Resolves with its first beat. */
function openOne({ port, path, headers }: Extract<ToScreens, { kind: "open" }>, index: number): Promise<Socket> {
  const own = Object.entries(headers[index % headers.length] ?? {}).map(([name, value]) => `${name}: ${value}\r\n`);
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () =>
      socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n${own.join("")}\r\n`),
    );
    socket.setNoDelay(true).setEncoding("latin1");
    let waiting = "";
    socket.on("data", (text: string) => {
      waiting += text;
      if (!waiting.includes("\n\n")) return;
      const blocks = waiting.split("\n\n");
      waiting = blocks.pop() ?? "";
      for (const block of blocks) arrived(block);
      resolve(socket);
    });
    socket.on("error", reject).on("close", () => {
      if (sockets.includes(socket)) lost += 1;
      reject(new Error(`a feed was closed before its first beat: ${waiting.slice(0, 500)}`));
    });
  });
}

function arrived(block: string): void {
  const event = /event: (\w+)/.exec(block)?.[1] ?? "";
  texts[event] ??= block.slice(block.indexOf("event: "));
  if (event !== "sample") return;
  const second = Number(/"second":(\d+)/.exec(block)?.[1]);
  const atMs = monotonicMs();
  const others = arrivals.get(second);
  if (others === undefined) arrivals.set(second, [atMs]);
  else others.push(atMs);
}
