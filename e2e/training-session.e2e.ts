import type { LogView } from "../lib/log/core/log-view.ts";
import type { SessionView } from "../lib/training/core/training-view.ts";
import { clickedAt, whenShown } from "./feed-pages.ts";
import { type Gantry, startGantry } from "./gantry.ts";
import { ask, complaintsOf, expectNoBarriers, signIn } from "./journey.ts";
import { siteDay } from "./site-day.ts";
import { expect, type Page, test } from "./test.ts";
import { addModule, addOperators, join, password, signOnKiosk } from "./training-people.ts";

// One story: the session that the first part plans, the others run and close.
test.describe.configure({ mode: "serial" });

/** What two browsers at one session are promised. */
const promiseMs = 1_000;
const names = ["Marek Nowak", "Ayşe Demir", "Jan-Ole Brinkmann", "Heike Wübbena"] as const;
const [marek, ayse, janOle, heike] = names;
const anke = { name: "Anke Lüders", email: "a.lueders@plant.example", role: "trainer" };
const petr = { name: "Petr Dvořák", email: "p.dvorak@plant.example", role: "trainer" };
const ute = { name: "Ute Lang", email: "u.lang@plant.example", role: "viewer" };

let gantry: Gantry;
let trainer: Page;
let other: Page;
let reader: Page;
let complaints: string[];

test.beforeAll(async ({ browser }) => {
  gantry = await startGantry();
  const first = await (await browser.newContext()).newPage();
  await signIn(first, gantry);
  trainer = await join(first, browser, gantry, anke);
  other = await join(first, browser, gantry, petr);
  reader = await join(first, browser, gantry, ute);
  await first.context().close();
  complaints = complaintsOf(trainer);
});
test.afterAll(() => gantry.stop());

async function openSession(page: Page): Promise<void> {
  await page.goto(`${gantry.url}/practice/training/sessions/1`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
}

const row = (page: Page, name: string) => page.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });
const mark = (page: Page, label: string) => page.getByRole("button", { name: label, exact: true });
const view = () => ask<SessionView>(trainer, "/training/sessions/1");

/** How often marks were taken, by the log: the same ids again are no second time. */
async function markEvents(): Promise<number> {
  const { entries } = await ask<LogView>(trainer, "/log?group=training");
  return entries.filter(({ verb }) => verb === "training.marked").length;
}

async function outcomesOf(name: string): Promise<(string | null)[]> {
  const found = (await view()).operators.find(({ operator }) => operator.name === name);
  return found?.steps.map(({ said }) => said?.outcome ?? null) ?? [];
}

test("planned: the empty list teaches, and the form keeps what was typed", async () => {
  await trainer.goto(`${gantry.url}/practice/training/sessions`);
  await expect(trainer.getByRole("heading", { name: "No session yet" })).toBeVisible();
  await expectNoBarriers(trainer);
  await trainer.getByRole("link", { name: "Plan the first session" }).click();
  await expect(trainer.getByRole("heading", { name: "No module yet" })).toBeVisible();
  await addModule(trainer);
  await addOperators(trainer, names);
  await trainer.reload();
  await trainer.getByRole("button", { name: "Plan the session" }).click();
  await expect(trainer.getByText("choose the module")).toBeVisible();
  await trainer.getByLabel("Module", { exact: true }).selectOption({ label: "M3 QC gates, 120 min" });
  await trainer.getByLabel("Place", { exact: true }).fill("Hall 2");
  const { timeZone } = await ask<{ timeZone: string }>(trainer, "/facts");
  const day = siteDay(1, timeZone);
  await trainer.getByLabel("From, ").fill(`${day}T09:30`);
  await expect(trainer.getByLabel("To, ")).toHaveValue(`${day}T11:30`);
  await trainer.getByLabel("Find operators").fill("nowak");
  await trainer.getByRole("checkbox", { name: marek }).check();
  await trainer.reload();
  await expect(trainer.getByLabel("Place", { exact: true })).toHaveValue("Hall 2");
  await expect(trainer.getByText("1 chosen")).toBeVisible();
  await trainer.getByRole("checkbox", { name: "not signed in this module" }).check();
  await trainer.getByRole("button", { name: "Choose all shown" }).click();
  await expect(trainer.getByText("4 chosen")).toBeVisible();
  await expectNoBarriers(trainer);
  await trainer.getByRole("button", { name: "Plan the session" }).click();
  await trainer.waitForURL(/\/training\/sessions\/1$/);
  await expect(trainer.getByRole("heading", { name: "Booked, 4" })).toBeVisible();
  await expect(trainer.getByRole("link", { name: "Attendance sheet, PDF" })).toBeVisible();
  await expectNoBarriers(trainer);
  await trainer.getByRole("button", { name: "Change", exact: true }).click();
  await trainer.getByLabel("Place", { exact: true }).fill("Hall 3, table 1");
  await trainer.getByRole("button", { name: "Save" }).click();
  await expect(trainer.getByText(/Hall 3, table 1/)).toBeVisible();
});

