import postgres from "postgres";
import { startTestServer, type TestServer } from "../lib/platform/testing/database.ts";
import { type CutNetwork, cutNetwork } from "./cut-network.ts";
import { type Gantry, startGantry } from "./gantry.ts";
import { expectNoBarriers, signIn } from "./journey.ts";
import { Hand, keptOnDevice, wrongTargets } from "./kiosk-tablet.ts";
import {
  aModule,
  aSession,
  handOut,
  markHelped,
  operatorsOf,
  pinOf,
  setPins,
  type TestOperator,
} from "./kiosk-training.ts";
import { databaseIn, type OwnDatabase } from "./own-database.ts";
import { invitePeople, type Person, pilot, post } from "./pre-launch-people.ts";
import { type BrowserContext, expect, type Page, test } from "./test.ts";

// One story: a session is signed by eight, a second one without network.
test.describe.configure({ mode: "serial" });

let server: TestServer | null = null;
let database: OwnDatabase;
let sql: postgres.Sql;
let gantry: Gantry;
let network: CutNetwork;
let trainer: Person;
let context: BrowserContext;
let tablet: Page;
let hand: Hand;
let operators: TestOperator[];
let module: { id: string; steps: string[] };

const code = "480213";
const longName = "Ana-Maria Konstantinopoulou-Wojciechowska";
const names = ["Marek Nowak", "Ayşe Demir", "Ioana Marin", "Kerstin Lange", "Lukas Terhorst", "Fatima El Amrani"];
const eight = [...names, longName, "Björn Haverkamp"];

test.beforeAll(async ({ browser }) => {
  const given = process.env["GANTRY_TEST_DATABASE_URL"];
  if (given === undefined) server = await startTestServer();
  const ownerUrl = given ?? server?.ownerUrl ?? "";
  database = await databaseIn(ownerUrl, `kiosk ${process.pid}`);
  sql = postgres(database.env.DATABASE_URL, { max: 1, onnotice: () => {} });
  gantry = await startGantry({ env: database.env });
  network = await cutNetwork(gantry.url);
  const admin = await (await browser.newContext()).newPage();
  await signIn(admin, gantry);
  const names = { slug: pilot, name: "FlowViz WMS", site: "Plant 2 (Osnabrück)", timeZone: "Europe/Berlin" };
  await post({ page: admin }, "/pilots", names);
  trainer = (await invitePeople(browser, gantry, { page: admin })).ada;
  context = await browser.newContext({ viewport: { width: 1024, height: 768 }, hasTouch: true, locale: "en" });
  tablet = await context.newPage();
  hand = new Hand(tablet);
  module = await aModule(trainer);
  operators = await operatorsOf(trainer, [...eight, "Paul Griese"]);
});
test.afterAll(async () => {
  await sql?.end({ timeout: 2 });
  await gantry?.stop();
  await network?.cut();
  await database?.drop();
  await server?.stop();
});

async function signInTrainer(): Promise<void> {
  await tablet.goto(`${network.url}/sign-in`);
  await tablet.getByLabel("E-mail").fill("ada@plant.example");
  await tablet.getByLabel("Password").fill(trainer.password);
  await tablet.getByRole("button", { name: "Sign in" }).click();
  await tablet.waitForURL((url) => url.pathname !== "/sign-in");
}

async function looksRight(): Promise<void> {
  expect(await wrongTargets(tablet)).toEqual([]);
  await expectNoBarriers(tablet);
}

async function chooseCode(): Promise<void> {
  await expect(tablet.getByRole("heading", { name: "A code for this tablet" })).toBeVisible();
  await looksRight();
  await hand.type(code);
  await hand.press("Next");
  await hand.type(code);
  await hand.press("Use this code");
}

/** How many signatures each operator has, by who signed. */
async function signatures(session: number, as: "operator" | "trainer"): Promise<number[]> {
  const rows = await sql<{ n: number }[]>`
    select count(*)::int as n from training_acts a join training_sessions s on s.id = a.session_id
    where s.number = ${session} and a.act->>'do' = 'signed' and a.act->>'as' = ${as} group by a.operator_id`;
  return rows.map(({ n }) => n);
}

const ones = (count: number) => Array.from({ length: count }, () => 1);
const listShown = () => expect(tablet.getByRole("heading", { name: "Who signs?" })).toBeVisible();

test("eight operators sign on one tablet, then the trainer for all of them", async () => {
  await signInTrainer();
  const session = await aSession(trainer, { module, operators: operators.slice(0, 8) });
  await handOut(tablet, session);
  await chooseCode();
  await listShown();
  await looksRight();
  await setPins(tablet, operators.slice(0, 8));
  await expect(hand.card(longName)).toContainText("did it alone");

  const eightSign = new Hand(tablet);
  const startedAt = performance.now();
  for (const [at, name] of eight.entries()) await eightSign.sign(name, pinOf(at), at === 1 ? "Unterschreiben" : "Sign");
  const seconds = (performance.now() - startedAt) / 1_000;
  console.log(`Eight operators signed with ${eightSign.taps} taps in ${seconds.toFixed(1)} s.`);
  expect(eightSign.taps).toBeLessThanOrEqual(80);
  expect(seconds).toBeLessThanOrEqual(120);
  await expect(hand.button("Trainer signs (8)")).toBeVisible();
  expect(await signatures(session, "operator")).toEqual(ones(8));

  await trainerSigns();
  expect(await signatures(session, "trainer")).toEqual(ones(8));
  await hand.press("Back to the list");
  await expect(tablet.getByText("both signed")).toHaveCount(8);
});

