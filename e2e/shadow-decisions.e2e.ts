import { randomUUID } from "node:crypto";
import type { RulesView } from "../lib/shadow/core/shadow-view.ts";
import { type Gantry, startGantry } from "./gantry.ts";
import { ask, complaintsOf, expectNoBarriers, signIn } from "./journey.ts";
import { type Browser, expect, type Page, test } from "./test.ts";

// One story: what the first part accepts, the others go on with.
test.describe.configure({ mode: "serial" });

let gantry: Gantry;
test.beforeAll(async () => {
  gantry = await startGantry();
});
test.afterAll(() => gantry.stop());
test.beforeEach(({ page }) => signIn(page, gantry));

const second = { name: "Jana Vogel", email: "j.vogel@plant.example", role: "lead" };
const reader = { name: "Ute Lang", email: "u.lang@plant.example", role: "viewer" };
const password = "seven green forklifts";

/** An account made by its one-time link, in a browser of its own. */
async function join(page: Page, browser: Browser, { name, email, role }: typeof second): Promise<Page> {
  const link = await page.evaluate(
    async (body) => {
      const init = { method: "POST", headers: { "content-type": "application/json" }, body };
      return (await (await fetch("/api/v1/invites", init)).json()).link;
    },
    JSON.stringify({ name, email, roles: [role] }),
  );
  const own = await (await browser.newContext()).newPage();
  await own.goto(link.replace(/^https?:\/\/[^/]+/, gantry.url));
  await own.getByLabel("Name", { exact: true }).fill(name);
  await own.getByLabel("Password", { exact: true }).fill(password);
  await own.getByLabel("Password again").fill(password);
  await own.getByRole("button", { name: "Make my account" }).press("Enter");
  await own.waitForURL(/\/practice\/runs$/);
  return own;
}

type Lot = { id: number; trace_id: string; lot_code: string; weight_kg: number };

const answer = (lot: Lot) => ({
  status: 200,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(lot),
  latencyMs: 5,
});

/** So many exchanges about lots; each system makes a trace of its own, and `changed` says what else the new one answers otherwise. */
async function send(page: Page, n: number, changed: (lot: Lot) => Lot): Promise<void> {
  const at = new Date().toISOString();
  const lines = Array.from({ length: n }, (_, place) => {
    const lot = { id: place + 1, trace_id: randomUUID(), lot_code: `OSN-${10_000 + place}`, weight_kg: 12.5 };
    const candidate = answer(changed({ ...lot, trace_id: randomUUID() }));
    const line = { id: randomUUID(), at, method: "GET", target: `/lots/${lot.id}`, legacy: answer(lot), candidate };
    return JSON.stringify(line);
  });
  const counted = await page.evaluate(async (body) => {
    const headers = { "content-type": "application/x-ndjson" };
    const address = "/api/v1/pilots/practice/exchanges?source=by-hand";
    return (await (await fetch(address, { method: "POST", headers, body })).json()).counted;
  }, lines.join("\n"));
  expect(counted).toBe(n);
}

async function openShadow(page: Page, search = ""): Promise<void> {
  await page.goto(`${gantry.url}/practice/shadow${search}`);
  // From the first beat on the page hears its keys.
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expect(page.getByText(/^parity of answers|^nothing in the window/)).toBeVisible();
}

const groupRow = (page: Page, field: string) =>
  page
    .getByRole("row")
    .filter({ hasText: field })
    .filter({ has: page.getByRole("link", { name: /^SD-/ }) });
const parityIs = (page: Page, text: string) => expect(page.getByText(`parity of answers, ${text}`)).toBeVisible();

/** Goes down the list to a group by its key. */
async function goTo(page: Page, field: string): Promise<void> {
  const names = await page
    .getByRole("link", { name: /^SD-/ })
    .evaluateAll((links) => links.map((one) => one.getAttribute("aria-label") ?? ""));
  const place = names.findIndex((name) => name.includes(`, ${field}, `));
  // The page hears its keys a moment after the frame around it does; k goes to the first row and stays there.
  await expect(async () => {
    await page.keyboard.press("k");
    expect(page.url()).toContain("group=");
  }).toPass();
  for (let step = 0; step < place; step++) await page.keyboard.press("j");
  await expect(groupRow(page, field).locator('a[aria-current="true"]')).toBeVisible();
  await expect(page.getByRole("heading", { name: "Disposition" })).toBeVisible();
}

