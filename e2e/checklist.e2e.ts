import { readFileSync } from "node:fs";
import type { ChecklistsView } from "../lib/checklist/core/checklist-view.ts";
import { type Gantry, startGantry } from "./gantry.ts";
import { expectNoBarriers, signIn } from "./journey.ts";
import { invitePeople, open, type People, type Person, pilot, post, read, refused } from "./pre-launch-people.ts";
import { siteDay } from "./site-day.ts";
import { type Browser, expect, type Page, test } from "./test.ts";

let gantry: Gantry;
let people: People;
const base = `/pilots/${pilot}`;

test.beforeAll(async ({ browser }) => {
  gantry = await startGantry();
  const page = await (await browser.newContext()).newPage();
  await signIn(page, gantry);
  await post({ page }, "/pilots", { slug: pilot, name: "FlowViz", site: "Hall 3", timeZone: "Europe/Prague" });
  people = await invite(browser, page);
});
test.afterAll(async ({ browser }) => {
  // Else their pages knock at a server that is gone, all through the next journeys.
  for (const context of browser.contexts()) await context.close();
  await gantry?.stop();
});

async function invite(browser: Browser, page: Page): Promise<People> {
  const all = await invitePeople(browser, gantry, { page });
  for (const { id } of [all.ada, all.petr]) await post({ page }, `${base}/duties`, { personId: id, duty: "verifier" });
  return all;
}

const title = "Etiketten werden an sämtlichen Wareneingangstoren gedruckt";
const shared = { station: "Checklist", isKiller: true, validForSeconds: null, owner: "Ada" };

async function listChecks(who: Person): Promise<void> {
  const list = await post<{ id: string }>(who, `${base}/checklists`, {
    name: "The day before",
    pausePoint: "pre-launch",
  });
  const items = [
    { title, asks: "Every gate prints", needsVerification: true, rule: { kind: "attested" } },
    {
      title: "A backup was restored",
      asks: "The log",
      needsVerification: false,
      rule: { kind: "attested", needsFile: true },
    },
  ];
  for (const item of items) {
    const { lists } = await read<ChecklistsView>(who, `${base}/checklists`);
    const version = lists[0]?.version ?? 0;
    await post(who, `${base}/checklists/${list.id}/items`, { ...shared, ...item, version });
  }
}

const row = (page: Page, text: string) => page.getByRole("row").filter({ hasText: text });
const record = (page: Page) => page.getByRole("region", { name: /^Record of/ });
const field = (page: Page) => page.getByLabel("What do you see? Required for yes and for no");
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).press("Enter");

/** j chooses the next check, Enter goes into it. */
async function goInto(page: Page, heading: string): Promise<void> {
  await page.keyboard.press("j");
  await expect(page).toHaveURL(/item=/);
  await expect(page.getByRole("heading", { name: heading })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: heading })).toBeFocused();
}

/** y or n without a word goes to the field. */
async function type(page: Page, says: string): Promise<void> {
  await page.keyboard.press("y");
  await expect(field(page)).toBeFocused();
  await page.keyboard.type(says);
  await page.keyboard.press("Escape");
}

/** The rest of a form of one text. */
async function sayAndSend(page: Page, says: string): Promise<void> {
  await page.keyboard.type(says);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
}

async function itemId(page: Page): Promise<string> {
  return new URL(page.url()).searchParams.get("item") ?? "";
}