async function trainerSigns(): Promise<void> {
  await hand.press(/^Trainer signs/);
  await looksRight();
  await tablet.getByLabel("Your password").fill("not the password");
  await hand.press("Sign 8 records");
  await expect(tablet.getByRole("main")).toContainText("The trainer's password was wrong. Nothing is signed.");
  await tablet.getByLabel("Your password").fill(trainer.password);
  await hand.press("Sign 8 records");
  await expect(tablet.getByText("both signed")).toHaveCount(8);
  await looksRight();
}

test("the tablet leads nowhere else: neither by an address, nor back, nor past its lock", async () => {
  await hand.press("Deutsch");
  await expect(tablet.getByRole("heading", { name: "Wer unterschreibt?" })).toBeVisible();
  await expect(tablet.getByText("beide unterschrieben")).toHaveCount(8);
  await looksRight();
  await tablet.reload();
  await expect(tablet.getByRole("heading", { name: "Wer unterschreibt?" })).toBeVisible();
  await hand.press("English");
  for (let back = 0; back < 3; back += 1) {
    await tablet.goBack();
    await listShown();
    expect(new URL(tablet.url()).pathname).toBe("/kiosk");
  }
  await expect(tablet.getByRole("link")).toHaveCount(0);
  await consoleStaysClosed();

  await hand.press("Lock");
  await expect(tablet.getByRole("heading", { name: "Locked", exact: true })).toBeVisible();
  await looksRight();
  await expect(tablet.getByText(longName)).toHaveCount(0);
  await tablet.reload();
  for (const wrong of ["111111", "222222", "333333"]) {
    await hand.type(wrong);
    await hand.press("Open");
    await expect(tablet.getByRole("alert").filter({ hasText: "That is not the code." })).toBeVisible();
  }
  await expect(tablet.getByText(/The next try is possible in \d s/)).toBeVisible();
  await tablet.reload();
  await expect(tablet.getByText(/The next try is possible in \d s/)).toBeVisible();
  await expect(hand.button("1")).toBeEnabled();
  await hand.type(code);
  await hand.press("Open");
  await listShown();
  await leave();
});

/** With the tablet's own cookies. */
async function consoleStaysClosed(): Promise<void> {
  const other = await context.newPage();
  for (const path of [
    "/",
    "/pilots",
    `/${pilot}/launch`,
    `/${pilot}/runs`,
    `/${pilot}/training/sessions`,
    "/account",
  ]) {
    await other.goto(`${network.url}${path}`);
    expect(new URL(other.url()).pathname, path).toBe("/sign-in");
  }
  const asked = await other.request.get(`${network.url}/api/v1/pilots`);
  expect(asked.status()).toBe(401);
  await other.close();
}

async function leave(): Promise<void> {
  await hand.press("Back to the trainer");
  await looksRight();
  await tablet.getByLabel("Your password").fill("not the password");
  await hand.press("End the kiosk");
  await expect(tablet.getByRole("alert").filter({ hasText: "That password was wrong." })).toBeVisible();
  await tablet.getByLabel("Your password").fill(trainer.password);
  await hand.press("End the kiosk");
  await tablet.waitForURL(/\/training\/sessions\/\d+$/);
  const kept = await keptOnDevice(tablet);
  for (const [text, what] of [
    [longName, "a name"],
    ["TS-0", "the session"],
    [trainer.password, "a password"],
  ] as const)
    expect(kept.includes(text), `${what} was left on the device`).toBe(false);
}

