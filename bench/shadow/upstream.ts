import net, { type AddressInfo, type Socket } from "node:net";

/** A system that answers each GET with 2 KB of JSON (`/large` with 5 MB), or fails in one way. Its arguments: which, and `healthy` when it fails
 *  only from SIGUSR2 on; each further SIGUSR2 heals it or makes it fail again. It prints its port. Raw sockets: it has to cost less than what
 *  stands before it. */

export type Fault = "none" | "hangs" | "dead" | "slow" | "garbage" | "resets" | "never ends";

const fault = (process.argv[2] ?? "none") as Fault;
let failing = process.argv[3] !== "healthy";
const body = JSON.stringify({ id: 17, lot: "LOT-17", rows: "x".repeat(2_000) });
const answerOf = (text: string) =>
  Buffer.from(`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text}`);
const answer = answerOf(body);
const largeAnswer = answerOf(JSON.stringify({ rows: "x".repeat(5 * 1024 * 1024) }));
const requestEnd = Buffer.from("\r\n\r\n");
/** Longer than the mirror waits by enough that it is no toss-up. */
const slowMs = 5_500;
const endless = Buffer.alloc(16 * 1024, "x");
/** Those who wait for an answer: they get it once it is healed. */
const waiting = new Set<Socket>();
const open = new Set<Socket>();

function pour(socket: Socket): void {
  if (!socket.writable || !failing) return void socket.destroy();
  if (socket.write(endless)) setImmediate(() => pour(socket));
  else socket.once("drain", () => pour(socket));
}

function answerWaiting(socket: Socket): void {
  if (waiting.delete(socket) && socket.writable) socket.write(answer);
}

const act: Record<Fault, (socket: Socket) => void> = {
  none: (socket) => void socket.write(answer),
  hangs: (socket) => void waiting.add(socket),
  slow: (socket) => {
    waiting.add(socket);
    setTimeout(() => answerWaiting(socket), slowMs);
  },
  dead: (socket) => void socket.destroy(),
  garbage: (socket) => void socket.write("\x00\xff no HTTP \r\n\r\n"),
  resets: (socket) => void socket.write(answer.subarray(0, 500), () => socket.resetAndDestroy()),
  "never ends": (socket) => {
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    pour(socket);
  },
};

const server = net.createServer({ noDelay: true }, (socket) => {
  open.add(socket);
  socket.on("error", () => {});
  socket.on("close", () => {
    open.delete(socket);
    waiting.delete(socket);
  });
  socket.on("data", (bytes: Buffer) => {
    if (bytes.length > 10 && bytes.toString("latin1", 4, 10) === "/large") return void socket.write(largeAnswer);
    // No body is ever sent here; requests may come several at once.
    for (let at = bytes.indexOf(requestEnd); at >= 0; at = bytes.indexOf(requestEnd, at + 1))
      act[failing ? fault : "none"](socket);
  });
});

process.on("SIGUSR2", () => {
  failing = !failing;
  if (!failing) for (const socket of waiting) answerWaiting(socket);
  if (fault !== "dead") return;
  if (!failing) server.listen(port, "127.0.0.1");
  else {
    server.close();
    for (const socket of open) socket.destroy();
  }
});

// Dead, it is a process all the same.
setInterval(() => {}, 1_000_000);
let port = 0;
server.listen(0, "127.0.0.1");
server.once("listening", () => {
  port = (server.address() as AddressInfo).port;
  console.log(port);
  if (fault === "dead" && failing) server.close();
});
