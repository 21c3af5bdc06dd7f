import type { LogView } from "../lib/log/core/log-view.ts";
import { zoneWord } from "../lib/pilots/core/place-text.ts";
import type { SessionView } from "../lib/training/core/training-view.ts";
import { type CutNetwork, cutNetwork } from "./cut-network.ts";
import { type Gantry, startGantry } from "./gantry.ts";
import { expectNoBarriers, signIn } from "./journey.ts";
import { Hand } from "./kiosk-tablet.ts";
import { stationRow } from "./pre-launch-calls.ts";
import { answer } from "./pre-launch-evidence.ts";
import { invitePeople, type Person, pilot, post, read } from "./pre-launch-people.ts";
import { verifyLog } from "./pre-launch-record.ts";
import { siteDay } from "./site-day.ts";
import { type BrowserContext, expect, type Page, test } from "./test.ts";
import { missingFrom, pickersOf, planLaunch, recordPages, trainedStanding } from "./training-day-setup.ts";
import { join, password } from "./training-people.ts";

// One story: two hours of FlowViz for eight operators, from the plan to the paper.
test.describe.configure({ mode: "serial" });

const anke = { name: "Anke Lüders", email: "a.lueders@plant.example", role: "trainer" };
const longName = "Ana-Maria Konstantinopoulou-Wojciechowska";
const first = ["Marek Nowak", "Ayşe Demir", "Ioana Marin", "Kerstin Lange"] as const;
const last = ["Lukas Terhorst", "Fatima El Amrani", longName, "Björn Haverkamp"] as const;
const [marek, ayse, ioana, kerstin] = first;
const [lukas, fatima, ana, bjorn] = last;
const eight = [...first, ...last];
/** Of shift B, which does not work in the window. */
const isLate = (name: string) => name === lukas;
const pin = "739164";
const code = "480213";
const site = { site: "Plant 2 (Osnabrück)", timeZone: "Europe/Berlin" };

let gantry: Gantry;
let network: CutNetwork;
let lead: Person;
/** The trainer's own computer; the tablet is in the hall. */
let desk: Page;
let context: BrowserContext;
let tablet: Page;
let hand: Hand;

test.beforeAll(async ({ browser }) => {
  gantry = await startGantry();
  network = await cutNetwork(gantry.url);
  const admin = await (await browser.newContext()).newPage();
  await signIn(admin, gantry);
  desk = await join(admin, browser, gantry, anke);
  await post({ page: admin }, "/pilots", { slug: pilot, name: "FlowViz WMS", ...site });
  lead = (await invitePeople(browser, gantry, { page: admin })).ada;
  await planLaunch({ page: admin }, lead);
  const named = eight.map((name) => ({ name, shift: isLate(name) ? "B" : "A", language: name === ayse ? "de" : "en" }));
  await pickersOf({ page: desk }, named);
  context = await browser.newContext({ viewport: { width: 1024, height: 768 }, hasTouch: true, locale: "en" });
  tablet = await context.newPage();
  hand = new Hand(tablet);
});
test.afterAll(async () => {
  await gantry?.stop();
  await network?.cut();
});

const sessionPath = `/${pilot}/training/sessions/1`;
const mark = (page: Page, label: string) => page.getByRole("button", { name: label, exact: true });
const row = (page: Page, name: string) => page.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });
const seen = () => read<SessionView>({ page: desk }, `/pilots/${pilot}/training/sessions/1`);

async function openRow(page: Page, name: string): Promise<void> {
  const button = row(page, name).getByRole("rowheader").getByRole("button");
  if ((await button.getAttribute("aria-expanded")) === "false") await button.click();
  await expect(button).toHaveAttribute("aria-expanded", "true");
}

/** How often each thing stands in the log. */
async function countOf(verb: string): Promise<number> {
  const { entries } = await read<LogView>({ page: desk }, `/pilots/${pilot}/log?group=training`);
  return entries.filter((one) => one.verb === verb).length;
}

