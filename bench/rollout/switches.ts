import { openDriver } from "#lib/rollout/edge/open-driver.ts";
import { haproxyRig } from "#lib/rollout/testing/rigs.ts";
import { head, lineOf, loaded } from "./loads.ts";

// 20 switches back and forth under load, by weights and by a map, against the same load straight to a legacy server. See bench/README.md.

const seconds = 6;
const percents = [100, 0, 50, 100, 10, 0, 25, 75, 0, 100, 0, 100, 50, 0, 1, 99, 0, 100, 33, 0];
const startsMs = 800;

type Rig = Awaited<ReturnType<typeof haproxyRig>>;

/** Spread over the middle of the load; how long each took, in ms. */
async function switched(rig: Rig): Promise<number[]> {
  const driver = openDriver(rig.source);
  const tookMs: number[] = [];
  await new Promise((resolve) => setTimeout(resolve, startsMs));
  const everyMs = ((seconds - 1.5) * 1_000) / percents.length;
  for (const newPercent of percents) {
    const due = performance.now() + everyMs;
    const change = { newPercent, expected: "any" as const, reason: "bench", requestId: "r", deadlineMs: 10_000 };
    const applied = await driver.apply(change);
    if (!applied.ok) throw new Error(`${applied.error}: ${applied.says}`);
    tookMs.push(applied.tookMs);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
  }
  return tookMs;
}

const rigs = await Promise.all([haproxyRig("weights"), haproxyRig("map")]);
try {
  const [first] = rigs;
  if (first === undefined) throw new Error("no HAProxy");
  const directly = await loaded(first.backends["old-1"].port, seconds);
  const lines = [lineOf("straight to a legacy server", directly, directly)];
  const took: string[] = [];
  for (const rig of rigs) {
    await rig.reset();
    lines.push(lineOf(`${rig.name}, nothing moved`, await loaded(rig.haproxy.port, seconds), directly));
    const [seen, tookMs] = await Promise.all([loaded(rig.haproxy.port, seconds), switched(rig)]);
    lines.push(lineOf(`${rig.name}, ${percents.length} switches`, seen, directly));
    tookMs.sort((a, b) => a - b);
    took.push(
      `${rig.name}: a switch took ${tookMs[10]?.toFixed(0)} ms in the median, ${tookMs.at(-1)?.toFixed(0)} ms at most`,
    );
  }
  lines.push(
    lineOf("straight to a legacy server, once more", await loaded(first.backends["old-1"].port, seconds), directly),
  );
  console.log([head, ...lines, "", ...took].join("\n"));
} finally {
  await Promise.all(rigs.map((rig) => rig.stop()));
}
