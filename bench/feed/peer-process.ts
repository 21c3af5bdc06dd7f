import { createServer, type ServerResponse } from "node:http";

/** The least that a Node server must do to send the same: it keeps its answers and writes to each of them. It asks nobody who they are,
 *  remembers nothing, and lets a slow reader grow. */

export type ToPeer = { kind: "sample"; text: string } | { kind: "beats"; text: string };

const open = new Set<ServerResponse>();
let beat = Buffer.from("event: beat\ndata: {}\n\n");

const server = createServer((request, response) => {
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" });
  response.write(beat);
  open.add(response);
  request.once("close", () => open.delete(response));
});

function send(bytes: Buffer): void {
  for (const response of open) response.write(bytes);
}

process.on("message", (message: ToPeer) => {
  if (message.kind === "sample") send(Buffer.from(message.text));
  else beat = Buffer.from(message.text);
});
process.on("disconnect", () => process.exit(0));
setInterval(() => send(beat), 1_000);
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.({ port: typeof address === "object" && address ? address.port : 0 });
});
