import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import type { Readiness } from "../lib/launch/core/readiness-view.ts";
import { backPhases } from "../lib/rollout/core/acts.ts";
import { type Gantry, startGantry } from "./gantry.ts";
import { complaintsOf, expectNoBarriers, practiceSystem, secondsOf, signIn } from "./journey.ts";
import { post, read } from "./pre-launch-people.ts";
import {
  advance,
  announce,
  base,
  beginDrill,
  endedRun,
  openRolloutPage,
  partsOf,
  patience,
  planRollout,
  rollBack,
  rolloutOf,
  runOf,
  stands,
  startLoad,
  viewOf,
  type Who,
} from "./rollout-acts.ts";
import { type RolloutSite, startRolloutSite } from "./rollout-site.ts";
import { expect, type Page, test } from "./test.ts";

// One story: the practice plant behind a real HAProxy goes over by stages and comes back, whatever of Gantry is killed meanwhile.
test.describe.configure({ mode: "serial" });
test.setTimeout(360_000);

let site: RolloutSite;
let gantry: Gantry;
let haproxyId: string;

test.beforeAll(async () => {
  site = await startRolloutSite();
  gantry = await startGantry({ dataFolder: site.dataFolder });
});
test.afterAll(async () => {
  await gantry?.stop();
  await site?.stop();
});
test.beforeEach(({ page }) => signIn(page, gantry));

/** For whoever reads what a run of this journey measured. */
function measured(what: string, figures: object): void {
  test.info().annotations.push({ type: what, description: JSON.stringify(figures) });
}

async function rollbackStation(who: Who): Promise<{ state: string; items: readonly { standing: { kind: string } }[] }> {
  const { stations } = await read<Readiness>(who, `${base}/readiness`);
  const station = stations.find(({ name }) => name === "Rollback");
  if (station === undefined) throw new Error("no station Rollback");
  return station as never;
}

const standingOf = async (who: Who) => (await rollbackStation(who)).items[0]?.standing.kind;

function pid(part: string): number {
  const [found] = gantry.pidsOf(part);
  if (found === undefined) throw new Error(`no process of ${part}`);
  return found;
}

const goesBack = (page: Page) => expect(page.getByRole("button", { name: "Say who was told" })).toBeVisible(patience);

test("over by stages under load and back by two taps: no request failed, and the drill is evidence until it is old", async ({
  page,
}) => {
  const who = { page };
  const complaints = complaintsOf(page);
  haproxyId = await planRollout(who, site);
  const list = await post<{ id: string; version: number }>(who, `${base}/checklists`, {
    ...{ name: "Before launch", pausePoint: "pre-launch" },
  });
  await post(who, `${base}/checklists/${list.id}/items`, {
    ...{ version: list.version, station: "Rollback", title: "The way back was gone", asks: "all traffic in 15 min" },
    ...{ isKiller: true, needsVerification: false, validForSeconds: 20 },
    rule: { kind: "linked", to: { what: "rehearsal", mostMinutes: 15 } },
  });
  expect(await standingOf(who)).toBe("open");
  const run = await startLoad(who, haproxyId, 600);
  await expect.poll(async () => (await runOf(who, run)).summary.ended, patience).toBeGreaterThan(40);

  await openRolloutPage(who, gantry);
  await beginDrill(who);
  for (const percent of [10, 50, 100]) await advance(who, percent);
  await stands(page, "Everything holds. Somebody has to say that the cut-over is complete.");
  expect((await viewOf(who)).reading?.newPercent).toBe(100);
  await expectNoBarriers(page);
  await rollBack(who, "the drill goes back");
  await goesBack(page);
  await expect(page.getByRole("region", { name: "The way back" })).toContainText(
    "until all traffic was seen to be back",
  );
  await expectNoBarriers(page);
  const after = (await runOf(who, run)).summary.ended;
  await expect.poll(async () => (await runOf(who, run)).summary.ended, patience).toBeGreaterThan(after + 40);
  const { outcome, summary } = await endedRun(who, run, "seen over and back");
  measured("a drill over and back under load", {
    outcome,
    sent: summary.sent,
    ended: summary.ended,
    failed: summary.failed,
  });
  expect([summary.failed, summary.failedByKind]).toEqual([0, {}]);

  await announce(who, "the shift lead by radio");
  const drill = await rolloutOf(who);
  expect(Object.keys(partsOf(drill))).toEqual([...backPhases]);
  expect(drill.state.back?.phases.every(({ isGood }) => isGood)).toBe(true);
  measured("parts of the way back in ms", { ...partsOf(drill), backTookMs: drill.backTookMs });
  await expect.poll(() => standingOf(who)).toBe("good");
  const runbook = await (await page.request.get(`${gantry.url}/api/v1${base}/documents/rollback/html`)).text();
  expect(runbook).toContain("No. 1 on practice, called by k.brandt");
  await expect.poll(() => standingOf(who), patience).toBe("stale");
  expect((await rollbackStation(who)).state).toBe("STALE");
  expect(complaints).toEqual([]);
});

