import net, { type AddressInfo, type Socket } from "node:net";
import type { TestContext } from "node:test";

/** Both ends of a connection play what a script says, byte for byte, and tell what they saw. */

/** How one side ends when it has sent everything: it closes its half, breaks off, or leaves the end to the other. */
export type Ending = "end" | "reset" | "leave";

export type Script = {
  request: Uint8Array[];
  requestEnding: Exclude<Ending, "reset">;
  /** Each is sent once so many bytes of the request have come. */
  answers: { afterBytes: number; parts: Uint8Array[] }[];
  answerEnding: Ending;
  /** Told by the client's side while it plays. A reset waits until both have all: it destroys what is on its way. */
  clientHas?: number;
};

/** What a side received and how it ended for it. */
export type Seen = { bytes: string; end: "end" | "error" };

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

export type ScriptedLegacy = { port: number; play(script: Script): Promise<Seen> };

/** A server that plays one script at a time: the next connection gets it. */
export async function scriptedLegacy(t: TestContext): Promise<ScriptedLegacy> {
  let next: { script: Script; done(seen: Seen): void } | null = null;
  const sockets = new Set<Socket>();
  const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    const taken = next;
    next = null;
    sockets.add(socket);
    if (taken === null) socket.destroy();
    else void answer(socket, taken.script).then(taken.done);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return {
    port: (server.address() as AddressInfo).port,
    play: (script) => new Promise((resolve) => (next = { script, done: resolve })),
  };
}

async function answer(socket: Socket, script: Script): Promise<Seen> {
  const { answers, answerEnding } = script;
  let received = 0;
  const wakers = new Set<() => void>();
  const wake = () => {
    for (const one of wakers) one();
  };
  let over = false;
  socket.on("data", (bytes: Buffer) => {
    received += bytes.length;
    wake();
  });
  const seen = watchEnd(socket).finally(() => {
    over = true;
    wake();
  });
  for (const { afterBytes, parts } of answers) {
    await new Promise<void>((resolve) => {
      const look = () => {
        if (received >= afterBytes || over) resolve();
      };
      wakers.add(look);
      look();
    });
    await send(socket, parts);
  }
  const [asked, answered] = [lengthOf(script.request), lengthOf(answers.flatMap(({ parts }) => parts))];
  const onItsWay = () => received < asked || (script.clientHas ?? 0) < answered;
  while (answerEnding === "reset" && !over && onItsWay()) await nextTurn();
  finish(socket, answerEnding);
  const result = await seen;
  socket.end();
  return result;
}

/** Sends the request and answers what came back. */
export async function ask(port: number, script: Script): Promise<Seen> {
  const { request, requestEnding } = script;
  script.clientHas = 0;
  const socket = net.connect({ port, host: "127.0.0.1", allowHalfOpen: true, noDelay: true });
  socket.on("data", (bytes: Buffer) => {
    script.clientHas = (script.clientHas ?? 0) + bytes.length;
  });
  const seen = watchEnd(socket);
  await send(socket, request);
  finish(socket, requestEnding);
  const result = await seen;
  socket.end();
  return result;
}

function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

async function send(socket: Socket, parts: readonly Uint8Array[]): Promise<void> {
  for (const part of parts) {
    if (socket.writable) socket.write(part);
    await nextTurn();
  }
}

function finish(socket: Socket, ending: Ending): void {
  if (ending === "end") socket.end();
  if (ending === "reset") socket.resetAndDestroy();
}

function watchEnd(socket: Socket): Promise<Seen> {
  let bytes = "";
  socket.on("data", (part: Buffer) => {
    bytes += part.toString("latin1");
  });
  return new Promise((resolve) => {
    socket.once("end", () => resolve({ bytes, end: "end" }));
    socket.once("error", () => resolve({ bytes, end: "error" }));
    socket.once("close", () => resolve({ bytes, end: "end" }));
    socket.on("error", () => {});
  });
}