test("opened: marks by touch and by keyboard, and a reload in the middle keeps all", async () => {
  await openSession(trainer);
  await trainer.getByRole("button", { name: "Open the session" }).click();
  for (const name of [marek, ayse, janOle]) await mark(trainer, `${name}: present`).click();
  await expect(trainer.getByRole("button", { pressed: true })).toHaveCount(3);
  await mark(trainer, `${heike}: absent`).click();
  await expect(trainer.getByText("of 4 booked")).toBeVisible();
  await expectNoBarriers(trainer);

  // The first operator, the first step, the third of its outcomes; then the third operator, for the second is absent.
  await trainer.locator("body").click({ position: { x: 1, y: 1 } });
  await trainer.keyboard.press("j");
  await trainer.keyboard.press("ArrowRight");
  await trainer.keyboard.press("3");
  await expect(mark(trainer, `${ayse}, step 1: not shown`)).toHaveAttribute("aria-pressed", "true");
  await trainer.keyboard.press("1");
  await expect(mark(trainer, `${ayse}, step 1: can do alone`)).toHaveAttribute("aria-pressed", "true");
  await trainer.keyboard.press("j");
  await trainer.keyboard.press("j");
  await trainer.keyboard.press("2");
  await expect(mark(trainer, `${janOle}, step 1: needs help`)).toHaveAttribute("aria-pressed", "true");
  await trainer.reload();
  await expect(mark(trainer, `${ayse}, step 1: can do alone`)).toHaveAttribute("aria-pressed", "true");
  await expect(mark(trainer, `${janOle}, step 1: needs help`)).toHaveAttribute("aria-pressed", "true");
  await mark(trainer, `${marek}, step 1: can do alone`).click();
  await expect(row(trainer, heike)).toContainText("absent");

  await row(trainer, marek).getByRole("rowheader").getByRole("button").click();
  await trainer.getByRole("button", { name: "The rest alone: steps 2, 3" }).click();
  await expect(row(trainer, marek)).toContainText("may sign");
  await trainer.locator("main table").getByRole("button", { name: "Add a note", exact: true }).click();
  await trainer.getByLabel("What is worth remembering").fill("left-handed scanner");
  await trainer.getByRole("button", { name: "Add the note" }).click();
  await expect(trainer.getByText("left-handed scanner")).toBeVisible();
  await expectNoBarriers(trainer);
  const boxes = await trainer
    .locator("main table button, main table input")
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect()).filter(({ width }) => width > 0));
  for (const { width, height } of boxes) expect(Math.min(width, height)).toBeGreaterThanOrEqual(48);
});

test("another trainer sees each mark within a second, and takes over", async () => {
  await openSession(other);
  await other.getByTitle("1 Register a lot at the inbound gate").click();
  for (const outcome of ["needs help", "not shown", "can do alone"]) {
    const label = `${ayse}, step 1: ${outcome}`;
    const seen = whenShown([other], `button[aria-label="${label}"][aria-pressed="true"]`, "");
    const clicked = clickedAt(trainer);
    await mark(trainer, label).click();
    const [seenAt = Infinity] = await seen;
    expect(seenAt - (await clicked)).toBeLessThanOrEqual(promiseMs);
  }
  await other.getByRole("button", { name: "Take over" }).click();
  await other.getByRole("button", { name: "Take over", exact: true }).last().click();
  await expect(other.getByText("at least 3 characters")).toBeVisible();
  await other.getByLabel("Reason, kept in the record").fill("Anke was called to the line");
  await other.getByRole("button", { name: "Take over", exact: true }).last().click();
  await expect(trainer.getByText(`trainer ${petr.name}`)).toBeVisible();
  await trainer.getByRole("button", { name: "Take over" }).click();
  await trainer.getByLabel("Reason, kept in the record").fill("and is back again");
  await trainer.getByRole("button", { name: "Take over", exact: true }).last().click();
  await expect(other.getByText(`trainer ${anke.name}`)).toBeVisible();
});

