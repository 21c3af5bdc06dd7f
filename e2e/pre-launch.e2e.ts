import path from "node:path";
import type { ItemDetail } from "../lib/checklist/core/checklist-view.ts";
import type { PollView } from "../lib/launch/core/poll-view.ts";
import { whenShown } from "./feed-pages.ts";
import { type Gantry, startGantry } from "./gantry.ts";
import { expectNoBarriers, signIn } from "./journey.ts";
import { ownDatabase } from "./own-database.ts";
import { callGo, overall, sign, stationRow } from "./pre-launch-calls.ts";
import {
  answer,
  answerTrainingOnPaper,
  askEvery5Seconds,
  attach,
  expectMigration,
  itemOf,
  nameSystems,
  pathOf,
  seen,
  sendTwoDays,
  startRequiredRuns,
  trained,
  verification,
  verify,
} from "./pre-launch-evidence.ts";
import {
  invitePeople,
  open,
  type People,
  type Person,
  patch,
  pilot,
  post,
  put,
  read,
  refused,
} from "./pre-launch-people.ts";
import { changeAnswers, verifyLog } from "./pre-launch-record.ts";
import { type FlowViz, startFlowViz } from "./pre-launch-servers.ts";
import { siteDay } from "./site-day.ts";
import { expect, test } from "./test.ts";

// One story: FlowViz's pre-launch, from red to GO, and what happens when a probe turns bad after that.
test.describe.configure({ mode: "serial" });

let flowviz: FlowViz;
let gantry: Gantry;
let admin: Pick<Person, "page">;
let people: People;
/** What the product promises: a GO falls on every open screen this long after the answer that took its evidence away. */
const promiseMs = 3_000;
const base = `/pilots/${pilot}`;

test.beforeAll(async ({ browser }) => {
  flowviz = await startFlowViz();
  gantry = await startGantry({ dataFolder: flowviz.dataFolder });
  const page = await (await browser.newContext()).newPage();
  await signIn(page, gantry);
  admin = { page };
});
test.afterAll(async () => {
  await gantry?.stop();
  await (await ownDatabase(path.basename(flowviz.dataFolder)))?.drop();
  await flowviz?.stop();
});

test("an admin names pilot, systems and people; a lead begins the plan with a template, and its probes find the systems", async ({
  browser,
}) => {
  await post(admin, "/pilots", { slug: pilot, name: "FlowViz", site: "Hall 3", timeZone: "Europe/Prague" });
  people = await invitePeople(browser, gantry, admin);
  await planPilot();
  await giveDuties();
  const { page } = people.ada;
  await open(people.ada, gantry, "/launch");
  await expect(page.getByText("No check is planned yet, so nothing can be called.")).toBeVisible();
  await expectNoBarriers(page);
  await page.getByRole("main").getByRole("link", { name: "launch plan" }).click();
  await page.getByRole("button", { name: "Begin with it Warehouse replacement" }).click();
  await expect(page.getByText("this plan began with it")).toBeVisible();
  await expect(page.getByRole("rowheader", { name: "The floor stands still" })).toBeVisible();
  await expectNoBarriers(page);
  await page.getByRole("link", { name: "Launch day", exact: true }).click();
  await expect(page.getByText("Switch traffic to the new colour").first()).toBeVisible();
  await expectNoBarriers(page);
});

let systemId = "";

/** The systems come first: the template's probes get them by their role. */
async function planPilot(): Promise<void> {
  systemId = (await nameSystems(admin, flowviz)).flowviz;
  const { version } = await read<{ version: number }>(admin, `${base}/facts`);
  const weekdays = [1, 2, 3, 4, 5, 6, 7];
  const shifts = [
    { name: "Early", weekdays, from: "06:00", to: "14:00" },
    { name: "Late", weekdays, from: "14:00", to: "22:00" },
    { name: "Night", weekdays, from: "22:00", to: "06:00" },
  ];
  const day = siteDay(2, "Europe/Prague");
  await patch(admin, `${base}/plan`, { version, shifts, window: { from: `${day}T08:00`, to: `${day}T16:00` } });
}

