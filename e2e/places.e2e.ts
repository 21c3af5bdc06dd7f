import { createServer, type Server } from "node:net";
import { admin, freePort, type Gantry, startGantry } from "./gantry.ts";
import { complaintsOf, expectNoBarriers, signIn } from "./journey.ts";
import { siteDay } from "./site-day.ts";
import { expect, type Page, test } from "./test.ts";

// Each step stands on the pilot that the one before made.
test.describe.configure({ mode: "serial" });

let gantry: Gantry;
let port: number;
let peer: Server | null = null;
test.beforeAll(async () => {
  [gantry, port] = await Promise.all([startGantry(), freePort()]);
});
test.afterAll(async () => {
  peer?.close();
  await gantry.stop();
});

/** An admin who is named by the environment is called by the first part of the address. */
const [called = ""] = admin.email.split("@");

/** One round of looks is 10 s. */
const looked = { timeout: 40_000 };

async function openSettings(page: Page): Promise<void> {
  await page.goto(`${gantry.url}/plant-2/settings`);
  // From the first beat on the page hears its keys.
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
}

/** With the pilot of its own there are two, so that the first page is the list. */
async function signInAgain(page: Page): Promise<void> {
  await page.goto(`${gantry.url}/sign-in`);
  await page.getByLabel("E-mail").fill(admin.email);
  await page.getByLabel("Password").fill(admin.password);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/pilots$/);
}

const systemRow = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name }).first();

function listen(): Promise<void> {
  peer = createServer((socket) => socket.on("error", () => {}));
  return new Promise((resolve) => peer?.listen(port, "127.0.0.1", resolve));
}

test("a pilot is made by keyboard; what does not fit gets its sentence and stays", async ({ page }) => {
  const complaints = complaintsOf(page);
  await signIn(page, gantry);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("p");
  await page.waitForURL(/\/pilots$/);
  await expectNoBarriers(page);
  await page.keyboard.press("n");
  await page.waitForURL(/\/pilots\/new$/);
  await page.getByLabel("Name", { exact: true }).fill("Plant 2");
  await expect(page.getByText("its pages begin with /plant-2")).toBeVisible();
  await page.getByLabel("Site").fill("Hall 3 (Žďár nad Sázavou)");
  await page.getByLabel("Time zone").fill("CET");
  await page.getByLabel("Short name for its address").fill("wall");
  await page.keyboard.press("Enter");
  await expect(page.getByText("wall is a place of Gantry's own; choose another")).toBeVisible();
  await expect(page.getByText("an IANA time zone is expected, such as Europe/Prague")).toBeVisible();
  await expectNoBarriers(page);
  await page.getByLabel("Time zone").fill("europe/prague");
  await page.getByLabel("Short name for its address").fill("practice");
  await page.keyboard.press("Enter");
  await expect(page.getByText("There is a pilot at /practice already")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Site")).toHaveValue("Hall 3 (Žďár nad Sázavou)");
  await page.getByLabel("Short name for its address").fill("");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/plant-2\/settings$/);
  await expect(page.getByText("No system is named yet.")).toBeVisible();
  await expect(page.getByText("Europe/Prague", { exact: true })).toBeVisible();
  await expectNoBarriers(page);
  // The refusal of a taken name is a 409, which a browser writes down.
  expect(complaints.filter((line) => !line.includes("409"))).toEqual([]);
});

test("systems: named by keyboard, looked at by the keeper, production unlocked and withdrawn in place", async ({
  page,
}) => {
  await listen();
  await signInAgain(page);
  await openSettings(page);
  await page.keyboard.press("a");
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  await page.keyboard.type("warehouse");
  await page.getByLabel("Address").fill(`http://127.0.0.1:${port}`);
  await page.reload();
  await expect(page.getByLabel("Address")).toHaveValue(`http://127.0.0.1:${port}`);
  await page.getByLabel("Reason, kept in the log").fill("the hall's own machine");
  await page.getByRole("button", { name: "Add it" }).click();
  await expect(page.getByText("choose test, staging or production")).toBeVisible();
  await page.getByLabel("Role", { exact: true }).selectOption("new");
  await page.getByLabel("Environment").selectOption("production");
  await page.getByRole("button", { name: "Add it" }).click();
  const row = systemRow(page, "warehouse");
  await expect(row).toContainText("load runs locked");
  await expect(row).toContainText(/answers, (under 1|\d+) ms/, looked);
  await expect(row).toContainText("this machine");

  await page.getByRole("button", { name: "Unlock warehouse for one load run" }).click();
  const unlock = page.getByRole("form", { name: "Unlock warehouse for one load run" });
  await unlock.getByLabel("Reason").fill("the last rehearsal");
  await unlock.getByLabel("For").fill("15");
  await unlock.getByLabel("Type its name").fill("Warehouse");
  await page.keyboard.press("Enter");
  await expect(unlock.getByText("type warehouse, as it stands above")).toBeVisible();
  await expectNoBarriers(page);
  await unlock.getByLabel("Type its name").fill("warehouse");
  await page.keyboard.press("Enter");
  await expect(row).toContainText("one load run, unlocked");
  await page.getByRole("button", { name: /^Withdraw the unlock of warehouse/ }).click();
  await expect(row).toContainText("load runs locked");

  await new Promise((resolve) => peer?.close(resolve));
  await expect(row).toContainText("down since", looked);
  await expect(row).toContainText("It refuses the connection");

  await page.getByRole("button", { name: "Remove warehouse" }).click();
  await page.getByLabel("Reason, kept in the log").fill("it was the wrong machine");
  await page.keyboard.press("Enter");
  await expect(page.getByText("No system is named yet.")).toBeVisible();
});

