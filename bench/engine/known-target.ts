import net from "node:net";
import { seededRandom } from "../../lib/load/core/random.ts";
import { goFirst } from "../../lib/load/edge/go-first.ts";
import { type Delay, drawDelay } from "./known-delay.ts";

/** A target that knows what it did: it draws its delays from a seed and keeps when each request came and how long its answer was really held
 *  back; it can stand still once, as in a long garbage collection. Its only argument is a task as JSON. Prints its port. GET /figures answers
 *  all that it kept, GET /count how many requests came. */

export type KnownTask = {
  delay: Delay;
  seed: number;
  /** The process stands still, once. Counted from the first request. */
  stall: { fromMs: number; ms: number } | null;
  /** Every so often answers are held back until the window is over, as behind a lock: known by request, while the process goes on. */
  holding?: { everyMs: number; fromMs: number; ms: number };
};
/** By request in the order they came, or were answered: ms on the target's clock, and ms from a request being read to its answer being written. */
export type Figures = { arrivedMs: number[]; heldMs: number[] };

goFirst(); // others on the machine must not add to what it knows
const { delay, seed, stall, holding }: KnownTask = JSON.parse(process.argv[2] ?? "");
const random = seededRandom(seed);
const arrivedMs: number[] = [];
const heldMs: number[] = [];
const body = '{"status":"healthy"}';
const answer = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
const own = { figures: "GET /figures ", count: "GET /count " };

function standStill(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

function heldBackMs(readMs: number): number {
  if (holding === undefined) return 0;
  const at = (readMs - (arrivedMs[0] ?? readMs)) % holding.everyMs;
  const endMs = holding.fromMs + holding.ms;
  return at >= holding.fromMs && at < endMs ? endMs - at : 0;
}

function rounded(values: readonly number[]): number[] {
  return values.map((value) => Math.round(value * 1_000) / 1_000);
}

function tell(socket: net.Socket, text: string): void {
  socket.end(`HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: ${text.length}\r\n\r\n${text}`);
}

function respondLater(socket: net.Socket): void {
  const readMs = performance.now();
  arrivedMs.push(readMs);
  const respond = () => {
    socket.write(answer, "latin1");
    heldMs.push(performance.now() - readMs);
  };
  const ms = drawDelay(delay, random) + heldBackMs(readMs);
  if (ms > 0) setTimeout(respond, ms);
  else respond();
}

/** One whole request a call: none of the generators sends a body, or a second request before its answer. */
function onRequest(socket: net.Socket, start: string): void {
  if (start === own.figures) {
    const figures: Figures = { arrivedMs: rounded(arrivedMs), heldMs: rounded(heldMs) };
    tell(socket, JSON.stringify(figures));
  } else if (start.startsWith(own.count)) tell(socket, String(arrivedMs.length));
  else {
    if (arrivedMs.length === 0 && stall !== null) setTimeout(() => standStill(stall.ms), stall.fromMs);
    respondLater(socket);
  }
}

const server = net.createServer({ noDelay: true }, (socket) => {
  socket.on("error", () => socket.destroy());
  socket.on("data", (bytes: Buffer) => onRequest(socket, bytes.toString("latin1", 0, own.figures.length)));
});
server.listen({ port: 0, host: "127.0.0.1", backlog: 4_096 }, () => {
  const address = server.address();
  if (typeof address === "object" && address !== null) console.log(address.port);
});
