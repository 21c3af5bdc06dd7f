import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type IncomingMessage, request as plainRequest } from "node:http";
import { request as tlsRequest } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { connect as tlsConnect } from "node:tls";
import { selfMade } from "#lib/load/edge/testing/certificate.ts";
import { waitFor } from "../testing/wait-for.ts";
import { secureServer } from "./secure-server.ts";

type Answer = { status: number; headers: IncomingMessage["headers"]; body: string; certificate: string };

async function started(t: TestContext, limits = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), "gantry-https-"));
  const files = { certFile: path.join(folder, "cert.pem"), keyFile: path.join(folder, "key.pem") };
  const write = ({ cert, key }: { cert?: string; key?: string }) => {
    if (cert !== undefined) writeFileSync(files.certFile, cert);
    if (key !== undefined) writeFileSync(files.keyFile, key);
  };
  const first = selfMade();
  write(first);
  const said: string[] = [];
  const options = {
    files,
    limits,
    ownUrl: "https://gantry.plant.example",
    everyMs: 5,
    says: (line: string) => said.push(line),
  };
  const server = secureServer(options, async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    response.end(`${request.method} ${request.url} ${Buffer.concat(parts).length}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true });
  });
  return { port: (server.address() as AddressInfo).port, first, write, said };
}

type Asked = { port: number; method?: string; path?: string; host?: string; body?: string };

function ask(
  scheme: "http" | "https",
  { port, method = "GET", path: target = "/", host, body }: Asked,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = host === undefined ? {} : { host };
    const options = { host: "127.0.0.1", port, method, path: target, headers, agent: false as const };
    const taken = (response: IncomingMessage) => {
      let text = "";
      const socket = response.socket as Partial<import("node:tls").TLSSocket>;
      const certificate = socket.getPeerX509Certificate?.()?.fingerprint256 ?? "";
      response.setEncoding("utf8").on("data", (part: string) => (text += part));
      const { statusCode: status = 0, headers: answered } = response;
      response.once("end", () => resolve({ status, headers: answered, body: text, certificate }));
    };
    const asked =
      scheme === "http" ? plainRequest(options, taken) : tlsRequest({ ...options, rejectUnauthorized: false }, taken);
    asked.once("error", reject).end(body);
  });
}

const nameOf = ({ cert }: { cert: string }) => new X509Certificate(cert).fingerprint256;

test("served by HTTPS, bodies and all, and HSTS with it", async (t) => {
  const { port, first } = await started(t);
  const large = "x".repeat(300_000);
  const answer = await ask("https", { port, method: "POST", path: "/a?b=1", body: large });
  assert.deepEqual([answer.status, answer.body], [200, "POST /a?b=1 300000"]);
  assert.equal(answer.certificate, nameOf(first));
  assert.equal(answer.headers["strict-transport-security"], "max-age=31536000");
});

test("plain HTTP on the same port is sent to https, and nothing else is answered to it", async (t) => {
  const { port } = await started(t);
  const cases: [asked: Omit<Asked, "port">, location: string][] = [
    [{ path: "/p/wall?x=1", host: `localhost:${port}` }, `https://localhost:${port}/p/wall?x=1`],
    [{ path: "/a", host: `127.0.0.1:${port}` }, `https://127.0.0.1:${port}/a`],
    [{ path: "/a", host: "elsewhere.example" }, "https://gantry.plant.example/a"],
    [
      { method: "POST", path: "/api/v1/runs", host: "localhost", body: "x".repeat(200_000) },
      "https://localhost/api/v1/runs",
    ],
  ];
  for (const [asked, location] of cases) {
    const answer = await ask("http", { port, ...asked });
    assert.deepEqual([answer.status, answer.headers.location], [308, location]);
    assert.equal(answer.headers["strict-transport-security"], undefined, "HSTS counts by HTTPS only (RFC 6797, 7.2)");
  }
});

test("what is neither ends, and the server goes on", async (t) => {
  const { port } = await started(t);
  for (const bytes of ["\x16\x03\x01garbage", "\x00\x00\x00", "GARBAGE\r\n\r\n", "\x16"]) {
    const socket = connect(port, "127.0.0.1");
    const gone = new Promise((resolve) => socket.once("close", resolve).on("error", () => {}));
    socket.resume().end(Buffer.from(bytes, "latin1"));
    await gone;
  }
  assert.equal((await ask("https", { port })).status, 200);
});

test("a request by HTTPS that never ends its head is cut off", async (t) => {
  const { port } = await started(t, { headersTimeout: 30, requestTimeout: 30, connectionsCheckingInterval: 10 });
  const socket = tlsConnect({ port, host: "127.0.0.1", rejectUnauthorized: false });
  const answered = new Promise<string>((resolve) => socket.once("data", (bytes) => resolve(String(bytes))));
  socket.write("GET / HTTP/1.1\r\nhost: x\r\n");
  assert.match(await answered, /^HTTP\/1\.1 408 /);
});

test("a renewed pair is taken without a restart; open connections stay", async (t) => {
  const { port, write, said } = await started(t);
  const open = tlsConnect({ port, host: "127.0.0.1", rejectUnauthorized: false });
  await new Promise((resolve) => open.once("secureConnect", resolve));
  const renewed = selfMade();
  write({ cert: renewed.cert });
  await waitFor("half a renewal told", () => said.some((line) => /does not belong to the certificate/.test(line)));
  write({ key: renewed.key });
  await waitFor("the renewal told", () => said.some((line) => /^The renewed certificate is in use/.test(line)));
  assert.equal((await ask("https", { port })).certificate, nameOf(renewed));
  const late = new Promise<string>((resolve) => open.once("data", (bytes) => resolve(String(bytes))));
  open.write("GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
  assert.match(await late, /^HTTP\/1\.1 200 /);
});

test("a broken renewal keeps the old pair and is told once", async (t) => {
  const { port, first, write, said } = await started(t);
  for (const broken of [{ cert: "nothing" }, { cert: first.cert, key: selfMade().key }]) {
    said.length = 0;
    write(broken);
    await waitFor("told", () => said.length > 0);
    assert.match(said[0] ?? "", /^\S.* HTTPS goes on with the certificate from before\.$/);
    assert.equal((await ask("https", { port })).certificate, nameOf(first));
  }
  const before = said.length;
  write({ key: first.key, cert: `${first.cert}\n` });
  await waitFor("the whole pair taken again", () => said.some((line) => /in use/.test(line)));
  assert.deepEqual(said.slice(0, before).filter((line) => /before/.test(line)).length, 1);
});