test("the new system fails: the gate holds, and one person leads everything back from the launch page", async ({
  page,
}) => {
  const who = { page };
  const run = await startLoad(who, haproxyId, 600);
  await openRolloutPage(who, gantry);
  await beginDrill(who);
  for (const percent of [10, 50]) await advance(who, percent);
  const { id } = await practiceSystem(page);
  const fault = `${gantry.url}/api/v1${base}/practice/faults/${id}/errorRatio`;
  const origin = { headers: { origin: gantry.url } };
  expect((await page.request.put(fault, { data: { ratio: 1, route: "login" }, ...origin })).status()).toBe(200);
  const brokenAt = Date.now();
  await stands(page, "requests failed; at most 2 % may.");
  await expect(page.getByRole("region", { name: "Stages" }).getByRole("row").nth(2)).toContainText("HOLD");
  const refused = await page.request.post(`${gantry.url}/api/v1${base}/rollout/advance`, { data: { from: 1 } });
  expect([refused.status(), (await refused.json()).detail]).toEqual([
    409,
    expect.stringMatching(/^Not yet: .* failed/),
  ]);
  expect((await viewOf(who)).reading?.newPercent).toBe(50);
  await expectNoBarriers(page);

  await page.goto(`${gantry.url}/practice/launch`);
  const line = page.getByRole("region", { name: "Rollout" });
  await expect(line).toContainText("Drill 2 is open. Stage 2 of 3. 50 % is over.");
  await rollBack(who);
  await line.getByRole("link", { name: "Drill 2" }).click();
  await goesBack(page);
  const rolled = await rolloutOf(who);
  const verified = rolled.state.back?.phases.find(({ phase }) => phase === "verify");
  const after = (await runOf(who, run)).summary.ended;
  await expect.poll(async () => (await runOf(who, run)).summary.ended, patience).toBeGreaterThan(after + 80);
  const ended = await endedRun(who, run, "seen it back");
  const failed = await failuresOf(page, run);
  measured("the fault", { ...partsOf(rolled), sent: ended.summary.sent, failed });
  // Nothing but the fault itself fails anybody: before it and from the moment on at which the switch was read back, nothing does.
  expect(failed.length).toBeGreaterThan(0);
  for (const { atMs } of failed) {
    expect(atMs).toBeGreaterThan(brokenAt - 2_000);
    expect(atMs).toBeLessThan((verified?.endedAt ?? 0) + 2_000);
  }
  expect((await page.request.delete(fault, origin)).status()).toBe(200);
  await announce(who, "everybody on the floor");
  expect(Object.keys(partsOf(await rolloutOf(who)))).toEqual([...backPhases]);
});

/** Seconds of a run in which something failed. */
async function failuresOf(page: Page, run: number): Promise<{ atMs: number; failed: number }[]> {
  await secondsOf(page, run);
  type Points = { points: { second: number; failed: number }[] };
  const { startedAt } = await read<{ startedAt: string }>({ page }, `${base}/runs/${run}`);
  const { points } = await read<Points>({ page }, `${base}/runs/${run}/seconds`);
  return points
    .filter(({ failed }) => failed > 0)
    .map(({ second, failed }) => ({ atMs: Date.parse(startedAt) + second * 1000, failed }));
}

test("the keeper killed in the middle of a change: the switch is read, and the page says what was found", async ({
  page,
}) => {
  const who = { page };
  const run = await startLoad(who, haproxyId, 600);
  await openRolloutPage(who, gantry);
  await beginDrill(who);
  await advance(who, 10);
  await stands(page, "Everything holds. Somebody has to say: advance.");
  await endedRun(who, run, "HAProxy is stopped now");
  const worker = Number(/^Pid: (\d+)$/m.exec((await site.haproxy.say("show info"))[0] ?? "")?.[1]);
  // It takes no command any more: the keeper is killed while it waits for the answer.
  process.kill(worker, "SIGSTOP");
  try {
    await page.getByRole("button", { name: "Advance to 50 %" }).click();
    await expect.poll(async () => (await rolloutOf(who)).state.phase).toBe("switching");
    process.kill(pid("bin/keeper.ts"), "SIGKILL");
  } finally {
    process.kill(worker, "SIGCONT");
  }
  await stands(page, "A change to 50 % was under way when its process ended. The switch was read: ");
  const { acts, state } = await rolloutOf(who);
  const found = acts.map(({ act }) => act).findLast((act) => act.do === "found");
  const percent = found?.do === "found" ? found.percent : null;
  measured("found after the keeper was killed", { found });
  expect([10, 50]).toContain(percent);
  expect(state.percent).toBe(percent);
  expect((await viewOf(who)).reading?.newPercent).toBe(percent);
});