test("without network marks are kept, survive a reload, and are sent once when it is back", async () => {
  const sent: string[] = [];
  let answers: "none" | "lost" | "all" = "none";
  await trainer.context().route("**/sessions/1/marks", async (route) => {
    if (answers === "none") return route.abort("internetdisconnected");
    const { marks } = route.request().postDataJSON();
    sent.push(...marks.map(({ id }: { id: string }) => id));
    if (answers === "all") return route.continue();
    // It arrives, and its answer does not.
    answers = "all";
    await route.fetch();
    return route.abort("connectionreset");
  });
  await trainer.getByTitle("2 Put a lot on hold").click();
  await mark(trainer, `${ayse}, step 2: can do alone`).click();
  await mark(trainer, `${janOle}, step 2: needs help`).click();
  await mark(trainer, `${janOle}, step 2: not shown`).click();
  await expect(trainer.getByText("3 marks kept here, not sent")).toBeVisible();
  await expect(row(trainer, ayse)).toContainText("kept here, not sent");
  await expectNoBarriers(trainer);
  await trainer.reload();
  await expect(trainer.getByText("3 marks kept here, not sent")).toBeVisible();
  await expect(mark(trainer, `${janOle}, step 2: not shown, kept here, not sent`)).toBeVisible();
  await trainer.getByRole("button", { name: "Hand the tablet round" }).click();
  await trainer.getByRole("button", { name: "Hand it round" }).click();
  await expect(trainer.getByText(/3 marks are kept here, not sent: without your sign-in/)).toBeVisible();
  expect(await outcomesOf(ayse)).toEqual(["alone", null, null]);

  const before = await markEvents();
  answers = "lost";
  await expect(trainer.getByText("kept here, not sent")).toHaveCount(0);
  await expect(mark(trainer, `${janOle}, step 2: not shown`)).toHaveAttribute("aria-pressed", "true");
  expect(await outcomesOf(ayse)).toEqual(["alone", "alone", null]);
  expect(await outcomesOf(janOle)).toEqual(["helped", "not-shown", null]);
  // Three marks, sent twice, taken once.
  expect([sent.length, new Set(sent).size]).toEqual([6, 3]);
  expect((await markEvents()) - before).toBe(1);
  await trainer.context().unroute("**/sessions/1/marks");
});

test("signed rows are locked; the trainer signs the listed at once, over exactly what stands there", async ({
  browser,
}) => {
  await trainer.getByTitle("3 Trace a lot to its pallet").click();
  await mark(trainer, `${ayse}, step 3: can do alone`).click();
  await expect(row(trainer, ayse)).toContainText("may sign");
  const tablet = await (await browser.newContext()).newPage();
  await tablet.goto(`${gantry.url}/sign-in`);
  await tablet.getByLabel("E-mail").fill(anke.email);
  await tablet.getByLabel("Password").fill(password);
  await tablet.getByRole("button", { name: "Sign in" }).click();
  await tablet.waitForURL(/\/practice\/runs$/);
  expect(await signOnKiosk(tablet, 1, [marek, ayse])).toEqual(["pin-set", "signed", "pin-set", "signed"]);
  await tablet.context().close();

  await expect(row(trainer, marek)).toContainText("operator, ");
  await expect(mark(trainer, `${marek}, step 3: can do alone`)).toHaveCount(0);
  await expect(other.getByRole("button", { name: /^Sign as trainer/ })).toHaveCount(0);
  await trainer.getByRole("button", { name: "Sign as trainer, 2" }).click();
  await expect(trainer.getByText(`I saw ${marek} do every step above alone.`)).toBeVisible();
  await expectNoBarriers(trainer);
  await trainer.getByLabel("Your own password").fill("not the right one");
  await trainer.getByRole("button", { name: "Sign 2 records" }).click();
  await expect(trainer.getByText(/password/i).and(trainer.locator(".wrong"))).toBeVisible();
  await expect(trainer.getByLabel("Your own password")).toHaveValue("");

  // What changes after it was read is not signed: the list that this page shows is held back, and another trainer amends.
  await trainer.context().route("**/to-sign?*", (route) => route.abort());
  await amend(other, ayse, { about: "Attendance: present", instead: "late", reason: "came at a quarter to ten" });
  await trainer.getByLabel("Your own password").fill(password);
  await trainer.getByRole("button", { name: "Sign 2 records" }).click();
  await expect(trainer.getByText(/The record of Ayşe Demir changed after you read it/)).toBeVisible();
  await trainer.context().unroute("**/to-sign?*");
  await trainer.getByRole("button", { name: "Cancel" }).click();
  await trainer.getByRole("button", { name: "Sign as trainer, 1" }).click();
  await trainer.getByLabel("Your own password").fill(password);
  await trainer.getByRole("button", { name: "Sign 1 record" }).click();
  await expect(row(trainer, marek)).toContainText("both, ");
});

