import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import test from "node:test";
import { promisify } from "node:util";
import { type Attempt, printAttempts } from "./testing/many-connections.ts";
import { answerOf, rawPeer } from "./testing/raw-peer.ts";

const openFiles = 60;
const connections = 100;
const program = new URL("./testing/many-connections.ts", import.meta.url).href;

test(`${connections} connections of a process that may open ${openFiles} files: some answered, the rest its own limit`, async (t) => {
  const peer = await rawPeer(t, ({ socket }) => void socket.write(answerOf(200)));
  const script = `import("${program}").then((there) => there.${printAttempts.name}(${peer.port}, ${connections}))`;
  const command = `ulimit -n ${openFiles} && exec "$0" --import tsx --eval "$1"`;
  const { stdout } = await promisify(execFile)("sh", ["-c", command, process.execPath, script], { timeout: 60_000 });
  const attempts: Attempt[] = JSON.parse(stdout);
  const refused = attempts.filter(({ error }) => error !== null);
  assert.equal(attempts.length, connections);
  assert.ok(refused.length >= connections - openFiles, `${refused.length} refused`);
  assert.ok(refused.length < connections, "some are answered");
  for (const { error, detail } of refused) {
    assert.equal(error, "generator limit", detail);
    assert.match(detail, /EMFILE.*its own limit, no error of the target/);
  }
});
