import assert from "node:assert/strict";
import { renameSync, writeFileSync } from "node:fs";
import test, { after } from "node:test";
import type { RolloutAct } from "./core/acts.ts";
import { openDriver } from "./edge/open-driver.ts";
import { rollBackWithoutDatabase } from "./roll-back-without-database.ts";
import { memorySwitch } from "./testing/a-rollout.ts";
import { commandRig, haproxyRig, type Rig } from "./testing/rigs.ts";

/** The way back against real switches, while things are wrong: it is tried again until it is there, and nothing is said that is not. */

const weights = await haproxyRig("weights");
const map = await haproxyRig("map");
const command = await commandRig();
const rigs: Rig[] = [weights, map, command];
after(() => Promise.all(rigs.map((one) => one.stop())));

type Went = { isBack: boolean; acts: RolloutAct[]; lines: string[] };

const mostTries = 20;

/** `onTrouble`: mends it, after a part that did not succeed was told. */
async function wentBack(driver: ReturnType<typeof openDriver>, onTrouble: () => void = () => {}): Promise<Went> {
  const [acts, lines]: [RolloutAct[], string[]] = [[], []];
  const stop = new AbortController();
  const keep = (act: RolloutAct) => {
    acts.push(act);
    if (act.do === "back-phase" && !act.isGood) onTrouble();
    // What does not come to an end by itself is a failure to be seen.
    if (partsOf(acts).length > mostTries) stop.abort();
  };
  const says = (line: string) => void lines.push(line);
  const isBack = await rollBackWithoutDatabase({ driver, keep, says, reason: "", now: Date.now, stop: stop.signal });
  return { isBack, acts, lines };
}

const partsOf = (acts: readonly RolloutAct[]) =>
  acts.flatMap((act) => (act.do === "back-phase" ? [`${act.phase} ${act.isGood}`] : []));

test("without a database it is the keeper's way: a switch that reads back otherwise is asked again, not only read again", async () => {
  const driver = memorySwitch();
  driver.percent = 50;
  const { apply } = driver;
  let lies = 1;
  driver.apply = async (change) => {
    const made = await apply(change);
    if (lies-- > 0) driver.percent = 50;
    return made;
  };
  const { isBack, acts } = await wentBack(driver);
  assert.ok(isBack);
  assert.deepEqual([driver.asked, driver.percent], [[0, 0], 0]);
  assert.deepEqual(partsOf(acts), [
    ...["detect true", "decide true", "switch true", "verify false"],
    ...["switch true", "verify true", "drain true"],
  ]);
});

test("who asks it to stop is told that it is not back", async () => {
  const driver = memorySwitch();
  driver.percent = 50;
  const stop = new AbortController();
  driver.fails = ["UNREACHABLE"];
  const keep = (act: RolloutAct) => (act.do === "back-phase" && act.phase === "switch" ? stop.abort() : undefined);
  const asked = { driver, keep, says: () => {}, reason: "", now: Date.now, stop: stop.signal };
  assert.equal(await rollBackWithoutDatabase(asked), false);
  assert.deepEqual(driver.asked, [0]);
});

async function halfOver(rig: Rig) {
  await rig.reset();
  const driver = openDriver(rig.source);
  const change = { newPercent: 50, expected: "any" as const, reason: "a test", requestId: "r", deadlineMs: 20_000 };
  const applied = await driver.apply(change);
  assert.ok(applied.ok, JSON.stringify(applied));
  return driver;
}

async function isOnLegacy(rig: Rig): Promise<void> {
  const read = await openDriver(rig.source).read();
  assert.deepEqual([read.ok, read.ok && read.reality.newPercent], [true, 0]);
  assert.equal(await rig.comeToNew(50), 0);
}

for (const rig of rigs) {
  test(`${rig.name}: the new system is gone altogether, and that holds nothing up`, async () => {
    const driver = await halfOver(rig);
    const ours = [rig.backends["new-1"], rig.backends["new-2"]];
    await Promise.all(ours.map((one) => one.goAway()));
    try {
      const { isBack, acts } = await wentBack(driver);
      assert.ok(isBack);
      assert.ok(partsOf(acts).every((part) => part.endsWith("true")));
      await isOnLegacy(rig);
    } finally {
      await Promise.all(ours.map((one) => one.comeBack()));
    }
  });

  test(`${rig.name}: the legacy system does not answer well: nothing is moved onto it, until it does`, async () => {
    const driver = await halfOver(rig);
    const old = [rig.backends["old-1"], rig.backends["old-2"]];
    for (const one of old) one.health = 503;
    const { isBack, acts, lines } = await wentBack(driver, () => {
      for (const one of old) one.health = 200;
    });
    assert.ok(isBack);
    const failed = acts.find((act) => act.do === "switch-failed");
    assert.equal(failed?.do === "switch-failed" && failed.error, "TARGET_UNHEALTHY");
    assert.match(
      lines.join("\n"),
      /^switch: The legacy system was asked directly and does not answer well: .*it is tried again\.$/m,
    );
    await isOnLegacy(rig);
  });
}

for (const rig of [weights, map])
  test(`${rig.name}: HAProxy's socket is gone for a while`, async () => {
    const driver = await halfOver(rig);
    const { socket } = rig.haproxy;
    renameSync(socket, `${socket}.away`);
    const { isBack, lines } = await wentBack(driver, () => renameSync(`${socket}.away`, socket));
    assert.ok(isBack);
    assert.match(lines.join("\n"), /^switch: HAProxy's socket .*: there is no such file\. .*it is tried again\.$/m);
    await isOnLegacy(rig);
  });

test("a command that hangs, refuses, or does half: each is told as what it is, and tried again", async () => {
  const cases: [how: string, says: RegExp][] = [
    ["hang", /^switch: The apply command did not end in time and was ended\. It still is at 50 %\./m],
    ["refuse", /^switch: The apply command ended with exit 3: the balancer is locked\. It still is at 50 %\./m],
    ["half", /^switch: The switch took the change\. It now is at 25 %\. \(only a part of the change was made\)/m],
    ["lie", /^switch: The switch took the change\. It still is at 50 %\. \(the switch says it is done/m],
  ];
  for (const [how, says] of cases) {
    await halfOver(command);
    assert.ok(command.source.driver === "command");
    const driver = openDriver({ ...command.source, deadlineSeconds: how === "hang" ? 5 : 20 });
    const mode = (one: string) => writeFileSync(`${command.state}.mode`, one);
    mode(how);
    const { isBack, lines } = await wentBack(driver, () => mode("well"));
    assert.ok(isBack, `${how}:\n${lines.join("\n")}`);
    assert.match(lines.join("\n"), says);
    await isOnLegacy(command);
  }
});
