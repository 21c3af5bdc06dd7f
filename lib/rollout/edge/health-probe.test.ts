import assert from "node:assert/strict";
import http from "node:http";
import type { AddressInfo } from "node:net";
import test, { after, before } from "node:test";
import { probeHealth } from "./health-probe.ts";

const asked: string[] = [];
const server = http.createServer((request, response) => {
  asked.push(request.url ?? "");
  if (request.url === "/silent") return;
  const status = Number(request.url?.slice(1));
  response.writeHead(status, status === 302 ? { location: "/200" } : {}).end();
});
before(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
after(() => {
  server.closeAllConnections();
  server.close();
});
const at = (place: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${place}`;

test("2xx is healthy and nothing else is: no redirect is followed, and nobody is waited for longer than 2 s", async () => {
  const cases: [url: string, healthy: boolean, says: string][] = [
    [at("/200"), true, "status 200"],
    [at("/204"), true, "status 204"],
    [at("/302"), false, "status 302"],
    [at("/404"), false, "status 404"],
    [at("/503"), false, "status 503"],
    [at("/silent"), false, "nothing came back in 2 s"],
    ["http://127.0.0.1:1/", false, "nothing listens there"],
  ];
  const probed = await probeHealth(cases.map(([url]) => url));
  assert.deepEqual(
    probed.map(({ name, healthy, says }) => [name, healthy, says]),
    cases,
  );
  assert.equal(asked.filter((url) => url === "/200").length, 1);
  assert.deepEqual(
    probed.map(({ latencyMs }) => latencyMs === null),
    cases.map(([, , says]) => !says.startsWith("status")),
  );
});
