import net, { type AddressInfo, type Socket } from "node:net";
import tls, { TLSSocket } from "node:tls";
import { connectTo, type Door } from "./upstream-door.ts";
import type { Watcher } from "./watch.ts";

/** Stands in front of the legacy system. It is a tap, no proxy: each client connection has one legacy connection of its own, bytes go on
 *  first and as they are, and a watcher reads a copy afterwards. So the client sees legacy's own bytes, ends and failures. */

export type Address = { host: string; port: number };

export type Secure = { key: Buffer; cert: Buffer };

export type TapOptions = {
  listen: Address;
  /** Clients come with TLS: key and certificate, PEM. */
  secure?: Secure | null;
  /** Asked for each new client connection. */
  legacy(): Door;
  /** A watcher for a new connection. */
  watch(): Watcher;
  /** A watcher threw: the connection goes on without it. */
  onWatcherBroken(error: unknown): void;
};

export type Tap = {
  /** Where it listens: the port is the system's choice when 0 was asked for. */
  address: Address;
  /** Client connections so far, and those that are open. */
  connections(): number;
  open(): number;
  /** For connections to come; without effect where clients come without TLS. */
  renew(secure: Secure): void;
  /** No new connections; those that are open go on. */
  stopListening(): void;
  /** No new connections; each that is open ends when no request is under way, and all after `ms`. Resolves when the last one is gone. */
  drain(ms: number): Promise<void>;
};

/** Vanished peers are found by the kernel. */
const keepAliveAfterMs = 60_000;
const drainLookMs = 50;
const handshakeTimeout = 10_000;
/** All legacy connections read into it: a fresh one for each read would cost more than the copy. */
const readBuffer = Buffer.allocUnsafeSlow(64 * 1024);
const nothing = Buffer.alloc(0);

/** Rejects when the address cannot be listened on. */
export async function startTap(options: TapOptions): Promise<Tap> {
  const open = new Set<TappedConnection>();
  let connections = 0;
  const server = serverOf(options.secure ?? null, (client) => {
    connections++;
    const connection = new TappedConnection(client, options, () => open.delete(connection));
    open.add(connection);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    const { host, port } = options.listen;
    server.listen({ host, port, backlog: 1024 }, resolve);
  });
  server.on("error", () => {});
  const { address: host, port } = server.address() as AddressInfo;
  return {
    address: { host, port },
    connections: () => connections,
    open: () => open.size,
    renew: (secure) => {
      if (server instanceof tls.Server) server.setSecureContext(secure);
    },
    stopListening: () => server.close(),
    drain: (ms) => drain(server, open, ms),
  };
}

function serverOf(secure: Secure | null, onClient: (client: Socket) => void): net.Server {
  const options = { allowHalfOpen: true, noDelay: true };
  if (secure === null) return net.createServer(options, onClient);
  const server = tls.createServer({ ...options, ...secure, ALPNProtocols: ["http/1.1"], handshakeTimeout }, onClient);
  // No TLS, or none that we speak: there is nothing behind it to tell.
  return server.on("tlsClientError", (_, socket) => socket.destroy());
}

async function drain(server: net.Server, open: Set<TappedConnection>, ms: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    // An error says only that it does not listen any more: its connections are waited for below.
    server.close(() => resolve());
  });
  const endIdle = () => {
    for (const connection of open) connection.endWhenIdle();
  };
  endIdle();
  const looking = setInterval(endIdle, drainLookMs);
  const hard = setTimeout(() => {
    for (const connection of open) connection.destroy();
  }, ms);
  await closed;
  clearInterval(looking);
  clearTimeout(hard);
}

class TappedConnection {
  readonly #client: Socket;
  readonly #legacy: Socket;
  readonly #options: TapOptions;
  #watcher: Watcher | null;
  #leftBy: "client" | "legacy" | null = null;

  constructor(client: Socket, options: TapOptions, onClosed: () => void) {
    this.#client = client;
    this.#options = options;
    this.#watcher = options.watch();
    client.setKeepAlive(true, keepAliveAfterMs);
    const legacy = this.#connect();
    this.#legacy = legacy;
    client.on("data", (bytes: Buffer) => {
      if (legacy.writable && !legacy.write(bytes)) client.pause();
      this.#show((watcher) => watcher.fromClient(bytes, performance.now()));
    });
    legacy.on("drain", () => client.resume());
    client.on("drain", () => legacy.resume());
    this.#ends(onClosed);
  }

  #connect(): Socket {
    const callback = (length: number, memory: Uint8Array) => this.#fromLegacy(memory, length);
    const onread = { buffer: readBuffer, callback };
    return connectTo(this.#options.legacy(), { allowHalfOpen: true, onread, keepAliveAfterMs });
  }

  /** False: no more until the client has taken what it has. */
  #fromLegacy(memory: Uint8Array, length: number): boolean {
    // What the kernel does not take at once has to outlive the shared buffer.
    const bytes = Buffer.allocUnsafe(length);
    bytes.set(length === memory.length ? memory : memory.subarray(0, length));
    const goesOn = !this.#client.writable || this.#client.write(bytes);
    this.#show((watcher) => watcher.fromLegacy(bytes, performance.now()));
    return goesOn;
  }

  /** Whatever happens in the watcher stays there. */
  #show(what: (watcher: Watcher) => void): void {
    const watcher = this.#watcher;
    if (watcher === null) return;
    try {
      what(watcher);
    } catch (error) {
      this.#watcher = null;
      this.#options.onWatcherBroken(error);
    }
  }

  #ends(onClosed: () => void): void {
    const [client, legacy] = [this.#client, this.#legacy];
    client.on("end", () => {
      this.#leftBy ??= "client";
      legacy.end();
      this.#show((watcher) => watcher.clientEnded());
    });
    legacy.on("end", () => {
      this.#leftBy ??= "legacy";
      client.end();
      this.#show((watcher) => watcher.legacyEnded(performance.now()));
    });
    client.on("error", () => this.#broken("client", legacy));
    legacy.on("error", () => this.#broken("legacy", client));
    let closed = 0;
    const whenBoth = () => {
      if (++closed < 2) return;
      this.#show((watcher) => watcher.closed(this.#leftBy === "client"));
      this.#watcher = null;
      onClosed();
    };
    client.on("close", whenBoth);
    legacy.on("close", whenBoth);
  }

  #broken(side: "client" | "legacy", other: Socket): void {
    this.#leftBy ??= side;
    breakOff(other);
  }

  /** Ends a connection on which no request is under way. One whose watcher has gone is left to the deadline. */
  endWhenIdle(): void {
    if (this.#watcher?.idle !== true) return;
    this.#client.end();
    this.#legacy.end();
  }

  destroy(): void {
    this.#client.destroy();
    this.#legacy.destroy();
  }
}

/** Passes a reset on, after the bytes that came before it. A reset is TCP's: with TLS the other side sees an end without its closing words. */
function breakOff(socket: Socket): void {
  if (socket.destroyed) return;
  const end = () => (socket instanceof TLSSocket ? socket.destroy() : socket.resetAndDestroy());
  if (socket.connecting) socket.destroy();
  else if (socket.writableLength === 0) end();
  else socket.write(nothing, end);
}
