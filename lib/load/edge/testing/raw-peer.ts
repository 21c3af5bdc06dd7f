import net, { type AddressInfo, type Server, type Socket } from "node:net";
import tls from "node:tls";
import type { Certificate } from "./certificate.ts";
import type { Scope } from "./scope.ts";

/** A real server on loopback that answers with the very bytes a test gives it. */
export type RawPeer = {
  port: number;
  /** Whole requests as they came in, of all connections in order. */
  requests: string[];
  /** Connections so far, and those that are open. */
  connections(): number;
  open(): number;
  url: string;
};

/** `nth`: requests on this connection before this one. `connection`: connections before this one. */
export type Asked = { request: string; socket: Socket; nth: number; connection: number };

type Options = { certificate?: Certificate; onConnection?(socket: Socket): void };

/** `onRequest` gets each request when its head and its announced body are there. The peer is gone when the scope ends. */
export async function rawPeer(t: Scope, onRequest: (asked: Asked) => void, options: Options = {}): Promise<RawPeer> {
  const sockets = new Set<Socket>();
  const requests: string[] = [];
  let connections = 0;
  const onSocket = (socket: Socket) => {
    const connection = connections++;
    let nth = 0;
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    options.onConnection?.(socket);
    onWhole(socket, (request) => {
      requests.push(request);
      onRequest({ request, socket, nth: nth++, connection });
    });
  };
  const server = makeServer(options.certificate, onSocket);
  const port = await listen(server);
  t.after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const url = `${options.certificate === undefined ? "http" : "https"}://127.0.0.1:${port}`;
  return { port, requests, connections: () => connections, open: () => sockets.size, url };
}

function makeServer(certificate: Certificate | undefined, onSocket: (socket: Socket) => void): Server {
  if (certificate === undefined) return net.createServer(onSocket);
  const server = tls.createServer(certificate, onSocket);
  server.on("tlsClientError", () => {});
  return server;
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** Hands over each request that is whole: head, and as much body as its content-length says. */
function onWhole(socket: Socket, use: (request: string) => void): void {
  let text = "";
  socket.on("data", (bytes: Buffer) => {
    text += bytes.toString("latin1");
    for (let end = endOfRequest(text); end > 0; end = endOfRequest(text)) {
      const request = text.slice(0, end);
      text = text.slice(end);
      use(request);
    }
  });
}

/** 0 while there is none. */
function endOfRequest(text: string): number {
  const head = text.indexOf("\r\n\r\n");
  if (head === -1) return 0;
  const length = Number(/^content-length: (\d+)/im.exec(text.slice(0, head))?.[1] ?? 0);
  const end = head + 4 + length;
  return text.length >= end ? end : 0;
}

/** An answer as bytes. `body` as it is to stand on the wire, after a content-length unless the headers say otherwise. */
export function answerOf(status: number, body = "", headers: Record<string, string> = {}): string {
  const all = { "content-length": String(Buffer.byteLength(body)), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Any\r\n${lines.join("")}\r\n${body}`;
}

/** A port of this machine on which nobody listens. */
export async function deadPort(): Promise<number> {
  const server = net.createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
