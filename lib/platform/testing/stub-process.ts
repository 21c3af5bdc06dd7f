import { createServer } from "node:http";
import { leaveWhenAsked } from "#lib/platform/leave.ts";

/** Stands in for web, runner, keeper and the plant where a test is about the supervisor: listens where it is told, says what it was
 *  told, and keeps the stream open. With STUB_STUBBORN it does not leave when asked. */

export function listenHere(port: string | undefined): void {
  if (port === undefined) return;
  createServer((_request, response) => {
    response.write(`${JSON.stringify({ pid: process.pid, env: process.env })}\n`);
  }).listen(Number(port), "127.0.0.1");
}

listenHere(process.env["GANTRY_PLANT_LEGACY_PORT"]);
listenHere(process.env["GANTRY_PLANT_NEW_PORT"]);
console.log(`stub ${process.pid}`);
setInterval(() => {}, 1000);

if (process.env["STUB_STUBBORN"] === "yes")
  for (const signal of ["SIGTERM", "disconnect"]) process.on(signal, () => {});
else leaveWhenAsked(async () => {});
