import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { textOf } from "./a-mirror.ts";

/** The mirror as it is started by `gantry mirror`: a process with a folder of its own, and a database only when it is given one. */

export type Started = { child: ChildProcess; output(): string };
export type Service = Started & { port: number; admin(method: string, target: string, body?: unknown): Promise<Told> };
type Told = { status: number; text: string; json: Record<string, unknown> };

const root = path.resolve(import.meta.dirname, "../../../../..");

export function aFolder(t: TestContext): string {
  const folder = fs.mkdtempSync(path.join(tmpdir(), "gantry-mirror-"));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a configuration into the folder and answers its name. */
export function aConfigFile(folder: string, config: unknown): string {
  const file = path.join(folder, "given.json");
  fs.writeFileSync(file, JSON.stringify(config));
  return file;
}

type Given = { folder: string; args?: readonly string[]; appUrl?: string };

export function startProcess(t: TestContext, { folder, args = [], appUrl }: Given): Started {
  const env: NodeJS.ProcessEnv = { ...process.env, GANTRY_DATA: folder };
  delete env["DATABASE_URL"];
  delete env["GANTRY_APP_DATABASE_URL"];
  if (appUrl !== undefined) env["GANTRY_APP_DATABASE_URL"] = appUrl;
  const command = [path.join(root, "bin/gantry.mjs"), "mirror", ...args];
  // From elsewhere: a service's working folder is not ours.
  const child = spawn(process.execPath, command, { env, cwd: tmpdir(), stdio: ["ignore", "pipe", "pipe"] });
  t.after(() => child.kill("SIGKILL"));
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  return { child, output: () => output };
}

export async function aService(t: TestContext, given: Given): Promise<Service> {
  const { child, output } = startProcess(t, given);
  await waitFor("the mirror to listen", () => {
    assert.equal(child.exitCode, null, output());
    return output().includes("listens on");
  });
  const [, port] = /listens on 127\.0\.0\.1:(\d+)/.exec(output()) ?? [];
  const socketPath = path.join(given.folder, "mirror", "admin.sock");
  return { child, output, port: Number(port), admin: (...asked) => tell(socketPath, ...asked) };
}

function tell(socketPath: string, method: string, target: string, body?: unknown): Promise<Told> {
  return new Promise((resolve, reject) => {
    const request = http.request({ socketPath, method, path: target, agent: false }, (answer) => {
      textOf(answer).then((text) => resolve({ status: answer.statusCode ?? 0, text, json: JSON.parse(text) }), reject);
    });
    request.on("error", reject);
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
