import fs from "node:fs";
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import net from "node:net";
import path from "node:path";
import type { MirrorConfig } from "../../input/mirror-config.ts";

/** Figures and configuration of a running mirror, on a socket in its folder: who may open the folder may ask. */

export type AdminOptions = {
  figures(): unknown;
  config(): MirrorConfig;
  /** Rejects with a sentence when the configuration cannot be used. */
  apply(given: unknown): Promise<void>;
};

const mostConfigBytes = 1024 * 1024;

/** What the kernel takes (unix(7): 108 with the closing zero; less on other systems). */
const mostPathBytes = process.platform === "linux" ? 107 : 103;

/** Throws a sentence when no socket can have such a path. */
export function refuseLong(file: string): void {
  const bytes = Buffer.byteLength(file);
  if (bytes <= mostPathBytes) return;
  throw new Error(
    `The socket ${file} would have a path of ${bytes} bytes, and ${mostPathBytes} is the most. Set GANTRY_DATA to a folder with a shorter path.`,
  );
}

/** Rejects with a sentence when another mirror answers there already. */
export async function refuseSecond(file: string): Promise<void> {
  if (await answers(file)) throw new Error(`Another mirror runs on ${path.dirname(file)}.`);
}

export async function startAdmin(file: string, options: AdminOptions): Promise<{ close(): Promise<void> }> {
  // Left behind by one that was killed.
  fs.rmSync(file, { force: true });
  const server = http.createServer((request, response) => {
    answer(request, response, options).catch((error: unknown) => {
      sendJson(response, 422, { detail: error instanceof Error ? error.message : String(error) });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(file, resolve);
  });
  fs.chmodSync(file, 0o600);
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answers(file: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(file);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

async function answer(request: IncomingMessage, response: ServerResponse, options: AdminOptions): Promise<void> {
  const asked = `${request.method} ${request.url}`;
  if (asked === "GET /figures") sendJson(response, 200, options.figures());
  else if (asked === "GET /config") sendJson(response, 200, withoutCredentials(options.config()));
  else if (asked === "PUT /config") {
    await options.apply(JSON.parse(await bodyOf(request)));
    sendJson(response, 200, withoutCredentials(options.config()));
  } else sendJson(response, 404, { detail: "There are GET /figures, GET /config and PUT /config." });
}

/** Says that there is a value, not which. */
function withoutCredentials(config: MirrorConfig): MirrorConfig {
  const hide = (one: MirrorConfig["candidate"]) =>
    one && {
      ...one,
      headers: one.headers.map(({ header, value }) => ({
        header,
        value: typeof value === "string" ? "[secret]" : value,
      })),
    };
  return { ...config, candidate: hide(config.candidate), twin: hide(config.twin) };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of request.setEncoding("utf8")) {
    text += part;
    if (text.length > mostConfigBytes) throw new Error("A configuration is not as large as that.");
  }
  return text;
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(`${JSON.stringify(body)}\n`);
}
