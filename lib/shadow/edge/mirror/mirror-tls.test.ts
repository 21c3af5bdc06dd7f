import assert from "node:assert/strict";
import fs from "node:fs";
import https from "node:https";
import { type AddressInfo, connect as plainConnect } from "node:net";
import path from "node:path";
import test, { type TestContext } from "node:test";
import tls from "node:tls";
import { type Certificate, selfMade } from "#lib/load/edge/testing/certificate.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { aMirror, aServer, fetchOne, type Got, textOf } from "./testing/a-mirror.ts";
import { aFolder } from "./testing/a-service.ts";

const made = selfMade();

/** An HTTPS server that says which name it was asked by. */
async function aSecureServer(t: TestContext, certificate: Certificate, says: string): Promise<number> {
  const server = https.createServer({ key: certificate.key, cert: certificate.cert }, (request, answer) => {
    answer.end(`${says} ${(request.socket as tls.TLSSocket).servername || "no name"}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

function files(t: TestContext, certificate: Certificate) {
  const folder = aFolder(t);
  const [certFile, keyFile] = [path.join(folder, "cert.pem"), path.join(folder, "key.pem")];
  fs.writeFileSync(certFile, certificate.cert);
  fs.writeFileSync(keyFile, certificate.key);
  return { certFile, keyFile };
}

function fetchSecure(port: number, ca: string, { method = "GET", path: target = "/", body = "" } = {}): Promise<Got> {
  return new Promise((resolve, reject) => {
    const options = { host: "127.0.0.1", port, method, path: target, ca, servername: "localhost", agent: false };
    const request = https.request(options, (answer) => {
      textOf(answer).then(
        (text) => resolve({ status: answer.statusCode ?? 0, body: text, headers: answer.headers }),
        reject,
      );
    });
    request.on("error", reject);
    request.end(body);
  });
}

test("legacy and the new system by https with a private authority: under their names, and compared", async (t) => {
  const legacyPort = await aSecureServer(t, made, "legacy");
  const candidatePort = await aSecureServer(t, made, "new");
  const { certFile } = files(t, made);
  const config = {
    ca: certFile,
    legacy: `https://localhost:${legacyPort}`,
    candidate: { url: `https://localhost:${candidatePort}` },
  };
  const { port, recorded } = await aMirror(t, { legacyPort, config });
  assert.equal((await fetchOne(port, {})).body, "legacy localhost");
  await waitFor("the exchange", () => recorded.length === 1);
  const body = recorded[0]?.candidate?.body.bytes;
  assert.deepEqual([Buffer.from(body ?? []).toString(), recorded[0]?.notCompared], ["new localhost", null]);
});

test("by https and address: the certificate has to name it", async (t) => {
  const candidatePort = await aSecureServer(t, made, "new");
  const legacyPort = await aServer(t, (_, answer) => answer.end("legacy"));
  const config = { ca: files(t, made).certFile, candidate: { url: `https://127.0.0.1:${candidatePort}` } };
  const { port, recorded } = await aMirror(t, { legacyPort, config });
  await fetchOne(port, {});
  await waitFor("the exchange", () => recorded.length === 1);
  assert.equal(recorded[0]?.candidate?.status, 200);
});

const untrusted: [what: string, certificate: Certificate, known: boolean][] = [
  ["an unknown authority", made, false],
  ["another name", selfMade("other.example.org"), true],
];
for (const [what, certificate, known] of untrusted)
  test(`a new system with a certificate of ${what} is not asked, a legacy one not connected`, async (t) => {
    const securePort = await aSecureServer(t, certificate, "secret");
    const legacyPort = await aServer(t, (_, answer) => answer.end("legacy"));
    const ca = known ? files(t, certificate).certFile : null;
    const secure = `https://localhost:${securePort}`;
    const asked = await aMirror(t, { legacyPort, config: { ca, candidate: { url: secure } } });
    assert.equal((await fetchOne(asked.port, {})).body, "legacy");
    await waitFor("the exchange", () => asked.recorded.length === 1);
    assert.deepEqual([asked.recorded[0]?.notCompared, asked.recorded[0]?.candidate], ["no-answer", null]);
    const behind = await aMirror(t, { legacyPort, config: { ca, legacy: secure } });
    await assert.rejects(fetchOne(behind.port, {}));
  });

test("clients by TLS: legacy's answers as they are, kept alive, large, half-closed; no TLS gets no answer", async (t) => {
  const large = "x".repeat(3_000_000);
  const legacyPort = await aServer(t, async (request, answer) => {
    const body = await textOf(request);
    answer.end(request.url === "/large" ? large : `legacy ${body.length}`);
  });
  const { port, recorded } = await aMirror(t, { legacyPort, config: { tls: files(t, made) } });
  assert.equal((await fetchSecure(port, made.cert, { path: "/large" })).body, large);
  const posted = await fetchSecure(port, made.cert, { method: "POST", body: large });
  assert.equal(posted.body, "legacy 3000000");
  assert.match(await halfClosed(port), /^HTTP\/1\.1 200 OK[\s\S]*legacy 0$/);
  await waitFor("all of them", () => recorded.length === 3);
  assert.equal(await plainly(port), "");
});

/** A client that has nothing more to say, and still listens. */
function halfClosed(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { host: "127.0.0.1", port, ca: made.cert, servername: "localhost", allowHalfOpen: true };
    const socket = tls.connect(options, () => socket.end("GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"));
    let text = "";
    socket.setEncoding("latin1").on("data", (part: string) => {
      text += part;
    });
    socket.on("end", () => resolve(text));
    socket.on("error", reject);
  });
}

function plainly(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = plainConnect(port, "127.0.0.1", () => socket.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n"));
    let text = "";
    socket.setEncoding("latin1").on("data", (part: string) => {
      // A TLS alert is no answer.
      text += part.includes("HTTP") ? part : "";
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(text));
  });
}

test("a renewed certificate is taken while it runs; one that cannot be read changes nothing", async (t) => {
  const legacyPort = await aServer(t, (_, answer) => answer.end("legacy"));
  const at = files(t, made);
  const { mirror, config, port } = await aMirror(t, { legacyPort, config: { tls: at } });
  const renewed = selfMade();
  fs.writeFileSync(at.certFile, renewed.cert);
  await assert.rejects(mirror.apply(config), /should hold a certificate and its key/);
  assert.equal((await fetchSecure(port, made.cert)).body, "legacy");
  fs.writeFileSync(at.keyFile, renewed.key);
  await mirror.apply(config);
  assert.equal((await fetchSecure(port, renewed.cert)).body, "legacy");
  await assert.rejects(fetchSecure(port, made.cert), /self-signed|certificate/);
  await assert.rejects(mirror.apply({ ...config, tls: null }), /another port/);
  await assert.rejects(mirror.apply({ ...config, ca: "/nowhere", legacy: "https://localhost" }), /nowhere/);
});
