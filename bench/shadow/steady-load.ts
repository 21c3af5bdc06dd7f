import net from "node:net";

/** A steady rate of GETs over kept-alive connections, sent when due whatever comes back. Its only argument is a task as JSON; it prints one line
 *  of JSON. Latency is from writing to the last byte; who still waits 1 s after the last one was sent is blocked. */

export type SteadyTask = {
  port: number;
  ratePerSecond: number;
  seconds: number;
  connections: number;
  /** Each so-manieth request asks for 5 MB; its own latency is left out. */
  largeEvery?: number;
  /** Each latency with its time too. */
  samples?: boolean;
};
/** `samples`: ms since `startedAt` (epoch ms) at which a request was sent, and its latency in µs, one after the other. */
export type SteadyResult = {
  n: number;
  errors: number;
  blocked: number;
  p50Ms: number;
  p99Ms: number;
  startedAt: number;
  samples: number[];
};

const { port, ratePerSecond, seconds, connections, largeEvery, samples }: SteadyTask = JSON.parse(
  process.argv[2] ?? "",
);
const requestFor = (path: string) =>
  `GET ${path} HTTP/1.1\r\nHost: bench\r\nAccept: application/json\r\nUser-Agent: bench/1.0\r\n\r\n`;
const request = requestFor("/lots/17");
const largeRequest = requestFor("/large");
const blockedMs = 1_000;
/** The first half second is for compilers. */
const warmUpMs = 500;
const latencies: number[] = [];
const sampled: number[] = [];
let errors = 0;
let over = false;

type Line = { send(large: boolean): boolean; waits(): boolean };

function line(): Line {
  const socket = net.connect({ port, host: "127.0.0.1", noDelay: true });
  let sentAt = 0;
  let [expected, received, isLarge] = [0, 0, false];
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
    if (now > startedAt + warmUpMs && !isLarge) note(sentAt, now);
    [sentAt, expected, received] = [0, 0, 0];
  });
  return {
    send: (large) => {
      if (sentAt !== 0) return false;
      sentAt = performance.now();
      isLarge = large;
      socket.write(large ? largeRequest : request);
      return true;
    },
    waits: () => sentAt !== 0,
  };
}

function note(sentAt: number, now: number): void {
  latencies.push(now - sentAt);
  if (samples === true) sampled.push(Math.round(sentAt - startedAt), Math.round((now - sentAt) * 1_000));
}

const lines = Array.from({ length: connections }, line);
let startedAt = Number.POSITIVE_INFINITY;
let startedEpochMs = 0;
let sent = 0;
let turn = 0;
let told = false;
process.on("SIGTERM", () => {
  told = true;
});

function sendNext(): void {
  const large = largeEvery !== undefined && sent % largeEvery === 0;
  for (let tries = 0; tries < lines.length; tries++) if (lines[turn++ % lines.length]?.send(large)) return;
}

function tick(): void {
  const now = performance.now();
  const due = Math.floor(((now - startedAt) * ratePerSecond) / 1000);
  while (sent < due) {
    sent++;
    sendNext();
  }
  if (!told && now - startedAt < seconds * 1000 + warmUpMs) setImmediate(tick);
  else setTimeout(end, blockedMs);
}

/** Whoever waits now has waited for as long as that since the last request was sent. */
function end(): void {
  over = true;
  latencies.sort((a, b) => a - b);
  const at = (q: number) => latencies[Math.min(latencies.length - 1, Math.floor(q * latencies.length))] ?? 0;
  const blocked = lines.filter((one) => one.waits()).length;
  const figures = { n: latencies.length, errors, blocked, p50Ms: at(0.5), p99Ms: at(0.99) };
  const result: SteadyResult = { ...figures, startedAt: startedEpochMs, samples: sampled };
  console.log(JSON.stringify(result));
  process.exit(0);
}

setTimeout(() => {
  startedAt = performance.now();
  startedEpochMs = Date.now();
  tick();
}, 300);