test("a check by keyboard: opened, answered, confirmed by another, taken back, answered by two at once, waived by two, shown by a file", async () => {
  const { ada, petr } = people;
  await open(ada, gantry, "/checklist");
  await expect(ada.page.getByRole("heading", { name: "No list yet" })).toBeVisible();
  await expectNoBarriers(ada.page);
  await listChecks(ada);
  await press(ada.page, "Open this pause point");
  await expect(ada.page.getByText(/^Opened by Ada Král/)).toBeVisible();

  await goInto(ada.page, title);
  await type(ada.page, "6 of 6 gates print");
  await ada.page.keyboard.press("y");
  await expect(record(ada.page)).toContainText("sees that it holds: 6 of 6 gates print");
  await expect(
    ada.page.getByText("You gave this answer: it counts once another person has confirmed it."),
  ).toBeVisible();
  const item = await itemId(ada.page);
  const { item: shown } = await read<{ item: { answer: { id: string } } }>(ada, `${base}/items/${item}`);
  const verification = { about: shown.answer.id, says: "6 of 6 gates print" };
  expect(await refused(ada, `${base}/items/${item}/verifications`, verification)).toContain("another person");

  await open(petr, gantry, `/checklist?item=${item}`);
  await expect(petr.page.getByRole("button", { name: /^Confirm/ })).toBeVisible();
  await petr.page.keyboard.press("v");
  await expect(petr.page.getByLabel("What do you see?", { exact: true })).toBeFocused();
  await sayAndSend(petr.page, "saw all six labels");
  await expect(row(petr.page, title)).toContainText("Petr Novák");
  await expect(row(ada.page, title)).toContainText("GO");
  await expectNoBarriers(petr.page);

  await press(ada.page, "Take the answer back");
  await expect(ada.page.getByLabel("Why it is taken back")).toBeFocused();
  await sayAndSend(ada.page, "gate 7 was opened");
  await expect(row(ada.page, title)).toContainText("OPEN");
  await expect(record(petr.page)).toContainText("takes the answer back: gate 7 was opened");

  await answerAtOnce(ada, petr);
  await waive(ada, petr, item);
  await showFile(ada);
  await expectNoBarriers(ada.page);
  const overtaken = /status of 409/;
  for (const { complaints } of [ada, petr]) expect(complaints.filter((one) => !overtaken.test(one))).toEqual([]);
});

async function answerAtOnce(ada: Person, petr: Person): Promise<void> {
  await expect(field(petr.page)).toBeVisible();
  await type(petr.page, "gate 7 has no printer");
  await type(ada.page, "7 of 7 gates print");
  await ada.page.keyboard.press("y");
  await expect(record(petr.page)).toContainText("7 of 7 gates print");
  await petr.page.keyboard.press("n");
  await expect(petr.page.getByRole("alert").filter({ hasText: "While you were typing" })).toContainText(
    "Ada Král answered that it holds: 7 of 7 gates print",
  );
  await expect(field(petr.page)).toHaveValue("gate 7 has no printer");
  await petr.page.keyboard.press("n");
  for (const { page } of [ada, petr]) {
    await expect(record(page)).toContainText("Petr Novák sees that it does not hold: gate 7 has no printer");
    await expect(record(page)).toContainText("Ada Král sees that it holds: 7 of 7 gates print");
    await expect(row(page, title)).toContainText("NO-GO");
  }
}

async function waive(ada: Person, petr: Person, item: string): Promise<void> {
  const until = `${siteDay(1, "Europe/Prague")}T12:00`;
  await ada.page.keyboard.press("w");
  await expect(ada.page.getByLabel("Why the launch can go without it")).toBeFocused();
  await ada.page.keyboard.type("gate 7 is not used in the first week");
  await ada.page.getByLabel("What it covers").fill("gate 7");
  await ada.page.getByLabel("Until, by the site's clock").fill(until);
  await press(ada.page, "Ask for the waiver");
  await expect(ada.page.getByText("You asked for it: it counts once another person has granted it.")).toBeVisible();
  const { item: shown } = await read<{ item: { waiver: { id: string } } }>(ada, `${base}/items/${item}`);
  expect(await refused(ada, `${base}/items/${item}/waivers/${shown.waiver.id}/grant`)).toContain("another person");
  await expect(petr.page.getByRole("button", { name: /^Grant/ })).toBeVisible();
  await petr.page.keyboard.press("w");
  for (const { page } of [ada, petr]) await expect(row(page, title)).toContainText("WAIVED");
}

async function showFile({ page }: Person): Promise<void> {
  const text = "restored 1,804,311 rows\n";
  await goInto(page, "A backup was restored");
  await page
    .getByLabel(/^Files that show it/)
    .setInputFiles({ name: "restore.log", mimeType: "text/plain", buffer: Buffer.from(text) });
  await expect(page.getByRole("button", { name: "Leave out restore.log" })).toBeVisible();
  await page.getByRole("heading", { name: "A backup was restored" }).focus();
  await type(page, "1,804,311 rows, checksum equal");
  await page.keyboard.press("y");
  await expect(row(page, "A backup was restored")).toContainText("GO");
  const downloaded = page.waitForEvent("download");
  await record(page).getByRole("link", { name: "restore.log" }).press("Enter");
  expect(readFileSync(await (await downloaded).path(), "utf8")).toBe(text);
}
