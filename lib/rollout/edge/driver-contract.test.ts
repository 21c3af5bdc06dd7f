import assert from "node:assert/strict";
import test, { after } from "node:test";
import type { Apply, Driver, DriverError, Reality } from "../core/driver.ts";
import { commandRig, haproxyRig, type Rig } from "../testing/rigs.ts";
import { openDriver } from "./open-driver.ts";

/** What every driver keeps, asked of each against the real thing. */

const rigs: Rig[] = await Promise.all([haproxyRig("weights"), haproxyRig("map"), commandRig()]);
after(() => Promise.all(rigs.map((one) => one.stop())));

let requests = 0;
const to = (newPercent: number, given: Partial<Apply> = {}): Apply => ({
  ...{ newPercent, expected: "any", reason: "a test", requestId: `request-${++requests}`, deadlineMs: 20_000 },
  ...given,
});

async function readOf(driver: Driver): Promise<Reality> {
  const read = await driver.read();
  assert.ok(read.ok, JSON.stringify(read));
  return read.reality;
}

async function mustApply(driver: Driver, change: Apply) {
  const applied = await driver.apply(change);
  assert.ok(applied.ok, JSON.stringify(applied));
  return applied;
}

async function mustFail(driver: Driver, change: Apply, error: DriverError) {
  const applied = await driver.apply(change);
  assert.ok(!applied.ok, `${error} was expected; it was done`);
  assert.equal(applied.error, error, `${applied.says}\n${applied.raw}`);
  assert.match(applied.says, /^[A-Z].*\.$/s);
  return applied;
}

/** Five standard deviations of a binomial count; none at the ends. */
const withinBounds = (seen: number, count: number, percent: number) => {
  const share = percent / 100;
  return Math.abs(seen - count * share) <= 5 * Math.sqrt(count * share * (1 - share));
};

for (const rig of rigs) {
  const driver = openDriver(rig.source);

  test(`${rig.name}: each share is what comes`, async () => {
    await rig.reset();
    let last = (await readOf(driver)).newPercent;
    assert.equal(last, 0);
    for (const percent of [10, 25, 50, 100, 0]) {
      const { before, after: now } = await mustApply(driver, to(percent, { expected: last }));
      assert.deepEqual([before.newPercent, now.newPercent], [last, percent]);
      assert.equal((await readOf(driver)).newPercent, percent);
      const seen = await rig.comeToNew(400);
      assert.ok(withinBounds(seen, 400, percent), `${seen} of 400 at ${percent} %`);
      last = percent;
    }
  });

  test(`${rig.name}: the same twice is the same, also when only the first was expected`, async () => {
    await rig.reset();
    const change = to(25, { expected: 0 });
    await mustApply(driver, change);
    const again = await mustApply(driver, change);
    assert.deepEqual([again.before.newPercent, again.after.newPercent], [25, 25]);
    assert.doesNotMatch(again.raw, /^> set |set 25/m);
  });

  test(`${rig.name}: what is not as expected is not changed; any is`, async () => {
    await rig.reset();
    await mustApply(driver, to(50));
    const { reality } = await mustFail(driver, to(100, { expected: 25 }), "CONFLICT");
    assert.equal(reality?.newPercent, 50);
    assert.equal((await readOf(driver)).newPercent, 50);
    assert.equal((await mustApply(driver, to(0, { expected: "any" }))).after.newPercent, 0);
  });

  test(`${rig.name}: a share that is none is not tried`, async () => {
    await rig.reset();
    for (const percent of [-1, 101, 12.5, Number.NaN]) await mustFail(driver, to(percent), "UNSUPPORTED");
    assert.equal((await readOf(driver)).newPercent, 0);
  });

  test(`${rig.name}: a target that does not answer well gets nothing, and one server of it is enough`, async () => {
    await rig.reset();
    const { "new-1": one, "new-2": other } = rig.backends;
    one.health = 503;
    await mustApply(driver, to(10, { expected: 0 }));
    other.health = 302;
    const failed = await mustFail(driver, to(50), "TARGET_UNHEALTHY");
    assert.match(failed.raw, /status 503[\s\S]*status 302/);
    assert.ok((await driver.probe("new")).every(({ healthy }) => !healthy));
    await Promise.all([one.goAway(), other.goAway()]);
    assert.match((await mustFail(driver, to(50), "TARGET_UNHEALTHY")).says, /nothing listens there/);
    await Promise.all([one.comeBack(), other.comeBack()]);
    one.health = other.health = 200;
    // Away from it, nobody asks it.
    one.health = other.health = 503;
    await mustApply(driver, to(0));
    one.health = other.health = 200;
    assert.ok((await driver.probe("legacy")).every(({ healthy }) => healthy));
  });

  test(`${rig.name}: what the switch itself will not do is refused, and nothing is changed`, async () => {
    await rig.reset();
    await rig.refuseNew();
    for (const percent of [10, 100]) {
      const { reality } = await mustFail(driver, to(percent), "REFUSED");
      assert.equal(reality?.newPercent, 0);
    }
    assert.equal(await rig.comeToNew(50), 0);
  });

  test(`${rig.name}: not there, silent, half done and lying are told apart`, async () => {
    const cases: [how: "gone" | "silent" | "half" | "lie", error: DriverError, left: number | null | "unread"][] = [
      ["gone", "UNREACHABLE", "unread"],
      // A command's silence is in the setting: it is ended, and the other one still says where it is.
      ["silent", "TIMEOUT", rig.source.driver === "command" ? 0 : "unread"],
      ["lie", "VERIFY_MISMATCH", 0],
    ];
    for (const [how, error, left] of cases) {
      await rig.reset();
      const wrong = await rig.wrong(how);
      assert.ok(wrong);
      const startedMs = performance.now();
      const { reality } = await mustFail(openDriver(wrong), to(50, { deadlineMs: 2_000 }), error);
      assert.ok(performance.now() - startedMs < 8_000, `${how} took longer than its deadline and the reading after it`);
      assert.deepEqual(reality === null ? "unread" : reality.newPercent, left, how);
    }
    await rig.reset();
    const half = await rig.wrong("half");
    if (half === null) return;
    const { reality } = await mustFail(openDriver(half), to(50), "PARTIAL");
    assert.ok(reality !== null && reality.newPercent !== 0 && reality.newPercent !== 50);
    await rig.reset();
  });

  test(`${rig.name}: of two at once one holds, and nobody says otherwise than it is`, async () => {
    await rig.reset();
    for (let round = 0; round < 8; round++) {
      const ended = await Promise.all([20, 60].map((percent) => openDriver(rig.source).apply(to(percent))));
      const last = (await readOf(driver)).newPercent;
      assert.ok(last === 20 || last === 60, `it is at ${last}`);
      const said = ended.map((one) => (one.ok ? one.after.newPercent : one.reality?.newPercent));
      assert.ok(said.includes(last), `${last} is what is; ${said} was said`);
      assert.ok(
        said.every((one) => one === 20 || one === 60),
        String(said),
      );
    }
  });
}
