import net from "node:net";
import tls from "node:tls";
import type { Counted } from "./peer-output.ts";

/** What Node's sockets cost when nobody does anything with them: the same GET written again whenever bytes come back, nothing parsed, timed or
 *  judged. No generator on these sockets can be faster. Its only argument is a task as JSON; it prints `{"requests":…,"failed":…}`. */

export type FloorTask = { url: string; connections: number; seconds: number };

const { url, connections, seconds }: FloorTask = JSON.parse(process.argv[2] ?? "");
const { hostname, host, port, protocol } = new URL(url);
const secureContext = protocol === "https:" ? tls.createSecureContext() : null;
const request = `GET / HTTP/1.1\r\nhost: ${host}\r\nuser-agent: floor\r\naccept: */*\r\n\r\n`;
const buffer = Buffer.allocUnsafe(64 * 1024);
const counted: Counted = { requests: 0, failed: 0 };

function connect(): net.Socket {
  // The target's answers are small: one comes in one piece.
  const callback = () => {
    counted.requests++;
    socket.write(request);
    return true;
  };
  const options = { host: hostname, port: Number(port), onread: { buffer, callback } };
  const socket: net.Socket = secureContext === null ? net.connect(options) : tls.connect({ ...options, secureContext });
  socket.setNoDelay(true);
  socket.once(secureContext === null ? "connect" : "secureConnect", () => socket.write(request));
  socket.on("error", () => {
    counted.failed++;
  });
  return socket;
}

const sockets = Array.from({ length: connections }, connect);
setTimeout(() => {
  for (const socket of sockets) socket.destroy();
  console.log(JSON.stringify(counted));
}, seconds * 1000);
