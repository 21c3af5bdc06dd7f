import { type ChildProcess, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs";
import net, { type AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { startMirror } from "#lib/shadow/edge/mirror/mirror.ts";
import { MirrorConfig } from "#lib/shadow/input/mirror-config.ts";

/** A registry that npm talks to, behind the mirror: packages are published, looked at, searched and installed through it, and what stood on
 *  the wire before the mirror and behind it is compared byte for byte.
 *
 *    mkdir FOLDER
 *    echo '{"dependencies":{"verdaccio":"5.29.2"},"overrides":{"node-fetch":"2.6.7"}}' > FOLDER/package.json
 *    npm install --prefix FOLDER --ignore-scripts
 *    node --import tsx bench/soak/mirror-verdaccio.ts FOLDER
 *
 *  Ends with 1 after three minutes at the latest.
 */

const packages = 8;
const installsAtOnce = 4;
const bigBytes = 6 * 1024 * 1024;
const limitMs = 180_000;
/** Whatever was started, so that nothing outlives us. */
const children = new Set<ChildProcess>();

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "mirror-verdaccio-"));
const home = path.resolve(process.argv[2] ?? "");
const program = path.join(home, "node_modules/verdaccio/bin/verdaccio");
if (process.argv[2] === undefined || !fs.existsSync(program)) {
  console.error("Name a folder in which verdaccio is installed, as the head of this file says.");
  process.exit(1);
}

type Stream = { sent: string; got: string; bytes: number };

