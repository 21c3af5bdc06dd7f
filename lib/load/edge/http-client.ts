import net from "node:net";
import tls from "node:tls";
import type { ErrorKind } from "../core/frame.ts";
import { errorKind } from "./connection-error.ts";
import type { Answer, ClientOptions, Exchange } from "./http-exchange.ts";
import { type AnswerSink, loadParser, type Parser } from "./http-parser.ts";

/** The load generator's HTTP/1.1 client: one connection of one virtual user, one outstanding request, one write a request. */

/** All connections of a thread share the parser module, the read buffer and one timer. */
export type HttpClient = { connection(): Connection; close(): void };
export type Connection = { send(exchange: Exchange): void; close(): void; busy(): boolean };

const largestBody = 1024 * 1024;
const rawLength = 8192;
const readBufferSize = 64 * 1024;
const checkEveryMs = 20;
const idempotent = new Set(["GET", "HEAD", "PUT", "DELETE"]);

export function httpClient(options: ClientOptions): HttpClient {
  const makeParser = loadParser();
  const readBuffer = Buffer.allocUnsafe(readBufferSize);
  const open = new Set<UserConnection>();
  let turn = 0;
  const shared: Shared = {
    options,
    makeParser,
    readBuffer,
    address: () => options.target.addresses[turn++ % options.target.addresses.length] ?? "",
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
  readBuffer: Buffer;
  address(): string;
  forget(connection: UserConnection): void;
};

class UserConnection implements Connection, AnswerSink {
  readonly #shared: Shared;
  #socket: net.Socket | null = null;
  #parser: Parser | null = null;
  #ready = false;
  #handshake = false;
  /** Requests answered on this socket: a reused one may have been closed by the other side in the meantime. */
  #answered = 0;
  #exchange: Exchange | null = null;
  #retried = false;

  #startedMs = 0;
  #connectFromMs = 0;
  #sentMs = 0;
  #firstByteMs = 0;
  #bytesIn = 0;
  #bytesOut = 0;
  #status = 0;
  #keepAlive = false;
  #chunks: Buffer[] = [];
  #bodyLength = 0;
  #raw: string | null = null;
  #ended = false;

  constructor(shared: Shared) {
    this.#shared = shared;
  }

  busy(): boolean {
    return this.#exchange !== null;
  }

  send(exchange: Exchange): void {
    this.#exchange = exchange;
    this.#retried = false;
    this.#startedMs = this.#shared.options.now();
    this.#begin();
  }

  #begin(): void {
    this.#sentMs = 0;
    this.#firstByteMs = 0;
    this.#bytesIn = 0;
    this.#bytesOut = 0;
    this.#status = 0;
    this.#chunks = [];
    this.#bodyLength = 0;
    this.#raw = null;
    this.#ended = false;
    if (this.#socket !== null && this.#ready) this.#write();
    else if (this.#socket === null) this.#connect();
  }

  #connect(): void {
    const { target } = this.#shared.options;
    this.#ready = false;
    this.#handshake = false;
    this.#answered = 0;
    this.#connectFromMs = this.#shared.options.now();
    this.#parser = this.#shared.makeParser(this);
    const socket = target.servername === null ? this.#plainSocket() : this.#tlsSocket(target.servername);
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("error", (error: NodeJS.ErrnoException) => this.#failed(socket, error));
    socket.on("end", () => this.#closedByPeer(socket));
    socket.on("close", () => this.#closedByPeer(socket));
  }

  #plainSocket(): net.Socket {
    const { readBuffer, address, options } = this.#shared;
    const socket: net.Socket = net.connect({
      host: address(),
      port: options.target.port,
      onread: {
        buffer: readBuffer,
        callback: (length) => {
          this.#read(socket, readBuffer.subarray(0, length));
          return true;
        },
      },
    });
    socket.once("connect", () => this.#connected(socket));
    return socket;
  }

  #tlsSocket(servername: string): net.Socket {
    const { address, options } = this.#shared;
    const socket = tls.connect({
      host: address(),
      port: options.target.port,
      rejectUnauthorized: options.target.verify ?? true,
      ALPNProtocols: ["http/1.1"],
      ...(net.isIP(servername) === 0
        ? { servername }
        : { checkServerIdentity: (_: string, cert: tls.PeerCertificate) => tls.checkServerIdentity(servername, cert) }),
    });
    socket.once("connect", () => {
      this.#handshake = true;
    });
    socket.once("secureConnect", () => this.#connected(socket));
    socket.on("data", (bytes: Buffer) => this.#read(socket, bytes));
    return socket;
  }

  #connected(socket: net.Socket): void {
    if (socket !== this.#socket) return;
    this.#ready = true;
    this.#handshake = false;
    if (this.#exchange !== null && this.#sentMs === 0) this.#write();
  }

  #write(): void {
    const exchange = this.#exchange;
    if (exchange === null || this.#socket === null) return;
    this.#sentMs = this.#shared.options.now();
    this.#bytesOut = Buffer.byteLength(exchange.request);
    this.#socket.write(exchange.request);
  }

  #read(socket: net.Socket, bytes: Buffer): void {
    if (socket !== this.#socket || this.#parser === null) return;
    if (this.#exchange === null || this.#sentMs === 0) {
      // Bytes that nobody asked for: the connection cannot be trusted with the next answer.
      this.#drop();
      return;
    }
    if (this.#firstByteMs === 0) this.#firstByteMs = this.#shared.options.now();
    this.#bytesIn += bytes.length;
    const wrong = this.#parser.execute(bytes);
    if (this.#status >= 400 && this.#raw === null)
      this.#raw = bytes.toString("utf8", 0, Math.min(bytes.length, rawLength));
    if (this.#ended) this.#complete(wrong !== null);
    else if (wrong !== null) this.#fail("protocol", wrong);
    else if (this.#bodyLength > largestBody && this.#exchange?.readsBody)
      this.#fail("answer too large", `The answer is larger than ${largestBody / 1024 / 1024} MiB and has to be read.`);
  }

  onHead(status: number, keepAlive: boolean): boolean {
    this.#status = status;
    this.#keepAlive = keepAlive;
    return this.#exchange?.method === "HEAD";
  }

  onBody(bytes: Uint8Array): void {
    this.#bodyLength += bytes.length;
    if (this.#exchange?.readsBody && this.#bodyLength <= largestBody) this.#chunks.push(Buffer.from(bytes));
  }

  onEnd(): void {
    this.#ended = true;
  }

  #complete(surplus: boolean): void {
    const body = this.#exchange?.readsBody ? bodyText(this.#chunks) : null;
    this.#answered++;
    if (surplus || !this.#keepAlive || this.#shared.options.cold) this.#drop();
    this.#finish({ error: null, detail: "", body });
  }

  #closedByPeer(socket: net.Socket): void {
    if (socket !== this.#socket) return;
    if (this.#exchange !== null && this.#firstByteMs !== 0) this.#parser?.finish();
    this.#keepAlive = false;
    if (this.#exchange === null) this.#drop();
    else if (this.#ended) this.#complete(false);
    else if (this.#handshake) this.#fail("tls", "The connection was closed during the TLS handshake.");
    else this.#failOrRetry("connection reset", "The connection was closed before the answer was whole.");
  }

  #failed(socket: net.Socket, error: NodeJS.ErrnoException): void {
    if (socket !== this.#socket) return;
    const kind = errorKind(error, this.#handshake);
    if (this.#exchange === null) this.#drop();
    else if (kind === "connection reset") this.#failOrRetry(kind, error.message);
    else this.#fail(kind, error.message);
  }

  /** A kept-alive connection that the other side has closed in the meantime is no error of the request's, when not a byte of an answer has
   *  come and the request may be sent twice. */
  #failOrRetry(kind: ErrorKind, detail: string): void {
    const exchange = this.#exchange;
    const stale = this.#answered > 0 && this.#firstByteMs === 0 && !this.#retried;
    if (exchange === null || !stale || !idempotent.has(exchange.method)) {
      this.#fail(kind, detail);
      return;
    }
    this.#retried = true;
    this.#shared.options.onRetry();
    this.#drop();
    this.#begin();
  }

  /** Time-outs, looked at every 20 ms: connect from the connection's start, first byte from sending, whole from the request's start. */
  checkTime(now: number): void {
    if (this.#exchange === null) return;
    const { connectMs, firstByteMs, wholeMs } = this.#shared.options.timeouts;
    if (now - this.#startedMs > wholeMs) this.#fail("time-out whole", `No whole answer within ${wholeMs} ms.`);
    else if (this.#sentMs === 0 && now - this.#connectFromMs > connectMs)
      this.#fail("time-out connect", `No connection within ${connectMs} ms.`);
    else if (this.#sentMs !== 0 && this.#firstByteMs === 0 && now - this.#sentMs > firstByteMs)
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
      status: this.#status,
      raw: this.#raw,
      bytesIn: this.#bytesIn,
      bytesOut: this.#bytesOut,
      sentAtMs: this.#sentMs === 0 ? this.#startedMs : this.#sentMs,
      endedAtMs: this.#shared.options.now(),
    });
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#ready = false;
    this.#parser?.free();
    this.#parser = null;
    socket?.destroy();
  }

  /** Ends the connection; a request that is on its way gets no answer any more. */
  close(): void {
    this.#exchange = null;
    this.#drop();
    this.#shared.forget(this);
  }
}

function bodyText(chunks: readonly Buffer[]): string {
  const [only] = chunks;
  return (chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks)).toString("utf8");
}