/** Every button that decides something; those that only show more stay. */
const deciding =
  /^(Fix in new|Accept|Undo|Owner|Link|Withdraw|Name |Correct|Window|Not noise|Mark all|Pause|Set up|[1-5] )/;

test("a proposal says what it would swallow, is accepted, and withdrawn with a reason: its group comes back", async ({
  page,
}) => {
  const complaints = complaintsOf(page);
  await send(page, 120, (lot) => lot);
  await send(page, 30, (lot) => ({ ...lot, weight_kg: 13 }));
  await send(page, 20, (lot) => ({ ...lot, lot_code: lot.lot_code.toLowerCase() }));
  await openShadow(page);
  await parityIs(page, "0 of n 170");
  await expect(page.getByRole("link", { name: "1 proposal below" })).toBeVisible();
  await page.getByRole("button", { name: "Show what it would swallow" }).press("Enter");
  await expect(page.getByText("(value, 170 exchanges): all of it")).toBeVisible();
  await expectNoBarriers(page);
  await page.getByRole("button", { name: "Accept", exact: true }).press("Enter");
  await parityIs(page, "120 of n 170");
  await expect(groupRow(page, "$.trace_id")).toContainText("Noise rule");
  await expect(page.getByRole("heading", { name: "Proposals" })).toBeHidden();

  await page.getByRole("button", { name: /^Withdraw the rule at \$\.trace_id/ }).press("Enter");
  await expect(page.getByLabel("Reason, kept in the log")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText("say why")).toBeVisible();
  await page.keyboard.type("the trace is printed on the label");
  await page.keyboard.press("Enter");
  await parityIs(page, "0 of n 170");
  await expect(groupRow(page, "$.trace_id")).toContainText("none");
  await page.getByText(/^How the rules came to be: 2 changes/).click();
  await expect(page.getByText(/rule withdrawn, the trace is printed on the label/)).toBeVisible();
  const anew = async () => (await ask<RulesView>(page, "/shadow/rules")).recompare;
  await expect.poll(anew).toMatchObject({ version: 2, ended: true });
  const { done = 0, total = 0 } = (await anew()) ?? {};
  expect([total > 0, done]).toEqual([true, total]);
  await expect(page.getByText(/^Kept pairs are compared anew/)).toBeHidden();

  await page.getByRole("button", { name: "Not noise" }).press("Enter");
  await expect(page.getByRole("heading", { name: "Proposals" })).toBeHidden();
  expect(complaints).toEqual([]);
});

test("a critical field: the lead accepts, is refused as the second, and somebody else says yes by y", async ({
  page,
  browser,
}) => {
  await openShadow(page);
  await page.getByRole("button", { name: "Name critical fields" }).press("Enter");
  await page.getByLabel("One a line: an endpoint or *, then the path").fill("* $.lot_code");
  await page.getByLabel("Reason, kept in the log").fill("it is what a recall goes by");
  await page.keyboard.press("Enter");
  await expect(groupRow(page, "$.lot_code")).toContainText("CRITICAL");
  await goTo(page, "$.lot_code");
  await page.keyboard.press("3");
  await expect(page.getByLabel("Reason, kept in the log")).toBeFocused();
  await expect(page.getByText("A second person must say yes as well.")).toBeVisible();
  await page.keyboard.type("scanners read both");
  await page.keyboard.press("Enter");
  await expect(groupRow(page, "$.lot_code")).toContainText("needs a second person");
  await expect(page.getByText("the yes that it waits for comes from somebody else")).toBeVisible();
  await expect(page.getByRole("button", { name: "Say yes as well" })).toHaveCount(0);
  const address = new URL(page.url()).search;
  const number = new URLSearchParams(address).get("group");
  expect(await ask(page, `/shadow/groups/${number}/second`, {})).toMatchObject({
    status: 403,
    type: "urn:gantry:second-is-first",
  });

  const other = await join(page, browser, second);
  await openShadow(other, address);
  await expect(other.getByRole("button", { name: "Say yes as well" })).toBeVisible();
  await expectNoBarriers(other);
  await other.keyboard.press("y");
  await expect(groupRow(other, "$.lot_code")).toContainText("accepted");
  await expect(groupRow(page, "$.lot_code")).toContainText("accepted");
  await expect(page.getByText(`${second.name}: said yes as well`)).toBeVisible();
  // What the first said can be taken back once the yes is through, and then it waits again.
  await expect(other.getByRole("button", { name: /^Undo/ })).toBeEnabled();
  await other.keyboard.press("u");
  await expect(groupRow(page, "$.lot_code")).toContainText("needs a second person");
  await other.context().close();
});

