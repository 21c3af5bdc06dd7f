import net from "node:net";
import { until } from "./until.ts";

/** Clients of a mirror that look at every byte: the answer has to be the one that legacy gives when asked directly. */

export type Load = {
  port: number;
  /** What legacy answers, whole. */
  expected: Buffer;
  /** Kept connections. */
  connections: number;
  /** Requests a second over the kept ones together. */
  perSecond: number;
  /** Requests a second with a new connection each. */
  newPerSecond: number;
};
export type Asked = { sent: number; answered: number; errors: string[]; longestMs: number };
export type Clients = { figures(): Asked; end(): Promise<Asked> };

const request = "GET /lots/17 HTTP/1.1\r\nHost: soak\r\nAccept: application/json\r\n\r\n";
const tickMs = 5;
const endsWithinMs = 10_000;

export async function answerOf(port: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  const socket = net.connect({ port, host: "127.0.0.1" });
  socket.on("data", (part: Buffer) => void parts.push(part));
  socket.write(request);
  const isWhole = () => {
    const all = Buffer.concat(parts);
    const [, length] = /content-length: (\d+)/i.exec(all.toString("latin1")) ?? [];
    return length !== undefined && all.length === all.indexOf("\r\n\r\n") + 4 + Number(length);
  };
  await until(isWhole, { limitMs: 5_000, says: () => "legacy does not answer" });
  socket.destroy();
  return Buffer.concat(parts);
}

export function startClients(load: Load): Clients {
  const asked: Asked = { sent: 0, answered: 0, errors: [], longestMs: 0 };
  const kept = Array.from({ length: load.connections }, () => new Client(load, asked));
  const fresh = new Set<Client>();
  const startedAt = performance.now();
  let [sentKept, sentNew, turn] = [0, 0, 0];
  const timer = setInterval(() => {
    const seconds = (performance.now() - startedAt) / 1000;
    for (; sentKept < Math.floor(seconds * load.perSecond); sentKept++) kept[turn++ % kept.length]?.ask();
    for (; sentNew < Math.floor(seconds * load.newPerSecond); sentNew++) {
      const client = new Client(load, asked, () => {
        client.close();
        fresh.delete(client);
      });
      fresh.add(client);
      client.ask();
    }
  }, tickMs);
  return {
    figures: () => asked,
    end: async () => {
      clearInterval(timer);
      const whole = () => asked.answered + asked.errors.length >= asked.sent;
      const says = () => `${asked.sent - asked.answered} requests were never answered`;
      await until(whole, { limitMs: endsWithinMs, says });
      for (const client of [...kept, ...fresh]) client.close();
      return asked;
    },
  };
}

/** One connection, one request after the other; what is asked meanwhile waits here. */
class Client {
  readonly #load: Load;
  readonly #asked: Asked;
  readonly #onAnswered: () => void;
  readonly #socket: net.Socket;
  #at = 0;
  #sentAt = 0;
  #waiting = 0;
  #closed = false;

  constructor(load: Load, asked: Asked, onAnswered = () => {}) {
    this.#load = load;
    this.#asked = asked;
    this.#onAnswered = onAnswered;
    this.#socket = net.connect({ port: load.port, host: "127.0.0.1", noDelay: true });
    this.#socket.on("error", ({ message }) => this.#fail(message));
    this.#socket.on("close", () => this.#fail("the connection was closed"));
    this.#socket.on("data", (bytes: Buffer) => this.#take(bytes));
  }

  ask(): void {
    this.#asked.sent++;
    this.#waiting++;
    if (this.#waiting === 1) this.#send();
  }

  #send(): void {
    this.#sentAt = performance.now();
    this.#socket.write(request);
  }

  #take(bytes: Buffer): void {
    const { expected } = this.#load;
    if (!expected.subarray(this.#at, this.#at + bytes.length).equals(bytes)) {
      this.#fail("an answer differs");
      return;
    }
    this.#at += bytes.length;
    if (this.#at < expected.length) return;
    this.#at = 0;
    this.#waiting--;
    this.#asked.answered++;
    this.#asked.longestMs = Math.max(this.#asked.longestMs, performance.now() - this.#sentAt);
    if (this.#waiting > 0) this.#send();
    this.#onAnswered();
  }

  /** Each request that waits is an error of its own, a lost connection one at least. */
  #fail(why: string): void {
    if (this.#closed) return;
    for (let nth = 0; nth < Math.max(1, this.#waiting); nth++) this.#asked.errors.push(why);
    this.close();
  }

  close(): void {
    this.#closed = true;
    this.#socket.destroy();
  }
}