/** Passes connections on and sums up what went each way; one line a connection. */
async function tee(to: number): Promise<{ port: number; streams: Stream[]; close(): void }> {
  const streams: Stream[] = [];
  const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const upstream = net.connect({ host: "127.0.0.1", port: to, allowHalfOpen: true, noDelay: true });
    const [sent, got] = [createHash("sha256"), createHash("sha256")];
    let bytes = 0;
    client.on("data", (part) => {
      sent.update(part);
      bytes += part.length;
    });
    upstream.on("data", (part) => {
      got.update(part);
      bytes += part.length;
    });
    for (const socket of [client, upstream]) socket.on("error", () => socket.destroy());
    client.pipe(upstream);
    upstream.pipe(client);
    client.on("close", () => {
      upstream.destroy();
      streams.push({ sent: sent.digest("hex"), got: got.digest("hex"), bytes });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: (server.address() as AddressInfo).port, streams, close: () => server.close() };
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function startRegistry(name: string): Promise<{ port: number; stop(): void }> {
  const port = await freePort();
  const file = path.join(folder, `${name}.yaml`);
  const open = "{access: $all, publish: $all, unpublish: $all}";
  const lines = [
    `storage: ${folder}/${name}`,
    `auth: {htpasswd: {file: ${folder}/${name}-people}}`,
    `packages: {'**': ${open}}`,
    "max_body_size: 50mb",
    "log: {type: stdout, format: json, level: fatal}",
  ];
  fs.writeFileSync(file, lines.join("\n"));
  const args = [program, "--config", file, "--listen", `127.0.0.1:${port}`];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
  children.add(child);
  const answers = () =>
    fetch(`http://127.0.0.1:${port}/-/ping`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await answers())) {
    if (child.exitCode !== null) throw new Error(`verdaccio ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { port, stop: () => child.kill() };
}

async function npm(args: readonly string[], where: string, port: number): Promise<string> {
  const own = [`--registry=http://127.0.0.1:${port}/`, `--//127.0.0.1:${port}/:_authToken=none`];
  const quiet = ["--no-audit", "--no-fund", "--no-update-notifier", `--cache=${where}/.cache`];
  const child = spawn("npm", [...args, ...own, ...quiet], { cwd: where, stdio: ["ignore", "pipe", "pipe"] });
  children.add(child);
  let [output, errors] = ["", ""];
  child.stdout.on("data", (part) => {
    output += part;
  });
  child.stderr.on("data", (part) => {
    errors += part;
  });
  const code = await new Promise((resolve) => child.once("close", resolve));
  children.delete(child);
  if (code !== 0) throw new Error(`npm ${args.join(" ")} ended with ${code}: ${errors}`);
  return output;
}

function place(name: string, manifest: Record<string, unknown>): string {
  const where = path.join(folder, name);
  fs.mkdirSync(where);
  fs.writeFileSync(path.join(where, "package.json"), JSON.stringify(manifest));
  return where;
}

const nameOf = (nth: number) => `gantry-proof-${nth}`;

/** Each needs the one before it; the last is large. Answers what the large one holds. */
async function publishAll(port: number): Promise<Buffer> {
  const big = randomBytes(bigBytes);
  for (let nth = 0; nth < packages; nth++) {
    const dependencies = nth === 0 ? {} : { [nameOf(nth - 1)]: "1.0.0" };
    const where = place(`package-${nth}`, { name: nameOf(nth), version: "1.0.0", dependencies });
    fs.writeFileSync(path.join(where, "index.js"), `module.exports = ${nth};\n`);
    if (nth === packages - 1) fs.writeFileSync(path.join(where, "big.bin"), big);
    await npm(["publish"], where, port);
  }
  return big;
}

async function installOne(nth: number, port: number, big: Buffer): Promise<void> {
  const last = nameOf(packages - 1);
  const where = place(`install-${nth}`, { name: "installs", version: "1.0.0", dependencies: { [last]: "1.0.0" } });
  await npm(["install"], where, port);
  const there = fs.readdirSync(path.join(where, "node_modules")).filter((name) => name.startsWith("gantry-proof-"));
  if (there.length !== packages) throw new Error(`${there.length} packages were installed, not ${packages}`);
  if (!fs.readFileSync(path.join(where, "node_modules", last, "big.bin")).equals(big))
    throw new Error("The large package came out different.");
}

/** As a bag: connections end in another order behind the mirror than before it. */
function unlike(one: readonly Stream[], other: readonly Stream[]): number {
  const left = other.map((stream) => JSON.stringify(stream));
  return one.filter((stream) => {
    const at = left.indexOf(JSON.stringify(stream));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  }).length;
}

const late = setTimeout(() => {
  console.error(`It was not over after ${limitMs / 1000} s.`);
  for (const child of children) child.kill("SIGKILL");
  fs.rmSync(folder, { recursive: true, force: true });
  process.exit(1);
}, limitMs);
const [legacy, candidate] = [await startRegistry("legacy"), await startRegistry("candidate")];
const behind = await tee(legacy.port);
const outcomes = { exchanges: 0, answered: 0 };
const config = MirrorConfig.parse({
  ...{ pilot: "proof", listen: { port: 0 }, legacy: `http://127.0.0.1:${behind.port}` },
  ...{ candidate: { url: `http://127.0.0.1:${candidate.port}` }, mirroring: true },
});
const mirror = await startMirror({
  config,
  record: (exchange) => {
    outcomes.exchanges++;
    if (exchange.candidate !== null) outcomes.answered++;
  },
});
const before = await tee(mirror.address().port);
try {
  const big = await publishAll(before.port);
  const seen = await npm(["view", nameOf(0), "version"], folder, before.port);
  const found = await npm(["search", "gantry-proof", "--json"], folder, before.port);
  await Promise.all(Array.from({ length: installsAtOnce }, (_, nth) => installOne(nth, before.port, big)));
  await mirror.drain(2_000);
  while (behind.streams.length < before.streams.length) await new Promise((resolve) => setTimeout(resolve, 20));
  const differing = unlike(before.streams, behind.streams);
  const bytes = before.streams.reduce((sum, stream) => sum + stream.bytes, 0);
  const counts = { connections: before.streams.length, behind: behind.streams.length, differing, bytes };
  console.log(JSON.stringify({ ...counts, ...outcomes, viewed: seen.trim(), found: JSON.parse(found).length }));
  if (differing > 0 || behind.streams.length !== before.streams.length) process.exitCode = 1;
} finally {
  clearTimeout(late);
  for (const one of [before, behind]) one.close();
  for (const one of [legacy, candidate]) one.stop();
  fs.rmSync(folder, { recursive: true, force: true });
}
