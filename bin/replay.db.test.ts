import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import test, { after, before, type TestContext } from "node:test";
import { aPlace } from "#lib/load/testing/a-run.ts";
import { type TestDatabase, testDatabase, testSecret } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { readParity } from "#lib/shadow/read-parity.ts";
import { aSite, aStore, lines, ndjson } from "#lib/shadow/testing/a-replay.ts";
import { found } from "#lib/shadow/testing/a-shadow-pilot.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

/** `gantry replay` as a person types it. */
function aReplay(t: TestContext, args: readonly string[]) {
  const env = { ...process.env, DATABASE_URL: database.ownerUrl, GANTRY_SECRET: testSecret };
  const command = [path.resolve(import.meta.dirname, "gantry.mjs"), "replay", ...args];
  const child = spawn(process.execPath, command, { env, stdio: ["ignore", "pipe", "pipe"] });
  t.after(() => child.kill("SIGKILL"));
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  return { child, output: () => output, closed: once(child, "close") };
}

for (const signal of ["SIGINT", "SIGTERM"] as const)
  test(`${signal} ends a replay in order: it says what was sent and where to go on, and that goes on`, async (t) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "gantry-replay-"));
    t.after(() => fs.rmSync(folder, { recursive: true }));
    const file = path.join(folder, "lots.ndjson");
    fs.writeFileSync(file, ndjson(lines(40)));
    const store = await aStore(t, { first: 17 });
    const { pilot } = await aSite(database.ctx, await aPlace(database.ctx, { baseUrl: store.url }));
    const usual = [file, "--pilot", pilot, "--writes", "all"];
    // As recorded, a second between any two: far from the end.
    const first = aReplay(t, [...usual, "--pace", "2x"]);
    await waitFor("some requests", () => {
      assert.equal(first.child.exitCode, null, first.output());
      return store.heard.length >= 3;
    });
    first.child.kill(signal);
    assert.deepEqual(await first.closed, [130, null], first.output());
    const [, read, recorded] =
      /^(\d+) requests read, (\d+) sent and recorded as replay to warehouse \d+: /.exec(first.output()) ?? [];
    assert.equal(read, recorded, first.output());
    const [, from] =
      /^Stopped before the end; --from (\d+) goes on with the next request\.$/m.exec(first.output()) ?? [];
    assert.equal(Number(from), Number(read) + 1, first.output());
    const stored = async () => found(await readParity(database.ctx, { pilot })).exchanges;
    assert.deepEqual(await stored(), { replayed: Number(read) });
    const rest = aReplay(t, [...usual, "--pace", "max", "--from", from ?? ""]);
    assert.deepEqual(await rest.closed, [0, null], rest.output());
    // A lot that was made before the stop has no name of the new system's after it.
    const unknown = Number(/ (\d+) could not be compared\.$/m.exec(rest.output())?.[1]);
    assert.ok(unknown <= 1, rest.output());
    assert.deepEqual(await stored(), { replayed: 80 - unknown });
  });