test("the plan: a window makes the clock run; the second of two editors is told, and keeps what was typed", async ({
  page,
  browser,
}) => {
  await signInAgain(page);
  await openSettings(page);
  const day = siteDay(5, "Europe/Prague");
  await page.getByRole("button", { name: "Change window and programme" }).click();
  await page.getByLabel("Window from").fill(`${day}T08:00`);
  await page.getByLabel("Window to").fill(`${day}T07:00`);
  await page.keyboard.press("Enter");
  await expect(page.getByText("it ends after it begins")).toBeVisible();
  await page.getByLabel("Window to").fill(`${day}T16:00`);
  await page.keyboard.press("Enter");
  await expect(page.getByText(/^L-[45] d \d\d:\d\d$/)).toBeVisible();

  const context = await browser.newContext();
  const other = await context.newPage();
  await signInAgain(other);
  await openSettings(other);
  for (const one of [page, other]) await one.getByRole("button", { name: "Change the pilot" }).click();
  await page.getByLabel("Site").fill("Hall 4");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Hall 4").first()).toBeVisible();
  await other.getByLabel("Name", { exact: true }).fill("Plant two");
  await other.getByRole("button", { name: "Save" }).click();
  await expect(other.getByText(`While you were typing, ${called} changed the site.`)).toBeVisible();
  await expect(other.getByLabel("Name", { exact: true })).toHaveValue("Plant two");
  await expect(other.getByLabel("Site")).toHaveValue("Hall 4");
  await other.getByRole("button", { name: "Save" }).click();
  await expect(other.getByRole("complementary").getByText("Plant two")).toBeVisible();
  // Told by the feed.
  await expect(page.getByRole("complementary").getByText("Plant two")).toBeVisible();
  await context.close();
});

test("a button clicked before the page's scripts are there acts once they are, and once only", async ({ page }) => {
  const complaints = complaintsOf(page);
  await signInAgain(page);
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route("**/_next/static/**/*.js", async (route) => {
    await held;
    await route.continue();
  });
  await page.addInitScript(() => {
    const counted = window as { clicksHeard?: number };
    counted.clicksHeard = 0;
    addEventListener("click", () => {
      counted.clicksHeard = (counted.clicksHeard ?? 0) + 1;
    });
  });
  await page.goto(`${gantry.url}/plant-2/settings`, { waitUntil: "commit" });
  const button = page.getByRole("button", { name: "Change the pilot" });
  for (let tap = 1; tap <= 3; tap++) await button.click();
  await expect(page.getByRole("button", { name: "Save" })).toHaveCount(0);
  letGo();
  await expect(page.getByRole("button", { name: "Save" })).toBeVisible();
  expect(await page.evaluate(() => (window as { clicksHeard?: number }).clicksHeard)).toBe(1);
  expect(complaints).toEqual([]);
});

test("shifts, scope, duties; then it is over: archived, read only, and reopened", async ({ page }) => {
  await signInAgain(page);
  await openSettings(page);
  await page.getByRole("button", { name: "Change the shifts" }).click();
  await page.getByRole("button", { name: "Add a shift" }).click();
  const shift = page.getByRole("group", { name: "Shift 1" });
  await shift.getByLabel("Name").fill("Night");
  await shift.getByLabel("From").fill("22:00");
  await shift.getByLabel("To").fill("06:00");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(shift.getByText("choose a weekday")).toBeVisible();
  await expectNoBarriers(page);
  await shift.getByText("Mon", { exact: true }).click();
  await shift.getByText("Tue", { exact: true }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Mon, Tue, 22:00 to 06:00 the next day")).toBeVisible();

  await page.getByRole("button", { name: "Change the scope of parity" }).click();
  await page.getByLabel("Endpoints, one a line").fill("GET /api/v1/lots/*\nlots");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/^lots: a method and a path are expected/)).toBeVisible();
  await page.getByLabel("Endpoints, one a line").fill("get /api/v1/lots/*");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "GET /api/v1/lots/*" })).toBeVisible();

  await page.getByRole("button", { name: "Give a duty" }).click();
  await page.getByLabel("Person").selectOption({ label: called });
  await page.getByLabel("Duty", { exact: true }).selectOption("decider");
  await page.getByRole("button", { name: "Give it" }).click();
  await expect(page.getByText("one decider is missing")).toBeVisible();

  await page.getByRole("button", { name: "Archive this pilot" }).click();
  await page.getByLabel("Reason, kept in the log").fill("it was only for trying");
  await page.keyboard.press("Enter");
  await expect(page.getByText("everything can be read, nothing is started or changed")).toBeVisible();
  await expect(page.getByRole("button", { name: "Change the pilot" })).toHaveCount(0);
  await page.getByText("Change pilot", { exact: true }).click();
  await page.getByRole("link", { name: "All pilots" }).click();
  const archived = page.getByRole("table", { name: "Archived pilots" });
  await expect(archived.getByRole("link", { name: "Plant two" })).toBeVisible();
  await expectNoBarriers(page);
  await openSettings(page);
  await expectNoBarriers(page);
  await page.getByRole("button", { name: "Reopen this pilot" }).click();
  await expect(page.getByRole("button", { name: "Change the pilot" })).toBeVisible();
});
