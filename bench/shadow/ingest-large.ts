import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { POST } from "#app/api/v1/pilots/[pilot]/exchanges/route.ts";
import { aPerson } from "#lib/access/testing/person.ts";
import { aPlace } from "#lib/load/testing/a-run.ts";
import { useWebConnection } from "#lib/platform/http/web-connection.ts";
import { testDatabase } from "#lib/platform/testing/database.ts";

/** Memory of a process that takes in large bodies, and does nothing else: batches of 7.4 MiB with two bodies of 3.7 MiB, more of them at once than
 *  it takes; every fourth is wrong in its second line. Ends with 1 above 512 MiB.
 *
 *    node --import tsx bench/shadow/ingest-large.ts [batches]
 */

const atOnce = 8;
const mostMiB = 512;
const comeBackMs = 100;
const answer = { status: 200, headers: {}, latencyMs: 1, body: "x".repeat(3.7 * 1024 * 1024) };

if (process.argv[2] === "serve") await serve();
else await measure(Number(process.argv[2] ?? 100));

async function serve(): Promise<void> {
  const database = await testDatabase();
  useWebConnection(database.connection);
  const { cookie } = await aPerson(database.ctx.db, ["lead"]);
  const { pilot } = await aPlace(database.ctx);
  const server = http.createServer(async (asked, answer) => {
    const headers = { host: "gantry.bench", cookie, "content-type": "application/x-ndjson" };
    const body = Readable.toWeb(asked) as ReadableStream<Uint8Array>;
    const init = { method: "POST", headers, body, duplex: "half" };
    const request = new Request(`http://gantry.bench/api/v1/pilots/${pilot}/exchanges`, init);
    const { status } = await POST(request, { params: Promise.resolve({ pilot }) });
    answer.writeHead(status).end();
    asked.resume();
  });
  server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
  process.stdin.resume().once("end", () => void database.close().then(() => process.exit(0)));
}

async function measure(batches: number): Promise<void> {
  const child = spawn(process.execPath, [...process.execArgv, import.meta.filename, "serve"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const port = Number(await new Promise((resolve) => child.stdout.once("data", resolve)));
  const rss = (name: string) => {
    const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
    return Math.round(Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024);
  };
  const startMiB = rss("VmRSS");
  const statuses: Record<number, number> = {};
  let next = 0;
  const sender = async () => {
    for (let nth = next++; nth < batches; nth = next++) await send(port, nth, statuses);
  };
  await Promise.all(Array.from({ length: atOnce }, sender));
  const peakMiB = rss("VmHWM");
  console.log(JSON.stringify({ batches, statuses, startMiB, peakMiB, endMiB: rss("VmRSS") }));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.stdin.end();
  await ended;
  process.exitCode = peakMiB <= mostMiB ? 0 : 1;
}

/** Until it is taken, or refused for good. */
async function send(port: number, nth: number, statuses: Record<number, number>): Promise<void> {
  const exchange = { id: `large-${nth}`, at: new Date().toISOString(), method: "GET", target: "/lots/17" };
  const body = JSON.stringify({ ...exchange, legacy: answer, candidate: answer }) + (nth % 4 === 3 ? "\n{" : "");
  for (;;) {
    const { status } = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body });
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (status !== 429) return;
    await pause(comeBackMs);
  }
}
