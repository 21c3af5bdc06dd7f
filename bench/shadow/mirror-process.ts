import { startMirror } from "#lib/shadow/edge/mirror/mirror.ts";
import { linkRecorder } from "#lib/shadow/edge/mirror/recorder-link.ts";
import { MirrorConfig } from "#lib/shadow/input/mirror-config.ts";

/** One mirror as the service runs it, with a recorder that throws everything away: what is measured is what stands between client and legacy.
 *  Its only argument is a task as JSON; it prints its port. */

export type MirrorTask = { legacyPort: number; candidatePort: number | null };

const { legacyPort, candidatePort }: MirrorTask = JSON.parse(process.argv[2] ?? "");
const config = MirrorConfig.parse({
  pilot: "bench",
  listen: { port: 0 },
  legacy: `http://127.0.0.1:${legacyPort}`,
  candidate: candidatePort === null ? null : { url: `http://127.0.0.1:${candidatePort}` },
  mirroring: candidatePort !== null,
});
const link = linkRecorder({ command: { file: "/bin/sh", args: ["-c", "exec cat > /dev/null"] }, onLine: () => {} });
const mirror = await startMirror({ config, record: (exchange) => link.record(exchange) });
console.log(mirror.address().port);
process.on("SIGTERM", () => {
  console.error(JSON.stringify({ ...mirror.figures(), rss: process.memoryUsage.rss() }));
  void link.close(500).then(() => process.exit(0));
});