async function giveDuties(): Promise<void> {
  const { ada, petr, mia } = people;
  const owned: [Person, string[]][] = [
    [ada, ["Load"]],
    [petr, ["Checklist", "Rollback", "Operations"]],
    [mia, ["Shadow", "Training"]],
  ];
  const stations = owned.flatMap(([{ id }, names]) =>
    names.map((station) => ({ personId: id, duty: "station-owner", station })),
  );
  const others = [
    { personId: ada.id, duty: "decider" },
    { personId: petr.id, duty: "decider" },
    { personId: petr.id, duty: "verifier" },
    { personId: mia.id, duty: "verifier" },
  ];
  for (const duty of [...stations, ...others]) await post(admin, `${base}/duties`, duty);
}

test("six probes ask real servers; the one that looks for another migration makes it NO-GO, and says so", async () => {
  const { page } = people.ada;
  await askEvery5Seconds(people.ada);
  await open(people.ada, gantry, "/launch");
  await expect(overall(page)).toContainText("NO-GO");
  await expect(overall(page)).toContainText(
    `Migrations are at head: The probe saw: “${flowviz.migration}” is head, “adapt” is expected`,
  );
  await expectNoBarriers(page);
  await expectMigration(people.ada, flowviz.migration);
  await expect(overall(page)).toContainText("HOLD");
  await expect(stationRow(page, "Load")).toContainText("HOLD");
});

test("load runs that count, pairs of two days, a rehearsal, and what people saw", async () => {
  const { ada, petr, mia } = people;
  await startRequiredRuns(ada, systemId);
  for (const point of ["before-load", "before-shadow", "pre-launch"])
    await put(ada, `${base}/checklists/pause-points/${point}`);
  expect(await sendTwoDays(ada)).toMatchObject({ counted: 864, differing: 0 });
  const rehearsedAt = new Date(Date.now() - 3_600_000).toISOString();
  const says = "Detected, decided and switched back by the runbook; last request on green at 11:42.";
  await post(petr, `${base}/launch/rehearsals`, { rehearsedAt, durationSeconds: 702, environment: "staging", says });
  for (const one of seen) {
    const answered = await answer(petr, one);
    if (answered.placed.item.needsVerification) await verify(mia, answered);
  }
  await answerTrainingOnPaper(ada);
  const list = await attach(ada, "operators of shift A.txt", "41 names, 41 signatures");
  await verify(mia, await answer(ada, trained, [list]));
  const { page } = ada;
  for (const station of ["Load", "Shadow", "Checklist", "Rollback", "Operations"])
    await expect(stationRow(page, station)).toContainText("nobody has called it yet", { timeout: 40_000 });
});

test("no one confirms their own answer, and no one grants the waiver they asked for", async () => {
  const { ada, petr } = people;
  const twoStand = seen.find(([title]) => title === "Two healthy instances stand idle") ?? seen[0];
  const { placed, act } = await answer(petr, twoStand as (typeof seen)[number]);
  expect(await refused(petr, `${pathOf(placed)}/verifications`, verification(act))).toMatch(/another person/);
  await verify(people.mia, { placed, act });

  const champion = await itemOf(ada, "A champion operator stands at each gate");
  const until = new Date(Date.now() + 86_400_000).toISOString();
  const why = "Gate 7 has no champion on the early shift; a trainer stands there";
  const waiver = await post<{ id: string }>(ada, `${pathOf(champion)}/waivers`, {
    why,
    scope: "gate 7, early shift",
    until,
  });
  const grant = `${pathOf(champion)}/waivers/${waiver.id}/grant`;
  expect(await refused(ada, grant)).toMatch(/another/);
  await post(petr, grant);
  await expect(stationRow(ada.page, "Training")).toContainText("nobody has called it yet");
  await open(people.mia, gantry, `/checklist?item=${champion.item.id}`);
  await expect(people.mia.page.getByText(/^Waived by Petr Novák, asked for by Ada Král: Gate 7/).first()).toBeVisible();
  await expectNoBarriers(people.mia.page);
});

