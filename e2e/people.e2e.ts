import { type Gantry, startGantry } from "./gantry.ts";
import { ask, complaintsOf, expectNoBarriers, openPracticeRun, openProfile, signIn } from "./journey.ts";
import { type Browser, expect, type Page, test } from "./test.ts";

// One story: whom the first part invites, the others go on with.
test.describe.configure({ mode: "serial" });

let gantry: Gantry;
test.beforeAll(async () => {
  gantry = await startGantry();
});
test.afterAll(() => gantry.stop());

const jana = { name: "Jana Vogel", email: "j.vogel@plant.example", password: "seven green forklifts" };
/** What the product promises people: an account that is disabled sees nothing live after 5 s. */
const promiseMs = 5_000;

/** A browser of its own, as on another machine. */
async function otherBrowser(browser: Browser): Promise<Page> {
  return (await browser.newContext()).newPage();
}

async function openPeople(page: Page): Promise<void> {
  await page.goto(`${gantry.url}/practice/settings#people`);
  await expect(page.getByRole("heading", { name: "People and roles" })).toBeVisible();
}

/** The one-time link, on the address that this journey uses. */
async function shownLink(page: Page, whose: string): Promise<string> {
  const link = await page.getByLabel(`Link for ${whose}`).inputValue();
  await page.getByRole("button", { name: "I have it" }).click();
  await expect(page.getByLabel(`Link for ${whose}`)).toHaveCount(0);
  return link.replace(/^https?:\/\/[^/]+/, gantry.url);
}

function janasRow(page: Page) {
  return page.getByRole("row").filter({ hasText: jana.email });
}

async function tryPassword(page: Page, password: string): Promise<void> {
  await page.getByLabel("E-mail").fill(jana.email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

async function inviteJana(page: Page): Promise<string> {
  await openPeople(page);
  await expect(page.getByText("You are the only one.")).toBeVisible();
  await page.getByRole("button", { name: "Invite" }).click();
  await expect(page.getByLabel("E-mail")).toBeFocused();
  await page.getByLabel("E-mail").fill(jana.email);
  await page.getByLabel("Name", { exact: true }).fill("J. Vogel");
  await page.keyboard.press("Enter");
  await expect(page.getByText("choose at least one")).toBeVisible();
  await page.getByRole("checkbox", { name: "viewer" }).check();
  await expectNoBarriers(page);
  await page.getByRole("button", { name: "Make the link" }).click();
  return shownLink(page, "J. Vogel");
}

async function join(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "You are invited" })).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill(jana.name);
  await page.getByLabel("Password", { exact: true }).fill(jana.password);
  await page.getByLabel("Password again").fill(jana.password);
  await expectNoBarriers(page);
  await page.getByRole("button", { name: "Make my account" }).click();
  await page.waitForURL(/\/practice\/runs$/);
}

test("invited, a viewer only reads; disabled, their open run page goes dark within 5 s", async ({ page, browser }) => {
  const complaints = complaintsOf(page);
  await signIn(page, gantry);
  const link = await inviteJana(page);
  const viewer = await otherBrowser(browser);
  await join(viewer, link);
  const number = await openPracticeRun(page, gantry, { name: "Watched", profile: openProfile(60, 5) });
  expect(await ask(viewer, "/runs", {})).toMatchObject({ status: 403, type: "urn:gantry:role-needed" });
  await viewer.goto(`${gantry.url}/practice/runs/${number}`);
  await expect(viewer.getByText("RUNNING", { exact: true })).toBeVisible();
  await expect(viewer.getByRole("button", { name: "Stop run" })).toHaveCount(0);
  const used = await otherBrowser(browser);
  await used.goto(link);
  await expect(used.getByText("This link has been used")).toBeVisible();

  await openPeople(page);
  await page.getByRole("button", { name: `Disable ${jana.name}` }).click();
  await expect(page.getByText(/their sessions end, pages they have open go dark within 5 s/)).toBeVisible();
  await page.getByLabel("Reason").fill("left the site");
  await expectNoBarriers(page);
  await page.getByRole("button", { name: "Disable the account" }).click();
  const from = Date.now();
  await expect(viewer.getByText(/This account was disabled/)).toBeVisible();
  expect(Date.now() - from).toBeLessThanOrEqual(promiseMs);
  await expect(janasRow(page)).toContainText("disabled");
  await page.getByRole("button", { name: `Enable ${jana.name}` }).click();
  await page.getByLabel("Reason").fill("back again");
  await page.getByRole("button", { name: "Enable the account" }).click();
  await expect(janasRow(page)).toContainText("enabled");
  expect(complaints).toEqual([]);
});

test("five wrong passwords: sign-in says how long it rests; an admin lifts it", async ({ page, browser }) => {
  await signIn(page, gantry);
  const stranger = await otherBrowser(browser);
  await stranger.goto(`${gantry.url}/sign-in`);
  // No account can have it: it is told so, and does not count.
  await tryPassword(stranger, "x".repeat(1_001));
  await expect(stranger.getByText("This is no e-mail address and password.")).toBeVisible();
  for (const [n, which] of ["first", "second", "third", "fourth", "fifth"].entries()) {
    // What a client says of its own address counts for nothing.
    const address = `203.0.113.${n + 1}`;
    await stranger.setExtraHTTPHeaders({ "x-gantry-address": address, "x-forwarded-for": address });
    await tryPassword(stranger, `not the ${which}`);
    await expect(stranger.getByText(`this was the ${which}.`)).toBeVisible();
  }
  await tryPassword(stranger, jana.password);
  await expect(stranger.getByText("Too many wrong tries: sign-in from here rests for 1 min.")).toBeVisible();
  await expectNoBarriers(stranger);
  await openPeople(page);
  await expect(janasRow(page)).toContainText("wrong passwords: waits until");
  await page.getByRole("button", { name: `Lift the wait of ${jana.name}` }).click();
  await expect(janasRow(page)).not.toContainText("waits until");
  await tryPassword(stranger, jana.password);
  await stranger.waitForURL(/\/practice\/runs$/);
});

test("roles change in place; sign out everywhere ends the other browser; a reset link sets a new password", async ({
  page,
  browser,
}) => {
  await signIn(page, gantry);
  const [first, second] = [await otherBrowser(browser), await otherBrowser(browser)];
  for (const one of [first, second]) {
    await one.goto(`${gantry.url}/sign-in`);
    await tryPassword(one, jana.password);
    await one.waitForURL(/\/practice\/runs$/);
  }
  await openPeople(page);
  await page.getByRole("button", { name: `Change ${jana.name}` }).click();
  await page.getByRole("checkbox", { name: "lead" }).check();
  await page.getByLabel("Reason").fill("runs the tests from now on");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(janasRow(page)).toContainText("viewer, lead");
  await first.goto(`${gantry.url}/account`);
  await expect(first.getByRole("row", { name: /this one/ })).toContainText("now");
  await expectNoBarriers(first);
  await first.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(first.getByText("You signed out everywhere.")).toBeVisible();
  await expect(second.getByText(/Your session was ended/)).toBeVisible();

  await page.getByRole("button", { name: `Reset password ${jana.name}` }).click();
  await page.getByRole("button", { name: "Make the reset link" }).click();
  await first.goto(await shownLink(page, jana.name));
  await first.getByLabel("New password").fill("eight blue conveyors");
  await first.getByLabel("Once more").fill("eight blue conveyors");
  await expectNoBarriers(first);
  await first.getByRole("button", { name: "Set the password" }).click();
  await first.waitForURL(/\/practice\/runs$/);
});
