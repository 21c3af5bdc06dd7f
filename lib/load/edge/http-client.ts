import { Buffer } from "node:buffer";
import type net from "node:net";
import { type AnswerSink, loadParser, type Parser } from "#lib/platform/llhttp/http-parser.ts";
import type { ErrorKind } from "../core/frame.ts";
import { AnswerReader, tooLarge } from "./answer-reader.ts";
import { errorKind, errorSentence } from "./connection-error.ts";
import type { Answer, ClientOptions, Exchange } from "./http-exchange.ts";
import { leaveToPeer, type SocketSink, socketOpener } from "./user-socket.ts";

/** The load generator's HTTP/1.1 client: one connection of one virtual user, one outstanding request, one write a request. */

/** All connections of a thread share the parser module, the read buffer and one timer. */
export type HttpClient = { connection(): Connection; close(): void };
export type Connection = {
  /** `nowMs`: the client's clock, as the caller has just read it. */
  send(exchange: Exchange, nowMs: number): void;
  close(): void;
};

const checkEveryMs = 20;
const idempotent = new Set(["GET", "HEAD", "PUT", "DELETE"]);

export function httpClient(options: ClientOptions): HttpClient {
  const open = new Set<UserConnection>();
  const shared: Shared = {
    options,
    makeParser: loadParser(),
    openSocket: socketOpener(options.target),
    forget: (connection) => open.delete(connection),
  };
  const timer = setInterval(() => {
    const now = options.now();
    for (const connection of open) connection.checkTime(now);
  }, checkEveryMs);
  return {
    connection: () => {
      const connection = new UserConnection(shared);
      open.add(connection);
      return connection;
    },
    close: () => {
      clearInterval(timer);
      for (const connection of open) connection.close();
      open.clear();
    },
  };
}

type Shared = {
  options: ClientOptions;
  makeParser(sink: AnswerSink): Parser;
  openSocket(sink: SocketSink): net.Socket;
  forget(connection: UserConnection): void;
};

class UserConnection implements Connection, SocketSink {
  readonly #shared: Shared;
  readonly #reader: AnswerReader;
  #socket: net.Socket | null = null;
  #ready = false;
  #handshake = false;
  /** Requests answered on this socket: a reused one may have been closed by the other side in the meantime. 0 again after a retry. */
  #answered = 0;
  #exchange: Exchange | null = null;

  #startedMs = 0;
  #connectFromMs = 0;
  #sentMs: number | null = null;
  #bytesOut = 0;

  constructor(shared: Shared) {
    this.#shared = shared;
    this.#reader = new AnswerReader(shared.makeParser);
  }

  send(exchange: Exchange, nowMs: number): void {
    this.#exchange = exchange;
    this.#startedMs = nowMs;
    this.#begin(exchange, nowMs);
  }

  #begin(exchange: Exchange, now: number): void {
    this.#sentMs = null;
    this.#bytesOut = 0;
    this.#reader.expect(exchange);
    if (this.#socket === null) this.#connect(now);
    else if (this.#ready) this.#write(this.#socket, now);
  }

  #connect(now: number): void {
    this.#ready = false;
    this.#handshake = false;
    this.#answered = 0;
    this.#connectFromMs = now;
    this.#reader.open();
    this.#socket = this.#shared.openSocket(this);
  }

