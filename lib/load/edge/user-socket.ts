import net from "node:net";
import tls from "node:tls";
import type { Target } from "./http-exchange.ts";

/** Opens a user's sockets: they read into one buffer that a thread's sockets share; TLS ones share a secure context too. */

const readBufferSize = 64 * 1024;
/** How long a connection that is of no use any more may wait for the other side to close it. */
const lingerMs = 1_000;

/** Told what happens to a socket; `bytes` are only good during the call. */
export type SocketSink = {
  /** TCP is connected, and the TLS handshake begins; not told without TLS. */
  onHandshake(socket: net.Socket): void;
  /** Requests can be written: with TLS, after its handshake. */
  onReady(socket: net.Socket): void;
  onBytes(socket: net.Socket, bytes: Uint8Array): void;
  onError(socket: net.Socket, error: NodeJS.ErrnoException): void;
  /** The other side has ended, or all is over; may be told twice. */
  onClosed(socket: net.Socket): void;
};

/** One for a thread. Connections take the target's addresses in turn. */
export function socketOpener(target: Target): (sink: SocketSink) => net.Socket {
  let turn = 0;
  const address = () => target.addresses[turn++ % target.addresses.length] ?? "";
  const open = target.servername === null ? plainOpener(target.port) : tlsOpener(target, target.servername);
  return (sink) => {
    const socket = open(address(), sink);
    socket.setNoDelay(true);
    socket.on("error", (error: NodeJS.ErrnoException) => sink.onError(socket, error));
    socket.on("end", () => sink.onClosed(socket));
    socket.on("close", () => sink.onClosed(socket));
    return socket;
  };
}

type Open = (host: string, sink: SocketSink) => net.Socket;
type Reading = { buffer: Buffer; callback(length: number): boolean };

/** How a socket's bytes come: into one buffer, and told without an event or a copy. */
function sharedReading(): (told: (bytes: Uint8Array) => void) => Reading {
  const buffer = Buffer.allocUnsafeSlow(readBufferSize);
  // Answers are often of one length: the same view serves them all.
  let view = buffer.subarray(0);
  return (told) => ({
    buffer,
    callback: (length) => {
      if (view.length !== length) view = buffer.subarray(0, length);
      told(view);
      return true;
    },
  });
}

function plainOpener(port: number): Open {
  const reading = sharedReading();
  return (host, sink) => {
    const onread = reading((bytes) => sink.onBytes(socket, bytes));
    const socket: net.Socket = net.connect({ host, port, onread });
    socket.once("connect", () => sink.onReady(socket));
    return socket;
  };
}

function tlsOpener({ port, ca }: Target, servername: string): Open {
  const reading = sharedReading();
  // A context of its own for each connection costs time and tens of kilobytes.
  const secureContext = tls.createSecureContext(ca === undefined ? {} : { ca });
  const identity: tls.ConnectionOptions =
    net.isIP(servername) === 0
      ? { servername }
      : { checkServerIdentity: (_host, certificate) => tls.checkServerIdentity(servername, certificate) };
  return (host, sink) => {
    const onread = reading((bytes) => sink.onBytes(socket, bytes));
    const options = { host, port, secureContext, ALPNProtocols: ["http/1.1"], onread, ...identity };
    const socket: tls.TLSSocket = tls.connect(options);
    socket.once("connect", () => sink.onHandshake(socket));
    socket.once("secureConnect", () => sink.onReady(socket));
    return socket;
  };
}

/** Leaves the closing to the other side, which said it would: who closes first has to keep the port for a minute, and a generator that opens
 *  a connection for each request runs out of ports. */
export function leaveToPeer(socket: net.Socket): void {
  const timer = setTimeout(() => socket.destroy(), lingerMs);
  socket.once("close", () => clearTimeout(timer));
}
