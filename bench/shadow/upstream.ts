import net, { type Socket } from "node:net";

/** A system that answers each GET with 2 KB of JSON, or fails in one way. Its only argument is which; it prints its port. Raw sockets: it has to
 *  cost less than what stands before it. */

export type Fault = "none" | "hangs" | "slow" | "garbage" | "resets" | "never ends";

const fault = (process.argv[2] ?? "none") as Fault;
const body = JSON.stringify({ id: 17, lot: "LOT-17", rows: "x".repeat(2_000) });
const answer = Buffer.from(
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
);
const requestEnd = Buffer.from("\r\n\r\n");
const slowMs = 5_000;
const endless = Buffer.alloc(16 * 1024, "x");

function pour(socket: Socket): void {
  if (!socket.writable) return;
  if (socket.write(endless)) setImmediate(() => pour(socket));
  else socket.once("drain", () => pour(socket));
}

const act: Record<Fault, (socket: Socket) => void> = {
  none: (socket) => void socket.write(answer),
  hangs: () => {},
  slow: (socket) => void setTimeout(() => socket.writable && socket.write(answer), slowMs),
  garbage: (socket) => void socket.write("\x00\xff no HTTP \r\n\r\n"),
  resets: (socket) => void socket.write(answer.subarray(0, 500), () => socket.resetAndDestroy()),
  "never ends": (socket) => {
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    pour(socket);
  },
};

const server = net.createServer({ noDelay: true }, (socket) => {
  socket.on("error", () => {});
  socket.on("data", (bytes: Buffer) => {
    // No body is ever sent here; requests may come several at once.
    for (let at = bytes.indexOf(requestEnd); at >= 0; at = bytes.indexOf(requestEnd, at + 1)) act[fault](socket);
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address !== null) console.log(address.port);
});
