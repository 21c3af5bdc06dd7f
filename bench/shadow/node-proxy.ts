import http from "node:http";
import type { AddressInfo } from "node:net";
import { Pool } from "undici";

/** The peer that anyone would write: node:http in front, undici behind, a copy to the new system that nobody waits for. */

const [legacyPort, candidatePort] = process.argv.slice(2);
const legacy = new Pool(`http://127.0.0.1:${legacyPort}`, { connections: 64 });
const candidate = new Pool(`http://127.0.0.1:${candidatePort}`, { connections: 32 });
const mostWaiting = 1_000;
let waiting = 0;
let copied = 0;
let skipped = 0;

type Method = "GET";

const server = http.createServer((request, response) => {
  const asked = { method: request.method as Method, path: request.url ?? "/", headers: request.headers };
  legacy.request(asked).then(
    ({ statusCode, headers, body }) => {
      response.writeHead(statusCode, headers);
      const parts: Buffer[] = [];
      body.on("data", (part: Buffer) => parts.push(part));
      body.pipe(response);
    },
    () => response.destroy(),
  );
  if (waiting >= mostWaiting) {
    skipped++;
    return;
  }
  copied++;
  waiting++;
  candidate
    .request(asked)
    .then(({ body }) => body.arrayBuffer())
    .catch(() => {})
    .finally(() => waiting--);
});
process.on("SIGTERM", () => {
  console.error(JSON.stringify({ copied, skipped }));
  process.exit(0);
});
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
