import assert from "node:assert/strict";
import test from "node:test";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { watchLoop, watchMachine } from "./self-watch.ts";

function blockFor(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

test("a loop that stands still is seen, and each reading stands for itself", async (t) => {
  const loop = watchLoop();
  t.after(() => loop.stop());
  let stood = false;
  await waitFor("a reading of a loop that stood still", () => {
    stood = !stood;
    if (stood) {
      blockFor(100);
      return false;
    }
    const { loopDelayMsP99, loopUtilisation } = loop.read();
    assert.ok(loopUtilisation >= 0 && loopUtilisation <= 1, `${loopUtilisation}`);
    return loopDelayMsP99 > 50 && loopUtilisation > 0.5;
  });
  let readings = 0;
  await waitFor("a reading of a loop that went on", () => {
    readings++;
    const { loopDelayMsP99, loopUtilisation } = loop.read();
    assert.ok(loopDelayMsP99 >= 0);
    return loopDelayMsP99 < 50 && loopUtilisation < 0.5;
  });
  assert.ok(readings < 8, "what was read before does not linger");
});

test("CPU of the process is told in cores; readings in one go share one", () => {
  const machine = watchMachine();
  assert.deepEqual(machine(), { cpuCores: 0, stealRatio: 0 });
  blockFor(300);
  const { cpuCores, stealRatio } = machine();
  assert.ok(cpuCores > 0 && cpuCores < 64, `${cpuCores}`);
  assert.ok(stealRatio >= 0 && stealRatio <= 1, `${stealRatio}`);
  assert.deepEqual(machine(), { cpuCores, stealRatio });
});
