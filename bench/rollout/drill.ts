import { systemCtx } from "#lib/platform/ctx.ts";
import { testDatabase } from "#lib/platform/testing/database.ts";
import { advanceStage } from "#lib/rollout/advance-stage.ts";
import { announceBack } from "#lib/rollout/announce-back.ts";
import { beginRollout } from "#lib/rollout/begin-rollout.ts";
import { callBack } from "#lib/rollout/call-back.ts";
import { carryRollout } from "#lib/rollout/carry-rollout.ts";
import { backLimitMs } from "#lib/rollout/core/back-clock.ts";
import { openDriver } from "#lib/rollout/edge/open-driver.ts";
import { lookAtSwitch } from "#lib/rollout/look-at-switch.ts";
import { readRollout } from "#lib/rollout/read-rollout.ts";
import { findOpenRollout, insertVitals } from "#lib/rollout/store.ts";
import { aPlan, aRolloutPilot, tellSwitches } from "#lib/rollout/testing/a-rollout.ts";
import { haproxyRig } from "#lib/rollout/testing/rigs.ts";
import { head, lineOf, loaded } from "./loads.ts";

// The drill under load, over by three stages and back in its seven timed parts, as often as it fits, against the same load straight to a legacy
// server. See bench/README.md.

const seconds = 16;
const database = await testDatabase();
const rig = await haproxyRig("weights");
const ctx = systemCtx(database.connection.db, "bench");
const driver = openDriver(rig.source);
const stop = new AbortController().signal;

function must<T extends { ok: boolean }>(result: T): Extract<T, { ok: true }> {
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result as Extract<T, { ok: true }>;
}

type Of = { pilot: string; pilotId: string };

async function carried({ pilotId }: Of): Promise<void> {
  const healthyNew = async () => (await driver.probe("new")).filter(({ healthy }) => healthy).length;
  const reconcile = async () => ({ isGood: true, says: "Not known." });
  for (;;) {
    const rollout = await findOpenRollout(ctx.db, pilotId);
    const carrying = { ctx, carrier: "bench", driver, healthyNew, reconcile, stop };
    if (rollout === null || (await carryRollout({ ...carrying, rollout })) !== "done") return;
  }
}

/** A person advances and calls at once: what is timed is Gantry, the switch and the systems. */
async function drilled(): Promise<Map<string, number>> {
  const of = await aRolloutPilot(ctx, aPlan);
  const { pilot, pilotId } = of;
  tellSwitches([pilot]);
  must(await beginRollout(ctx, { kind: "drill", version: 1, says: "", isDecided: false, pilot }));
  await lookAtSwitch(ctx, pilotId, { name: aPlan.switch, driver });
  for (const from of [-1, 0, 1]) {
    must(await advanceStage(ctx, { pilot, from }));
    await carried(of);
    const at = new Date(Date.now() + 1);
    await insertVitals(ctx.db, [{ pilotId, side: "new", at, requests: 500, errorRatio: 0, latencyMsP99: 5 }]);
    await carried(of);
  }
  must(await callBack(ctx, { pilot, reason: "drill", decidedInMs: 0, noticedAt: null }));
  await carried(of);
  must(await announceBack(ctx, { pilot, says: "everybody" }));
  const { rollout } = must(await readRollout(ctx, { pilot }));
  const parts = rollout?.state.back?.phases.map((one) => [one.phase, one.endedAt - one.startedAt] as const) ?? [];
  return new Map([...parts, ["until all was seen to be back", rollout?.backTookMs ?? Number.NaN]]);
}

try {
  await rig.reset();
  const directly = await loaded(rig.backends["old-1"].port, seconds / 2);
  const loading = loaded(rig.haproxy.port, seconds);
  const endsMs = performance.now() + (seconds - 3) * 1_000;
  const drills: Map<string, number>[] = [];
  while (performance.now() < endsMs) drills.push(await drilled());
  const seen = await loading;
  console.log([head, lineOf("straight to a legacy server", directly, directly)].join("\n"));
  console.log(lineOf(`through ${drills.length} drills`, seen, directly));
  console.log(`\n| part, of ${drills.length} drills | median | at most |\n| --- | --- | --- |`);
  for (const part of drills[0]?.keys() ?? []) {
    const ms = drills.map((one) => one.get(part) ?? Number.NaN).sort((a, b) => a - b);
    console.log(`| ${part} | ${ms[Math.floor(ms.length / 2)]} ms | ${ms.at(-1)} ms |`);
  }
  console.log(`\nThe promise: ${backLimitMs / 60_000} minutes.`);
} finally {
  await rig.stop();
  await database.close();
}
