import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { freePort } from "../../platform/free-port.ts";
import { temporaryFolder } from "../../platform/testing/database.ts";
import { waitFor } from "../../platform/testing/wait-for.ts";

/** Real servers that probes ask in tests: Debian's Redis and Prometheus. */

export type Peer = { port: number; stop(): Promise<void> };

function started(program: string, args: readonly string[]): { child: ChildProcess; stop(): Promise<void> } {
  const child = spawn(program, args, { stdio: "ignore" });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  return { child, stop };
}

export async function aRedis(password?: string): Promise<Peer> {
  const port = await freePort();
  const folder = temporaryFolder();
  const secret = password === undefined ? [] : ["--requirepass", password];
  const own = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder, ...secret];
  const { stop } = started("redis-server", own);
  await listening(port);
  return { port, stop };
}

/** Scrapes `targets` (host:port) under one job once a second. */
export async function aPrometheus(targets: readonly string[], job = "peers"): Promise<Peer> {
  const port = await freePort();
  const folder = temporaryFolder();
  const config = path.join(folder, "prometheus.yml");
  const list = targets.map((one) => JSON.stringify(one)).join(", ");
  writeFileSync(
    config,
    `global: { scrape_interval: 1s, scrape_timeout: 1s }
scrape_configs:
  - job_name: ${job}
    static_configs: [{ targets: [${list}] }]
`,
  );
  mkdirSync(path.join(folder, "data"));
  const { stop } = started("prometheus", [
    `--config.file=${config}`,
    `--storage.tsdb.path=${path.join(folder, "data")}`,
    `--web.listen-address=127.0.0.1:${port}`,
  ]);
  await waitFor("Prometheus has asked its targets", async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/query?query=count(up)`).catch(() => null);
    const read = (await answer?.json().catch(() => null)) as {
      data?: { result?: { value: [number, string] }[] };
    } | null;
    return read?.data?.result?.[0]?.value[1] === String(targets.length);
  });
  return { port, stop };
}

async function listening(port: number): Promise<void> {
  const { connect } = await import("node:net");
  await waitFor(`something listens on ${port}`, () => {
    const socket = connect(port, "127.0.0.1");
    return new Promise<boolean>((resolve) => {
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    }).finally(() => socket.destroy());
  });
}