test("web and keeper killed in the middle of a stage: both come back by themselves, and nothing has moved", async ({
  page,
}) => {
  const who = { page };
  await openRolloutPage(who, gantry);
  await page.getByRole("button", { name: "Let it go on" }).click();
  await expect.poll(async () => (await rolloutOf(who)).state.phase, patience).toBe("holding");
  const before = await rolloutOf(who);
  const killed = ["bin/web.ts", "bin/keeper.ts"].map((part) => [part, pid(part)] as const);
  for (const [, one] of killed) process.kill(one, "SIGKILL");
  for (const [part, one] of killed)
    await expect.poll(() => gantry.pidsOf(part).some((other) => other !== one), patience).toBe(true);
  const killedAt = Date.now();
  const readAt = () =>
    viewOf(who).then(
      ({ reading }) => reading?.readAt ?? 0,
      () => 0,
    );
  await expect.poll(readAt, patience).toBeGreaterThan(killedAt);
  await expect(page.getByText("Live", { exact: true })).toBeVisible(patience);
  await stands(page, `${before.state.percent} % over`);
  const after = await rolloutOf(who);
  expect([after.state.phase, after.state.percent]).toEqual(["holding", before.state.percent]);
  const moves = (acts: typeof after.acts) => acts.filter(({ act }) => /^switch|^found/.test(act.do)).length;
  expect(moves(after.acts)).toBe(moves(before.acts));
});

test("somebody moves HAProxy by its socket: the page says so within 10 s", async ({ page }) => {
  const who = { page };
  await openRolloutPage(who, gantry);
  const { percent } = (await rolloutOf(who)).state;
  const shown = page.getByText(`Gantry left it at ${percent} %. Somebody else moved it`).first().waitFor();
  const movedAt = Date.now();
  // Some of it is still over: there is something to lead back.
  await site.haproxy.say("set weight warehouse/new-1 0");
  await shown;
  const seenMs = Date.now() - movedAt;
  measured("drift was seen", { seenMs });
  expect(seenMs).toBeLessThanOrEqual(10_000);
  await expectNoBarriers(page);
  await rollBack(who, "somebody moved it");
  await goesBack(page);
  await announce(who, "whoever moved it");
});

/** `gantry rollback` in a shell, with what it says and its exit code. */
function shell(...args: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ["bin/gantry.mjs", "rollback", "practice", ...args], {
    cwd: path.resolve(import.meta.dirname, ".."),
    env: { ...process.env, GANTRY_DATA: site.dataFolder, GANTRY_PORT: new URL(gantry.url).port, ...gantry.databaseEnv },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, said })));
}

async function overTo10(who: Who): Promise<void> {
  await openRolloutPage(who, gantry);
  await beginDrill(who);
  await advance(who, 10);
}

test("from a shell while web is down: all traffic is back", async ({ page }) => {
  const who = { page };
  await overTo10(who);
  const web = pid("bin/web.ts");
  process.kill(web, "SIGKILL");
  const { code, said } = await shell("--reason", "the page is gone");
  expect([code, said]).toEqual([0, expect.stringContaining("All traffic is back.")]);
  await expect(page.getByText("Live", { exact: true })).toBeVisible(patience);
  await goesBack(page);
  const { state } = await rolloutOf(who);
  measured("from a shell", partsOf(await rolloutOf(who)));
  expect(state.back).toMatchObject({ reason: "the page is gone", by: expect.stringContaining("gantry rollback") });
  await announce(who, "by telephone");
});

test("from a shell without a database: the switch first, and the record when the keeper is back", async ({ page }) => {
  const who = { page };
  await overTo10(who);
  const journal = path.join(site.dataFolder, "rollback-journal.jsonl");
  const keeper = pid("bin/keeper.ts");
  process.kill(keeper, "SIGSTOP");
  const { code, said } = await shell("--without-database", "--reason", "the database is gone");
  expect([code, said]).toEqual([0, expect.stringContaining("The record is written when the database is.")]);
  const [, stat] = await site.haproxy.say("show info", "show servers state warehouse");
  measured("HAProxy then", { stat });
  expect(existsSync(journal)).toBe(true);
  expect((await rolloutOf(who)).state.back).toBeNull();
  process.kill(keeper, "SIGKILL");
  await goesBack(page);
  expect(existsSync(journal)).toBe(false);
  const rolled = await rolloutOf(who);
  measured("without a database", partsOf(rolled));
  expect(rolled.state.back).toMatchObject({ reason: "the database is gone" });
  await announce(who, "by telephone");
  // The announcement is a person's: it may come before the keeper has its list.
  await expect.poll(async () => Object.keys(partsOf(await rolloutOf(who))).sort()).toEqual([...backPhases].sort());
});