/** Parity is about the version that is on from now. */
async function nameWindow(page: Page, version: string): Promise<void> {
  await page.keyboard.press("w");
  await expect(page.getByLabel("Begins")).toBeFocused();
  await page.getByLabel("Begins").selectOption("now");
  await page.getByLabel("Version of the new system").fill(version);
  await page.getByLabel("Reason, kept in the log").fill(`${version} weighs as legacy does`);
  await page.keyboard.press("Enter");
  await expect(page.getByText(`${version}, by k.brandt`)).toBeVisible();
  await expect(page.getByRole("form", { name: "Window of parity" })).toBeHidden();
}

test("to be fixed, checked again: nothing since, still there, gone", async ({ page }) => {
  await openShadow(page);
  await goTo(page, "$.weight_kg");
  // What whoever only reads must not find is looked for by a name that finds it here.
  expect(await page.getByRole("button", { name: deciding }).count()).toBeGreaterThan(10);
  await page.keyboard.press("1");
  await expect(page.getByLabel("Note, may stay empty")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(groupRow(page, "$.weight_kg")).toContainText("to be fixed");
  await expect(page.getByLabel("Note, may stay empty")).toBeHidden();
  await nameWindow(page, "2.4.0");
  await page.keyboard.press("c");
  await expect(page.getByText(/Nothing of this endpoint was compared since (\w+ \d+ \w+ )?\d\d:\d\d/)).toBeVisible();
  await send(page, 10, (lot) => ({ ...lot, weight_kg: 13 }));
  await parityIs(page, "0 of n 10");
  await page.keyboard.press("c");
  await expect(page.getByText("checked again, it is still there: 10 exchanges")).toBeVisible();

  await nameWindow(page, "2.4.1");
  await send(page, 25, (lot) => lot);
  await parityIs(page, "0 of n 25");
  await page.keyboard.press("c");
  await expect(page.getByText("checked again, it is gone: 25 exchanges")).toBeVisible();
  await expect(page.getByText("Fix in new, fixed, gone at the re-check")).toBeVisible();
  await expectNoBarriers(page);
});

test("whoever only reads sees what stands, and nothing to decide with", async ({ page, browser }) => {
  const own = await join(page, browser, reader);
  const complaints = complaintsOf(own);
  await openShadow(own);
  await goTo(own, "$.trace_id");
  await expect(own.getByText("A lead or an admin decides what is to become of a group.")).toBeVisible();
  await expect(own.getByRole("button", { name: deciding })).toHaveCount(0);
  await own.keyboard.press("r");
  await expect(own.getByRole("heading", { name: "Request", exact: true })).toBeVisible();
  for (const key of ["1", "3", "4", "5", "o", "l", "u", "w"]) await own.keyboard.press(key);
  await expect(own.getByRole("form")).toHaveCount(0);
  await expect(own.getByRole("textbox")).toHaveCount(1);
  await expectNoBarriers(own);
  expect(complaints).toEqual([]);
  await own.context().close();
});
