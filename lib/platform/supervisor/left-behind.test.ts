import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { freePort } from "../free-port.ts";
import { portsToBe } from "./left-behind.ts";

/** A port that is taken until `leave` is called, and a data folder. */
async function aTakenPort(t: TestContext) {
  const folder = mkdtempSync(path.join(tmpdir(), "gantry-test-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const port = await freePort();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  t.after(() => server.close());
  return { folder, port, leave: () => server.close() };
}

test("after a start that was killed, a port that its processes still hold is waited for", async (t) => {
  const { folder, port, leave } = await aTakenPort(t);
  portsToBe(folder);
  const free = portsToBe(folder).isFree(port);
  setImmediate(leave);
  assert.equal(await free, true);
});

test("where nothing was killed, a port that is taken is taken: nobody waits", async (t) => {
  const { folder, port, leave } = await aTakenPort(t);
  const cases: [what: string, before: () => void][] = [
    ["the first start", () => {}],
    ["the last start ended in order", () => portsToBe(folder).noteEnd()],
  ];
  for (const [what, before] of cases) {
    before();
    const ports = portsToBe(folder);
    assert.equal(await ports.isFree(port), false, what);
    ports.noteEnd();
  }
  leave();
});