test("planned at the desk for two hours and eight operators; opened and marked on the tablet", async () => {
  await desk.goto(`${gantry.url}/${pilot}/training/sessions/new`);
  await desk.getByLabel("Module", { exact: true }).selectOption({ label: "M3 QC gates, 120 min" });
  await desk.getByLabel("Place", { exact: true }).fill("Hall 3, table 1");
  const day = siteDay(1, site.timeZone);
  await desk.getByLabel("From, ").fill(`${day}T09:30`);
  await expect(desk.getByLabel("To, ")).toHaveValue(`${day}T11:30`);
  await desk.getByRole("button", { name: "Choose all shown" }).click();
  await expect(desk.getByText("8 chosen")).toBeVisible();
  await desk.getByRole("button", { name: "Plan the session" }).click();
  await desk.waitForURL(/\/training\/sessions\/1$/);

  await tablet.goto(`${network.url}/sign-in`);
  await tablet.getByLabel("E-mail").fill(anke.email);
  await tablet.getByLabel("Password").fill(password);
  await tablet.getByRole("button", { name: "Sign in" }).click();
  await tablet.waitForURL((url) => url.pathname !== "/sign-in");
  await tablet.goto(`${network.url}${sessionPath}`);
  await expect(tablet.getByText("Live", { exact: true })).toBeVisible();
  await tablet.getByRole("button", { name: "Open the session" }).click();
  for (const name of eight) await mark(tablet, `${name}: ${name === kerstin ? "late" : "present"}`).click();
  await expect(tablet.getByRole("button", { pressed: true })).toHaveCount(8);
  await openRow(tablet, kerstin);
  await tablet.getByLabel("Minutes late").fill("12");
  await tablet.getByRole("button", { name: "Set", exact: true }).click();
  for (const name of eight) await markSteps(name);
  await expect(row(tablet, lukas)).toContainText("to be repeated");
  for (const name of eight.filter((one) => one !== lukas)) await expect(row(tablet, name)).toContainText("may sign");
  await expectNoBarriers(tablet);
});

async function markSteps(name: string): Promise<void> {
  await openRow(tablet, name);
  if (name === lukas) await mark(tablet, `${name}, step 2: needs help`).last().click();
  await tablet.getByRole("button", { name: name === lukas ? /^The rest alone/ : /^Every step alone/ }).click();
}

test("handed round: PINs are set, one is wrong, one is locked and unlocked at the desk", async () => {
  await handRound("7 operators may sign now");
  for (const name of [marek, ana, bjorn]) await setPinAndSign(name);
  await setPin(ayse, ["Weiter", "PIN festlegen"]);
  await hand.type("918273");
  await hand.press("Unterschreiben");
  await expect(tablet.getByText(/^Falsche PIN/)).toBeVisible();
  await hand.type(pin);
  await hand.press("Unterschreiben");
  await listShown();
  await setPin(ioana, ["Next", "Set this PIN"]);
  for (let wrong = 1; wrong <= 5; wrong += 1) {
    await hand.type("918273");
    await hand.press("Sign");
    if (wrong < 5) await expect(tablet.getByText(/^Wrong PIN/)).toBeVisible();
  }
  await expect(hand.card(ioana)).toContainText("PIN locked");
  await desk.goto(`${gantry.url}${sessionPath}`);
  await openRow(desk, ioana);
  await desk
    .locator("main table")
    .getByRole("button", { name: `Unlock PIN of ${ioana}` })
    .click();
  await expect(hand.card(ioana)).toContainText("Sign");
  await hand.sign(ioana, pin);
  await expect(row(desk, ioana)).toContainText("operator, ");
  await expect(hand.card(lukas)).toContainText("needs help");
});

async function handRound(says: string): Promise<void> {
  await tablet.getByRole("button", { name: "Hand the tablet round" }).click();
  await expect(tablet.getByText(says)).toBeVisible();
  await tablet.getByRole("button", { name: "Hand it round" }).click();
  await tablet.waitForURL(/\/kiosk$/);
  for (const act of ["Next", "Use this code"]) {
    await hand.type(code);
    await hand.press(act);
  }
  await listShown();
}

const listShown = () => expect(tablet.getByRole("heading", { name: /Who signs|Wer unterschreibt/ })).toBeVisible();

async function setPin(name: string, acts: readonly string[]): Promise<void> {
  await hand.press(new RegExp(name));
  for (const act of acts) {
    await hand.type(pin);
    await hand.press(act);
  }
  await expect(tablet.getByRole("heading", { name: /Your PIN|Meine PIN/ })).toBeVisible();
}

async function setPinAndSign(name: string): Promise<void> {
  await setPin(name, ["Next", "Set this PIN"]);
  await hand.type(pin);
  await hand.tap(tablet.getByRole("button", { name: "Sign", exact: true }));
  await listShown();
}

test("the network is cut: two go on signing, sealed; when it is back each arrives once", async () => {
  await expect.poll(() => tablet.evaluate(async () => (await caches.match("/kiosk")) !== undefined)).toBe(true);
  await context.setOffline(true);
  await network.cut();
  await expect(tablet.getByText(/Offline since/)).toBeVisible();
  for (const name of [fatima, kerstin]) await setPinAndSign(name);
  await expect(tablet.getByText("4 wait to be sent")).toBeVisible();
  await expect(hand.card(fatima)).toContainText("waiting to be sent");
  await tablet.reload();
  await expect(hand.card(kerstin)).toContainText("waiting to be sent");
  expect(await countOf("training.signed")).toBe(5);
  await context.setOffline(false);
  await network.mend();
  await expect(tablet.getByText(/wait(s)? to be sent/)).toHaveCount(0);
  for (const name of [fatima, kerstin]) await expect(hand.card(name)).toContainText("the trainer is next");
  expect(await countOf("training.signed")).toBe(7);
});