  onHandshake(socket: net.Socket): void {
    if (socket === this.#socket) this.#handshake = true;
  }

  onReady(socket: net.Socket): void {
    if (socket !== this.#socket) return;
    this.#ready = true;
    this.#handshake = false;
    if (this.#exchange !== null && this.#sentMs === null) this.#write(socket, this.#shared.options.now());
  }

  #write(socket: net.Socket, now: number): void {
    const request = this.#exchange?.request ?? "";
    this.#sentMs = now;
    this.#bytesOut = Buffer.byteLength(request);
    socket.write(request);
  }

  onBytes(socket: net.Socket, bytes: Uint8Array): void {
    if (socket !== this.#socket) return;
    if (this.#exchange === null || this.#sentMs === null) {
      // Bytes that nobody asked for: the connection cannot be trusted with the next answer.
      this.#drop();
      return;
    }
    const progress = this.#reader.read(bytes);
    if (progress === "more") return;
    if (progress === "too large") this.#fail("answer too large", tooLarge);
    else if (typeof progress === "object") this.#fail("protocol", progress.wrong);
    else this.#complete(progress === "surplus");
  }

  #complete(surplus: boolean): void {
    this.#answered++;
    const body = this.#reader.takeBody();
    if (surplus) this.#drop();
    else if (!this.#reader.keepAlive || this.#shared.options.cold) this.#letGo();
    this.#finish({ error: null, detail: "", body });
  }

  onClosed(socket: net.Socket): void {
    if (socket !== this.#socket) return;
    if (this.#exchange === null) this.#drop();
    else if (this.#reader.finish()) this.#complete(false);
    else if (this.#handshake) this.#fail("tls", "The connection was closed during the TLS handshake.");
    else this.#failOrRetry("connection reset", "The connection was closed before the answer was whole.");
  }

  onError(socket: net.Socket, error: NodeJS.ErrnoException): void {
    if (socket !== this.#socket) return;
    const kind = errorKind(error, this.#handshake);
    if (this.#exchange === null) this.#drop();
    else if (kind === "connection reset") this.#failOrRetry(kind, error.message);
    else this.#fail(kind, errorSentence(error, kind));
  }

  /** A kept-alive connection that the other side has closed in the meantime is no error of the request's, when not a byte of an answer has
   *  come and the request may be sent twice. */
  #failOrRetry(kind: ErrorKind, detail: string): void {
    const exchange = this.#exchange;
    const stale = this.#answered > 0 && this.#reader.bytesIn === 0;
    if (exchange === null || !stale || !idempotent.has(exchange.method)) {
      this.#fail(kind, detail);
      return;
    }
    this.#shared.options.onRetry();
    this.#drop();
    this.#begin(exchange, this.#shared.options.now());
  }

  /** Time-outs, looked at every 20 ms: connect from the connection's start, first byte from sending, whole from the request's start. */
  checkTime(now: number): void {
    if (this.#exchange === null) return;
    const { connectMs, firstByteMs, wholeMs } = this.#shared.options.timeouts;
    if (now - this.#startedMs > wholeMs) this.#fail("time-out whole", `No whole answer within ${wholeMs} ms.`);
    else if (this.#sentMs === null && now - this.#connectFromMs > connectMs)
      this.#fail("time-out connect", `No connection within ${connectMs} ms.`);
    else if (this.#sentMs !== null && this.#reader.bytesIn === 0 && now - this.#sentMs > firstByteMs)
      this.#fail("time-out first byte", `No byte of an answer within ${firstByteMs} ms.`);
  }

  #fail(error: ErrorKind, detail: string): void {
    this.#drop();
    this.#finish({ error, detail, body: null });
  }

  #finish({ error, detail, body }: Pick<Answer, "error" | "detail" | "body">): void {
    const exchange = this.#exchange;
    if (exchange === null) return;
    this.#exchange = null;
    exchange.onAnswer({
      error,
      detail,
      body,
      status: this.#reader.status,
      raw: this.#reader.raw,
      cookies: this.#reader.cookies,
      bytesIn: this.#reader.bytesIn,
      bytesOut: this.#bytesOut,
      sentAtMs: this.#sentMs ?? this.#startedMs,
      endedAtMs: this.#shared.options.now(),
    });
  }

  /** The socket is none of ours any more; answers it. */
  #release(): net.Socket | null {
    const socket = this.#socket;
    this.#socket = null;
    this.#ready = false;
    this.#reader.free();
    return socket;
  }

  #letGo(): void {
    const socket = this.#release();
    if (socket !== null) leaveToPeer(socket);
  }

  #drop(): void {
    this.#release()?.destroy();
  }

  /** Ends the connection; a request that is on its way gets no answer any more. */
  close(): void {
    this.#exchange = null;
    this.#drop();
    this.#shared.forget(this);
  }
}