test("without network it goes on: sealed, marked, kept over a reload, sent once, and judged then", async () => {
  const [marek, ayse, ioana, kerstin] = operators as [TestOperator, TestOperator, TestOperator, TestOperator];
  const paul = operators[8] as TestOperator;
  const session = await aSession(trainer, { module, operators: [marek, ayse, ioana, kerstin, paul] });
  await handOut(tablet, session);
  await chooseCode();
  await listShown();
  await hand.sign(marek.name, pinOf(0));
  await expect(hand.card(marek.name)).toContainText("the trainer is next");
  await keepsItsPage();

  await cutOff();
  await expect(tablet.getByText(/Offline since \d\d:\d\d, now \d\d:\d\d/)).toBeVisible();
  await hand.sign(ayse.name, "918273", "Unterschreiben");
  await hand.sign(ioana.name, pinOf(2));
  await setPinAndSign(paul);
  await expect(tablet.getByText("4 wait to be sent")).toBeVisible();
  await tablet.reload();
  await expect(tablet.getByText(/Offline since/)).toBeVisible();
  for (const { name } of [ayse, ioana, paul]) await expect(hand.card(name)).toContainText("waiting to be sent");
  await looksRight();
  await hand.press(/^Trainer signs/);
  await expect(tablet.getByText("3 signatures wait to be sent.")).toBeVisible();
  await trainerSeals("not the password");
  await expect(hand.card(marek.name)).toContainText("trainer signed, waiting to be sent");
  await hand.sign(kerstin.name, pinOf(3));
  expect(await signatures(session, "operator")).toEqual(ones(1));
  await nothingIsReadable(["918273", pinOf(2), pinOf(3), "739164", code, "not the password"]);

  await markHelped(trainer, session, { operatorId: kerstin.id, step: module.steps[1] ?? "" });
  await context.setOffline(false);
  await network.mend();
  await expect(tablet.getByText(/Live ·/)).toBeVisible();
  await expect(tablet.getByText(/wait(s)? to be sent/)).toHaveCount(0);
  await expect(hand.card(ayse.name)).toContainText("The PIN was wrong, 4 tries left");
  await expect(tablet.getByText("The trainer's password was wrong. Nothing is signed.")).toBeVisible();
  await expect(hand.card(kerstin.name)).toContainText("not signed: the record was changed");
  for (const { name } of [ioana, paul]) await expect(hand.card(name)).toContainText("the trainer is next");
  expect(await signatures(session, "operator")).toEqual(ones(3));

  await hand.sign(ayse.name, pinOf(1), "Unterschreiben");
  await expect(hand.card(ayse.name)).toContainText("the trainer is next");
  expect(await signatures(session, "operator")).toEqual(ones(4));
  expect(await signatures(session, "trainer")).toEqual([]);
  await nothingIsReadable([pinOf(1), "739164"]);
});

/** Judged when it arrives, as a PIN is. */
async function trainerSeals(password: string): Promise<void> {
  await tablet.getByLabel("Your password").fill(password);
  // Who signed here without network counts: the trainer's record goes out after theirs.
  await hand.press("Sign 4 records");
  await expect(tablet.getByText("waiting to be sent, not yet a signature")).toHaveCount(4);
  await hand.press("Back to the list");
}

/** Signing waits for that: only a page that is kept comes back without network. */
async function keepsItsPage(): Promise<void> {
  await expect
    .poll(() =>
      tablet.evaluate(
        async () => (await caches.match("/kiosk")) !== undefined && navigator.serviceWorker.controller !== null,
      ),
    )
    .toBe(true);
}

async function cutOff(): Promise<void> {
  await context.setOffline(true);
  await network.cut();
}

async function setPinAndSign({ name }: TestOperator): Promise<void> {
  await hand.press(new RegExp(name));
  await looksRight();
  await hand.type("121212");
  await hand.press("Next");
  await expect(tablet.getByText("That PIN is too easy to guess.")).toBeVisible();
  for (const act of ["Next", "Set this PIN"]) {
    await hand.type("739164");
    await hand.press(act);
  }
  await expect(tablet.getByRole("heading", { name: "Your PIN" })).toBeVisible();
  await looksRight();
  await hand.type("739164");
  await hand.press("Sign");
  await listShown();
}

async function nothingIsReadable(secrets: readonly string[]): Promise<void> {
  const kept = await keptOnDevice(tablet);
  expect(kept).toContain("queue");
  expect(kept).toContain("Marek Nowak");
  for (const secret of secrets) expect(kept.includes(secret), secret).toBe(false);
}

test("who leaves is forgotten, who does not agree says why, and a closed kiosk forgets everybody", async () => {
  const session = await aSession(trainer, { module, operators: operators.slice(4, 6) });
  await leave();
  await tablet.clock.install();
  await handOut(tablet, session);
  await chooseCode();
  await listShown();
  await forgetsWhoLeft();
  await hand.press(/Lukas Terhorst/);
  await hand.press("I do not agree");
  await looksRight();
  await hand.press("I could not do it alone");
  await expect(hand.card("Lukas Terhorst")).toContainText("did not agree");
  await post(trainer, `/pilots/${pilot}/training/sessions/${session}/closing`, { says: "" });
  await expect(tablet.getByRole("heading", { name: "This session is over" })).toBeVisible();
  await looksRight();
  await sql`update kiosks set closed_at = now()`;
  await expect(tablet.getByRole("heading", { name: "The kiosk was closed" })).toBeVisible();
  await looksRight();
  expect(await keptOnDevice(tablet)).not.toContain("Lukas");
});

/** 60 s without a touch lead back to the list, three minutes hide the names. */
async function forgetsWhoLeft(): Promise<void> {
  await hand.press(/Lukas Terhorst/);
  await hand.type("48");
  await tablet.clock.fastForward(61_000);
  await listShown();
  await tablet.clock.fastForward(181_000);
  await expect(tablet.getByRole("heading", { name: "Locked", exact: true })).toBeVisible();
  await hand.type(code);
  await hand.press("Open");
  await listShown();
}
