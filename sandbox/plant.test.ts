import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import test, { type TestContext } from "node:test";

type Ports = { legacyPort: number; newPort: number };

function startPlant(t: TestContext, env: Record<string, string> = {}): ChildProcess {
  const child = fork(new URL("./plant.ts", import.meta.url), {
    execArgv: ["--import", "tsx"],
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  t.after(() => child.kill("SIGKILL"));
  return child;
}

async function portsOf(child: ChildProcess): Promise<Ports> {
  const [ports]: Ports[] = await once(child, "message");
  assert.ok(ports !== undefined);
  return ports;
}

const leaving: [string, (child: ChildProcess) => void][] = [
  ["asked by SIGTERM", (child) => child.kill("SIGTERM")],
  ["its starter is gone", (child) => child.disconnect()],
];
for (const [why, leave] of leaving)
  test(`both systems answer, and leave when ${why}`, async (t) => {
    const child = startPlant(t);
    const { legacyPort, newPort } = await portsOf(child);
    assert.notEqual(legacyPort, newPort);
    for (const port of [legacyPort, newPort]) {
      const answer = await fetch(`http://127.0.0.1:${port}/health`, { headers: { connection: "close" } });
      assert.equal(answer.status, 200);
      await answer.text();
    }
    leave(child);
    assert.deepEqual(await once(child, "exit"), [0, null]);
  });

test("a port that is taken ends it with an error", async (t) => {
  const { legacyPort } = await portsOf(startPlant(t));
  const second = startPlant(t, { GANTRY_PLANT_LEGACY_PORT: String(legacyPort) });
  assert.deepEqual(await once(second, "exit"), [1, null]);
});
