import path from "node:path";
import { logFault } from "#lib/platform/log.ts";
import { programArgs } from "#lib/platform/program.ts";
import { startMirrorService } from "#lib/shadow/edge/mirror/mirror-service.ts";

// The mirror: `gantry mirror [FILE]`. It needs its own folder only, neither database nor web; its recorder, a process of its own, looks for the
// database. Asked to end (SIGTERM), it lets requests under way finish; asked again, it ends at once.

/** As a child of `npm start`, which is gone within 5 s, only the practice plant's clients are behind it. */
const drainMs = process.send === undefined ? 30_000 : 1_000;

const folder = path.join(path.resolve(process.env["GANTRY_DATA"] ?? "./data"), "mirror");
const [configFile = null] = process.argv.slice(3);

// Whatever goes wrong beside a connection must not end the connections.
process.on("uncaughtException", (error) => logFault("the mirror goes on", error));
process.on("unhandledRejection", (error) => logFault("the mirror goes on", error));

try {
  const service = await startMirrorService({
    folder,
    configFile,
    recorderCommand: (args) => ({
      file: process.execPath,
      args: [...programArgs("bin/mirror-recorder.ts"), ...args],
    }),
    onLine: (line) => console.log(line),
  });
  console.log(`mirror: listens on ${service.address.host}:${service.address.port}; figures: ${service.adminSocket}`);
  process.send?.({ ready: true });
  let asked = false;
  const leave = () => {
    if (asked) process.exit(1);
    asked = true;
    void service.stop(drainMs).then(() => process.exit(0));
  };
  process.on("SIGTERM", leave);
  process.on("SIGINT", leave);
  process.on("disconnect", leave);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
