import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startTestServer } from "../lib/platform/testing/database.ts";
import { end, freePort, until } from "./gantry.ts";
import { databaseIn } from "./own-database.ts";

/** Gantry's processes, each started alone as in a cluster, on one database that nobody has set up. */

export type Part = { url: string; child: ChildProcess; output(): string };

export type GantryParts = {
  databaseUrl: string;
  /** A process with a data folder of its own; a web process answers when this resolves. */
  start(name: "web" | "runner" | "keeper"): Promise<Part>;
  /** Ends all of them; the database goes away. */
  stop(): Promise<void>;
};

const root = path.resolve(import.meta.dirname, "..");
const readyAfterMs = 60_000;

export async function gantryParts(): Promise<GantryParts> {
  const given = process.env["GANTRY_TEST_DATABASE_URL"];
  const server = given === undefined ? await startTestServer() : { ownerUrl: given, stop: async () => {} };
  const folder = mkdtempSync(path.join(tmpdir(), "gantry-parts-"));
  const database = await databaseIn(server.ownerUrl, folder);
  const parts: Part[] = [];
  return {
    databaseUrl: database.env.DATABASE_URL,
    start: async (name) => {
      const part = await startPart(name, { ...database.env, GANTRY_DATA: mkdtempSync(path.join(folder, `${name}-`)) });
      parts.push(part);
      if (name === "web") await answers(part);
      return part;
    },
    stop: async () => {
      await Promise.all(parts.map(({ child }) => end(child)));
      await database.drop();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startPart(name: string, env: Record<string, string>): Promise<Part> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ["bin/gantry.mjs", name], {
    cwd: root,
    env: { ...process.env, ...env, GANTRY_PORT: String(port), GANTRY_URL: url, NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      output += chunk;
    });
  return { url, child, output: () => output };
}

async function answers({ url, child, output }: Part): Promise<void> {
  const holds = async () => {
    if (child.exitCode !== null) throw new Error(`It left with ${child.exitCode}:\n${output()}`);
    return output().includes("answers at") && (await fetch(`${url}/healthz`)).ok;
  };
  await until(holds, readyAfterMs, () => `It does not answer:\n${output()}`);
}
