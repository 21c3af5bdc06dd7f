import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import test, { after } from "node:test";
import { Agent, request } from "undici";
import { waitFor } from "../../platform/testing/wait-for.ts";
import { haproxyRig } from "../testing/rigs.ts";
import { openDriver } from "./open-driver.ts";

/** The promises to the site, against a real HAProxy: no request is lost by switching, and a reload undoes nothing. */

const rigs = [await haproxyRig("weights"), await haproxyRig("map")];
after(() => Promise.all(rigs.map((one) => one.stop())));

const change = (newPercent: number) => ({
  ...{ newPercent, expected: "any" as const, reason: "a test", requestId: "a-request", deadlineMs: 20_000 },
});

for (const rig of rigs) {
  const driver = openDriver(rig.source);

  test(`${rig.name}: no request fails through 20 switches back and forth`, async (t) => {
    await rig.reset();
    const load = aLoad(rig.haproxy.port);
    t.after(() => load.stop());
    const percents = [100, 0, 50, 100, 10, 0, 25, 75, 0, 100, 0, 100, 50, 0, 1, 99, 0, 100, 33, 0];
    for (const percent of percents) {
      const seen = load.count();
      const done = await driver.apply(change(percent));
      assert.ok(done.ok, JSON.stringify(done));
      await load.reaches(seen + 110);
    }
    const { sent, failures, seconds } = await load.stop();
    t.diagnostic(`${sent} requests, ${Math.round(sent / seconds)} a second, ${failures.length} failed`);
    assert.deepEqual(failures, []);
    assert.ok(sent >= 2_000);
  });

  test(`${rig.name}: a reload undoes nothing`, async () => {
    await rig.reset();
    for (const percent of [25, 100, 0, 50]) {
      const done = await driver.apply(change(percent));
      assert.ok(done.ok, JSON.stringify(done));
      await rig.haproxy.reload();
      const read = await driver.read();
      assert.deepEqual([read.ok, read.ok && read.reality.newPercent], [true, percent]);
      if (percent % 100 === 0) assert.equal(await rig.comeToNew(100), percent);
    }
  });
}

test("without the state file a reload would undo it: it is the file that keeps it", async () => {
  const [rig] = rigs;
  assert.ok(rig);
  await rig.reset();
  assert.ok((await openDriver(rig.source).apply(change(0))).ok);
  const unkept = openDriver({ ...rig.source, stateFile: null });
  assert.ok((await unkept.apply(change(100))).ok);
  await rig.haproxy.reload();
  const read = await unkept.read();
  assert.equal(read.ok && read.reality.newPercent, 0);
});

test("a map or a key that HAProxy does not know: refused, and nothing is changed", async () => {
  const [, rig] = rigs;
  assert.ok(rig?.source.map);
  await rig.reset();
  const { map } = rig.source;
  const cases = [
    [{ ...map, file: `${map.file}.not` }, /^HAProxy has no map .*\.not\.$/],
    [{ ...map, key: "nobody" }, /^HAProxy's map .* does not say one value for nobody\.$/],
  ] as const;
  for (const [given, says] of cases)
    for (const percent of [50, 0]) {
      const done = await openDriver({ ...rig.source, map: given }).apply(change(percent));
      assert.deepEqual([done.ok, !done.ok && done.error], [false, "REFUSED"]);
      assert.match(done.ok ? "" : done.says, says);
    }
  assert.equal(await rig.comeToNew(50), 0);
});

test("in a map's file only the one key changes", async () => {
  const [, rig] = rigs;
  assert.ok(rig);
  assert.ok((await openDriver(rig.source).apply(change(42))).ok);
  assert.equal(readFileSync(path.join(rig.haproxy.folder, "kept", "cut-over.map"), "utf8"), "other 7\nnew 42\n");
});

/** Half over connections that are kept, half over new ones, by an open schedule of 220 a second. Anything but a backend's own answer with 200
 *  is a failure. */
function aLoad(port: number) {
  // It lets go of an idle connection before HAProxy does (10 s), so that neither meets the other on the way.
  const kept = new Agent({ connections: 20, pipelining: 1, keepAliveTimeout: 5_000 });
  const startedMs = performance.now();
  const failures: string[] = [];
  const open = new Set<Promise<void>>();
  let [sent, answered] = [0, 0];
  const ask = async (isKept: boolean) => {
    const dispatcher = isKept ? kept : new Agent({ pipelining: 0 });
    try {
      const { statusCode, body } = await request(`http://127.0.0.1:${port}/`, { dispatcher });
      const text = await body.text();
      if (statusCode !== 200 || !/^(old|new)-[12]$/.test(text)) failures.push(`${statusCode} ${text}`);
    } catch (error) {
      failures.push(String(error));
    } finally {
      answered++;
      if (!isKept) await dispatcher.close();
    }
  };
  const everyMs = 1_000 / 220;
  let dueMs = startedMs;
  const timer = setInterval(() => {
    // After a stop of this whole process it does not ask for all that it missed at once.
    for (const now = performance.now(); dueMs <= now; dueMs = Math.max(dueMs + everyMs, now - 20)) {
      const asked: Promise<void> = ask(sent++ % 2 === 0).finally(() => open.delete(asked));
      open.add(asked);
    }
  }, 5);
  const ended = async () => {
    clearInterval(timer);
    const seconds = (performance.now() - startedMs) / 1_000;
    await Promise.all(open);
    await kept.close();
    return { sent, failures, seconds };
  };
  let ending: ReturnType<typeof ended> | null = null;
  return {
    count: () => answered,
    reaches: (count: number) => waitFor("the load goes on", () => answered >= count),
    stop: () => {
      ending ??= ended();
      return ending;
    },
  };
}
