import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { selfMade } from "../../lib/load/edge/testing/certificate.ts";
import { findProgram, type Running, start } from "./children.ts";
import { certificateFiles, countPath, nginxConfig } from "./target-answers.ts";
import { until } from "./wait.ts";

/** The target in its own process, and how many requests it says it has answered. */

export type TargetKind = "nginx" | "own";

export type Target = {
  kind: TargetKind;
  url: string;
  /** Its certificate, to be trusted; null where it is asked without TLS. */
  caFile: string | null;
  /** Requests answered so far, without those that asked for this figure. */
  count(): Promise<number>;
  end(): Promise<void>;
};

const startMs = 10_000;

/** nginx where it is installed, else the server of this folder. */
export function usualTarget(): TargetKind {
  return findProgram("nginx") === null ? "own" : "nginx";
}

/** Starts the target on a free port of the loopback interface, on one core where `core` is given. Rejects with what it said when it does not
 *  answer within 10 s. */
export async function startTarget(kind: TargetKind, core: number | null, tls: "tls" | null = null): Promise<Target> {
  const folder = mkdtempSync(path.join(tmpdir(), "gantry-bench-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  if (tls !== null && kind === "own") throw new Error("TLS needs nginx as the target, which is not installed.");
  const { running, port, tlsPort } = kind === "nginx" ? await startNginx(folder, core, tls) : await startOwn(core);
  const url = `http://127.0.0.1:${port}`;
  let asked = 0;
  const answered = async () => {
    const text = await get(`${url}${countPath}`);
    // nginx says how many it accepted, handled and answered; the last holds this request too.
    return kind === "nginx" ? Number(/\d+ \d+ (\d+)/.exec(text)?.[1]) - ++asked : Number(text);
  };
  await until(() => answered().then(Number.isFinite, () => false), {
    ms: startMs,
    whileTrue: running.alive,
    sentence: () => `the target did not start: ${running.stderr().trim()}`,
  });
  return {
    kind,
    url: tlsPort === null ? url : `https://127.0.0.1:${tlsPort}`,
    caFile: tlsPort === null ? null : path.join(folder, certificateFiles.cert),
    count: answered,
    async end() {
      running.end();
      await running.ended;
      remove();
      process.off("exit", remove);
    },
  };
}

/** `port`: the one without TLS, which is there in any case: for the count. */
type Started = { running: Running; port: number; tlsPort: number | null };

async function startNginx(folder: string, core: number | null, tls: "tls" | null): Promise<Started> {
  const port = await freePort();
  const tlsPort = tls === null ? null : await freePort();
  const config = path.join(folder, "nginx.conf");
  writeFileSync(config, nginxConfig({ port, tlsPort, folder }));
  if (tlsPort !== null) writeCertificate(folder);
  const file = findProgram("nginx") ?? "nginx";
  return { running: start({ file, args: ["-c", config, "-p", folder, "-e", "stderr"] }, core), port, tlsPort };
}

function writeCertificate(folder: string): void {
  const { key, cert } = selfMade();
  writeFileSync(path.join(folder, certificateFiles.key), key);
  writeFileSync(path.join(folder, certificateFiles.cert), cert);
}

async function startOwn(core: number | null): Promise<Started> {
  const file = path.join(import.meta.dirname, "target.ts");
  const running = start({ file: process.execPath, args: ["--import", "tsx", file] }, core);
  await until(() => running.stdout().includes("\n"), {
    ms: startMs,
    whileTrue: running.alive,
    sentence: () => `the target did not start: ${running.stderr().trim()}`,
  });
  return { running, port: Number(running.stdout()), tlsPort: null };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

function get(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent: false, timeout: 2_000 }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      response.once("end", () => resolve(text)).once("error", reject);
    });
    request.once("timeout", () => request.destroy(new Error("the target does not answer"))).once("error", reject);
  });
}
