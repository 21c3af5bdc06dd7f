import { startMirror } from "#lib/shadow/edge/mirror/mirror.ts";
import { linkRecorder } from "#lib/shadow/edge/mirror/recorder-link.ts";
import { MirrorConfig } from "#lib/shadow/input/mirror-config.ts";

/** One mirror as the service runs it, with a recorder that throws everything away, on another core where one is given: what is measured is what
 *  stands between client and legacy. Its only argument is a task as JSON; it prints its port, then when the breaker opens and closes. */

export type MirrorTask = { legacyPort: number; candidatePort: number | null; recorderCore?: number | null };
/** A line it prints: `open 1764421200000`. */
export type BreakerLine = `${"open" | "closed"} ${number}`;

const { legacyPort, candidatePort, recorderCore = null }: MirrorTask = JSON.parse(process.argv[2] ?? "");
const config = MirrorConfig.parse({
  pilot: "bench",
  listen: { port: 0 },
  legacy: `http://127.0.0.1:${legacyPort}`,
  candidate: candidatePort === null ? null : { url: `http://127.0.0.1:${candidatePort}` },
  mirroring: candidatePort !== null,
});
const pinned = recorderCore === null ? "" : `taskset -c ${recorderCore} `;
const command = { file: "/bin/sh", args: ["-c", `exec ${pinned}cat > /dev/null`] };
const link = linkRecorder({ command, onLine: () => {} });
const mirror = await startMirror({ config, record: (exchange) => link.record(exchange) });
console.log(mirror.address().port);

const lookEveryMs = 10;
let wasOpen = false;
setInterval(() => {
  const isOpen = mirror.figures().candidate?.breakerOpen === true;
  if (isOpen !== wasOpen) console.log(`${isOpen ? "open" : "closed"} ${Date.now()}` satisfies BreakerLine);
  wasOpen = isOpen;
}, lookEveryMs);
process.on("SIGTERM", () => {
  console.error(JSON.stringify({ ...mirror.figures(), rss: process.memoryUsage.rss() }));
  void link.close(500).then(() => process.exit(0));
});
