import assert from "node:assert/strict";
import http, { type IncomingMessage, type RequestListener } from "node:http";
import net, { type AddressInfo, type Socket } from "node:net";
import type { TestContext } from "node:test";
import type { Exchange } from "../../../core/exchange.ts";
import { MirrorConfig } from "../../../input/mirror-config.ts";
import { type Mirror, startMirror } from "../mirror.ts";

/** A mirror on loopback, and what it recorded. */
export type AMirror = { mirror: Mirror; config: MirrorConfig; port: number; recorded: Exchange[] };

type Given = { legacyPort: number; candidatePort?: number; config?: Record<string, unknown> };

export async function aMirror(t: TestContext, { legacyPort, candidatePort, config = {} }: Given): Promise<AMirror> {
  const parsed = MirrorConfig.parse({
    pilot: "mill",
    listen: { port: 0 },
    legacy: `http://127.0.0.1:${legacyPort}`,
    candidate: candidatePort === undefined ? null : { url: `http://127.0.0.1:${candidatePort}` },
    ...config,
  });
  const recorded: Exchange[] = [];
  const mirror = await startMirror({
    config: parsed,
    record: (exchange) => void recorded.push(exchange),
    onWatcherBroken: (error) => assert.fail(String(error)),
  });
  t.after(() => mirror.drain(0));
  return { mirror, config: parsed, port: mirror.address().port, recorded };
}

/** An HTTP server on loopback that is gone after the test. */
export async function aServer(t: TestContext, listener: RequestListener): Promise<number> {
  const server = http.createServer({ keepAliveTimeout: 60_000 }, listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

/** A server that does with each connection what it is told. */
export async function aRawServer(t: TestContext, onSocket: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

export type Got = { status: number; body: string; headers: Record<string, unknown> };
type Sent = {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  agent?: http.Agent;
};

export function fetchOne(port: number, { method = "GET", path = "/", headers = {}, body, agent }: Sent): Promise<Got> {
  return new Promise((resolve, reject) => {
    const given = agent === undefined ? {} : { agent };
    const request = http.request({ host: "127.0.0.1", port, method, path, headers, ...given }, (answer) => {
      textOf(answer).then(
        (text) => resolve({ status: answer.statusCode ?? 0, body: text, headers: answer.headers }),
        reject,
      );
    });
    request.on("error", reject);
    request.end(body);
  });
}

export async function textOf(message: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

export function keptAlive(t: TestContext, sockets: number): http.Agent {
  const agent = new http.Agent({ keepAlive: true, maxSockets: sockets });
  t.after(() => agent.destroy());
  return agent;
}