type Amended = { about: string; instead: string; reason: string };

async function openRow(page: Page, name: string): Promise<void> {
  const button = row(page, name).getByRole("rowheader").getByRole("button");
  if ((await button.getAttribute("aria-expanded")) === "false") await button.click();
}

async function amend(page: Page, name: string, { about, instead, reason }: Amended): Promise<void> {
  await openRow(page, name);
  await page.getByRole("button", { name: "Amend", exact: true }).click();
  await page.getByLabel("What is wrong").selectOption({ label: about });
  await page.getByLabel("Instead").selectOption(instead);
  await page.getByLabel("Reason, kept in the record").fill(reason);
  await page.getByRole("button", { name: "Amend", exact: true }).click();
  await expect(page.getByText(reason)).toBeVisible();
}

test("amended beside the original; a signature withdrawn with its reason makes the row free", async () => {
  await openRow(trainer, ayse);
  const detail = trainer.locator("td", { hasText: "came at a quarter to ten" });
  await expect(detail.locator("s", { hasText: "present" })).toBeVisible();
  await expect(detail.getByText("Amended since: it does not count, and has to be signed again")).toBeVisible();
  await expectNoBarriers(trainer);

  await openRow(trainer, marek);
  await trainer.getByRole("button", { name: `Withdraw signature of ${anke.name}` }).click();
  await trainer.getByRole("button", { name: "Withdraw the signature" }).click();
  await expect(trainer.getByText("at least 3 characters")).toBeVisible();
  await trainer.getByLabel("Reason, kept in the record").fill("signed for the wrong person");
  await trainer.getByRole("button", { name: "Withdraw the signature" }).click();
  await expect(trainer.getByText(/withdrawn by Anke Lüders.*signed for the wrong person/)).toBeVisible();
  await trainer.getByRole("button", { name: `Withdraw signature of ${marek}` }).click();
  await trainer.getByLabel("Reason, kept in the record").fill("signs once more tomorrow");
  await trainer.getByRole("button", { name: "Withdraw the signature" }).click();
  await expect(trainer.getByText(/signs once more tomorrow/)).toBeVisible();
  await expect(row(trainer, marek)).toContainText("may sign");
});

test("closed with what is missing, opened again; who may not act sees the same without the buttons", async () => {
  await trainer.getByRole("button", { name: "Close the session" }).click();
  await expect(trainer.getByText("Still missing, 3")).toBeVisible();
  await expect(trainer.getByText(`${janOle}: no outcome for step 3`)).toBeVisible();
  await expect(trainer.getByText(`${marek}: their own signature`)).toBeVisible();
  await expectNoBarriers(trainer);
  await trainer.getByLabel("What there is to say at the end, may be empty").fill("to be gone on with tomorrow");
  await trainer.getByRole("button", { name: "Close it all the same" }).click();
  await expect(trainer.getByText("closed", { exact: true })).toBeVisible();
  await expect(trainer.getByText(/to be gone on with tomorrow/)).toBeVisible();
  await expectNoBarriers(trainer);

  await openSession(reader);
  await expect(row(reader, janOle)).toContainText("2 of 3 steps");
  await expect(
    reader.locator("main").getByRole("button", { name: /^(Open again|Amend|Withdraw|Close|Hand|Sign)/ }),
  ).toHaveCount(0);
  await expect(reader.getByRole("link", { name: "Record, PDF" })).toBeVisible();
  await expectNoBarriers(reader);

  await trainer.getByRole("button", { name: "Open again" }).click();
  await trainer.getByLabel("Reason, kept in the record").fill("Jan-Ole has time now");
  await trainer.getByRole("button", { name: "Open again" }).last().click();
  await expect(trainer.getByText("open", { exact: true })).toBeVisible();
  await expect(reader.getByText("open", { exact: true })).toBeVisible();
  await trainer.goto(`${gantry.url}/practice/training/sessions?state=open`);
  await expect(trainer.getByRole("link", { name: "TS-001" })).toBeVisible();
  await expectNoBarriers(trainer);
  await trainer.getByRole("link", { name: "planned" }).click();
  await expect(trainer.getByText("No session fits.")).toBeVisible();
  expect(complaints.filter((one) => !/\/(marks|to-sign|signatures)/.test(one))).toEqual([]);
});