test("the trainer signs on the tablet and takes it back; an amendment is signed anew; the session is closed", async () => {
  await hand.press("Trainer signs (7)");
  await tablet.getByLabel("Your password").fill(password);
  await hand.press("Sign 7 records");
  await expect(tablet.getByText("both signed")).toHaveCount(7);
  await hand.press("Back to the list");
  await leaveKiosk();

  await openRow(tablet, kerstin);
  await tablet.getByRole("button", { name: "Amend", exact: true }).click();
  await tablet.getByLabel("What is wrong").selectOption({ label: "Attendance: late, 12 min" });
  await tablet.getByLabel("Instead").selectOption("late");
  await tablet.getByLabel("Minutes late").fill("25");
  await tablet.getByLabel("Reason, kept in the record").fill("the gate's clock says 09:55");
  await tablet.getByRole("button", { name: "Amend", exact: true }).click();
  await expect(row(tablet, kerstin)).toContainText("amended, to be signed again");
  expect((await trainedStanding(lead)).sentence).toContain(`is not signed: ${kerstin} (M3)`);

  await handRound("1 operator may sign now");
  await hand.sign(kerstin, pin);
  await leaveKiosk();
  await tablet.getByRole("button", { name: "Sign as trainer, 1" }).click();
  await tablet.getByLabel("Your own password").fill(password);
  await tablet.getByRole("button", { name: "Sign 1 record" }).click();
  await expect(row(tablet, kerstin)).toContainText("both, ");
  await tablet.getByRole("button", { name: "Close the session" }).click();
  await expect(tablet.getByText("Nothing is missing.")).toBeVisible();
  await tablet.getByLabel("What there is to say at the end, may be empty").fill("Lukas again on Monday");
  await tablet.getByRole("button", { name: "Close the session" }).last().click();
  await expect(tablet.getByText("closed", { exact: true })).toBeVisible();
  expect((await seen()).signed).toBe(7);
  // Each hand once, and both of Kerstin's once more.
  expect(await countOf("training.signed")).toBe(10);
});

async function leaveKiosk(): Promise<void> {
  await hand.press("Back to the trainer");
  await tablet.getByLabel("Your password").fill(password);
  await hand.press("End the kiosk");
  await tablet.waitForURL(/\/training\/sessions\/1$/);
  await expect(tablet.getByText("Live", { exact: true })).toBeVisible();
}

test("the paper alone answers who, what, which version, by whom, when, outcome, meaning, and what was changed", async ({
  browserName: _,
}, { outputDir }) => {
  const pages = await recordPages(tablet, outputDir);
  for (const [at, text] of pages.entries()) expect(text).toContain(`page ${at + 1} of ${pages.length}`);
  const { operators } = await seen();
  const hashes = operators.flatMap((one) => [one.operatorSigned?.sha256 ?? "", one.trainerSigned?.sha256 ?? ""]);
  const zone = zoneWord(Date.now(), site.timeZone);
  const parts = [
    ...[...eight, anke.name, "M3 QC gates, version 1", "120 min", "Hall 3, table 1", zone, "7 of 8 operators"],
    ...[
      "can do alone",
      "step 2: needs help",
      "not trained yet: a step is to be repeated",
      "Put a lot on hold (deutsch)",
    ],
    ...["My PIN counts as my handwritten signature.", "My password counts as my handwritten signature."],
    ...["Meine PIN zählt wie meine handschriftliche Unterschrift.", "Content SHA-256", "record SHA-256"],
    ...["pin wrong", "saw five wrong PINs and locked the operator", "unlocked the operator", "set a PIN"],
    ...["signed offline at", "by the tablet's clock, arrived", "handed a tablet round", "Lukas again on Monday"],
    ...["1 amendment, 0 signatures taken back", "late by 12 min", "late by 25 min", "the gate's clock says 09:55"],
    ...["followed by a newer signature", ...hashes],
  ];
  expect(missingFrom(pages, parts)).toEqual([]);
});

test("Training is good for those who count, and the chain is whole", async () => {
  expect(await trainedStanding(lead)).toMatchObject({ kind: "good", sentence: "All 7 on shift at launch are signed." });
  await answer(lead, ["A champion operator stands at each gate", "Marek at gates 1 to 3, Ioana at 4 to 7"]);
  await lead.page.goto(`${gantry.url}/${pilot}/launch`);
  await expect(stationRow(lead.page, "Training")).toContainText("nobody has called it yet");
  expect(await verifyLog(gantry.dataFolder)).toContain("The log is whole.");
  await desk.goto(`${gantry.url}/${pilot}/log`);
  await expect(desk.getByText("Live", { exact: true })).toBeVisible();
  await desk.keyboard.press("v");
  await expect(desk.getByText("Chain intact")).toBeVisible();
});
