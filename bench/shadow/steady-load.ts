import net from "node:net";

/** A steady rate of GETs over kept-alive connections, sent when due whatever comes back. Its only argument is a task as JSON; it prints one line
 *  of JSON. Latency is from writing to the last byte; who still waits 1 s after the last one was sent is blocked. */

export type SteadyTask = { port: number; ratePerSecond: number; seconds: number; connections: number };
export type SteadyResult = { n: number; errors: number; blocked: number; p50Ms: number; p99Ms: number };

const { port, ratePerSecond, seconds, connections }: SteadyTask = JSON.parse(process.argv[2] ?? "");
const request = "GET /lots/17 HTTP/1.1\r\nHost: bench\r\nAccept: application/json\r\nUser-Agent: bench/1.0\r\n\r\n";
const blockedMs = 1_000;
/** The first second is for compilers. */
const warmUpMs = 1_000;
const latencies: number[] = [];
let errors = 0;
let over = false;

type Line = { send(): boolean; waits(): boolean };

function line(): Line {
  const socket = net.connect({ port, host: "127.0.0.1", noDelay: true });
  let sentAt = 0;
  let [expected, received] = [0, 0];
  const fail = () => {
    if (!over) errors++;
  };
  socket.on("error", fail);
  socket.on("end", fail);
  socket.on("data", (bytes: Buffer) => {
    if (expected === 0) {
      const head = bytes.indexOf("\r\n\r\n");
      const length = Number(/content-length: (\d+)/i.exec(bytes.toString("latin1", 0, head))?.[1]);
      if (!bytes.toString("latin1", 0, 12).startsWith("HTTP/1.1 200") || Number.isNaN(length)) errors++;
      expected = head + 4 + length;
    }
    received += bytes.length;
    if (received < expected) return;
    const now = performance.now();
    if (now > startedAt + warmUpMs) latencies.push(now - sentAt);
    [sentAt, expected, received] = [0, 0, 0];
  });
  return {
    send: () => {
      if (sentAt !== 0) return false;
      sentAt = performance.now();
      socket.write(request);
      return true;
    },
    waits: () => sentAt !== 0,
  };
}

const lines = Array.from({ length: connections }, line);
let startedAt = Number.POSITIVE_INFINITY;
let sent = 0;
let turn = 0;

function sendNext(): void {
  for (let tries = 0; tries < lines.length; tries++) if (lines[turn++ % lines.length]?.send()) return;
}

function tick(): void {
  const now = performance.now();
  const due = Math.floor(((now - startedAt) * ratePerSecond) / 1000);
  while (sent < due) {
    sent++;
    sendNext();
  }
  if (now - startedAt < seconds * 1000 + warmUpMs) setImmediate(tick);
  else setTimeout(end, blockedMs);
}

/** Whoever waits now has waited for as long as that since the last request was sent. */
function end(): void {
  over = true;
  latencies.sort((a, b) => a - b);
  const at = (q: number) => latencies[Math.min(latencies.length - 1, Math.floor(q * latencies.length))] ?? 0;
  const blocked = lines.filter((one) => one.waits()).length;
  const result: SteadyResult = { n: latencies.length, errors, blocked, p50Ms: at(0.5), p99Ms: at(0.99) };
  console.log(JSON.stringify(result));
  process.exit(0);
}

setTimeout(() => {
  startedAt = performance.now();
  tick();
}, 300);