test("the poll: each owner calls by keyboard in a browser of their own, and every other sees it", async () => {
  const { ada, petr, mia } = people;
  await Promise.all([petr, mia].map((one) => open(one, gantry, "/launch")));
  await ada.page.getByRole("button", { name: "Open a poll" }).click();
  await expect(mia.page.getByText(/^Poll 1, opened/)).toBeVisible();
  await callGo(ada, ["Load"]);
  await callGo(mia, ["Shadow", "Training"]);
  await callGo(petr, ["Checklist", "Rollback", "Operations"]);
  for (const { page } of [ada, petr, mia]) {
    await expect(overall(page).getByText("GO", { exact: true })).toBeVisible();
    await expect(stationRow(page, "Training")).toContainText("WAIVED");
    await expect(page.getByText("Nothing. Every station is called on good evidence.")).toBeVisible();
  }
  await expectNoBarriers(mia.page);
});

test("two people sign, each once, with their password; then it is decided", async () => {
  const { ada, petr, mia } = people;
  await sign(ada);
  await expect(ada.page.getByText("You have signed; the second signature is another person’s.")).toBeVisible();
  await expect(ada.page.getByRole("button", { name: "Decide GO" })).toHaveCount(0);
  const { poll } = await read<{ poll: PollView }>(ada, `${base}/polls/1`);
  const again = { decision: "go", over: poll.snapshot.sha256, calls: poll.calls, password: ada.password };
  expect(await refused(ada, `${base}/polls/1/signatures`, again)).toMatch(/another person/);
  expect(await refused(mia, `${base}/polls/1/signatures`, { ...again, password: mia.password })).toMatch(/deciders/);
  await sign(petr);
  for (const { page } of [ada, petr, mia])
    await expect(page.getByText("Decided GO by Ada Král and Petr Novák.")).toBeVisible();
  await expectNoBarriers(ada.page);
});

test("a probe turns bad: the GO falls on every open screen within 3 s of its answer, with the sentence", async () => {
  const pages = [people.ada.page, people.mia.page];
  await expect(overall(people.mia.page).getByText("GO", { exact: true })).toBeVisible();
  const shown = whenShown(pages, "main", "Redis answers PONG: The probe got no answer");
  await flowviz.redis.stop();
  const fallen = await shown;
  const { id } = (await itemOf(people.mia, "Redis answers PONG")).item;
  const { results } = await read<ItemDetail>(people.mia, `${base}/items/${id}`);
  const turned = results.findLast(({ outcome, at }) => outcome !== "good" && at > fallenFrom(results));
  for (const at of fallen) expect(at - (turned?.at ?? 0)).toBeLessThanOrEqual(promiseMs);
  for (const page of pages) {
    await expect(overall(page)).toContainText("NO-GO");
    await expect(stationRow(page, "Checklist")).toContainText(/void .*Redis answers PONG/);
    await expect(stationRow(page, "Load")).toContainText("called GO");
  }
  await expectNoBarriers(people.mia.page);
});

/** When it was last seen to be good. */
function fallenFrom(results: ItemDetail["results"]): number {
  return results.find(({ outcome }) => outcome === "good")?.at ?? 0;
}

test("an answer that is changed behind Gantry's back is found, by page and by command", async () => {
  const { page } = people.mia;
  expect(await verifyLog(flowviz.dataFolder)).toContain("The log is whole.");
  const { item } = await itemOf(people.mia, "Test operators exist");
  await changeAnswers(flowviz.dataFolder, item.id);
  expect(await verifyLog(flowviz.dataFolder)).toContain("The log was changed.");
  await open(people.mia, gantry, "/log");
  await page.keyboard.press("v");
  await expect(page.getByText("Chain broken", { exact: true })).toBeVisible();
  await expect(
    page
      .getByRole("main")
      .getByText(/stands for was changed: item_acts/)
      .first(),
  ).toBeVisible();
  await expectNoBarriers(page);
  for (const { complaints } of Object.values(people)) expect(complaints).toEqual([]);
});
