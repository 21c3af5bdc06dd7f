import { type Gantry, startGantry } from "./gantry.ts";
import { ask, complaintsOf, expectNoBarriers, signIn } from "./journey.ts";
import { type BrowserContext, expect, type Page, test } from "./test.ts";

/** Before the first session: a module is written down, roles get their requirements, the site's list of operators is imported. */

let gantry: Gantry;
let context: BrowserContext;
let page: Page;
let complaints: string[];

test.beforeAll(async ({ browser }) => {
  gantry = await startGantry();
  context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  page = await context.newPage();
  complaints = complaintsOf(page);
  await signIn(page, gantry);
});
test.afterAll(async () => {
  await context.close();
  await gantry.stop();
});
test.afterEach(() => {
  expect(complaints.splice(0)).toEqual([]);
});
test.describe.configure({ mode: "serial" });

const step = (number: number) => page.getByRole("group", { name: `Step ${number}` });

test("a module is written by keyboard; mistakes and a reload lose nothing that was typed", async () => {
  await page.goto(`${gantry.url}/practice/training/modules`);
  await expect(page.getByText("No module is written down yet.")).toBeVisible();
  await expectNoBarriers(page);
  await page.getByRole("button", { name: "Add a module" }).press("Enter");
  await expect(page.getByLabel("Code")).toBeFocused();
  await page.keyboard.type("m3");
  await page.keyboard.press("Tab");
  await page.keyboard.type("QC gates");
  await page.keyboard.press("Enter");
  await expect(page.getByText("how many minutes it takes")).toBeVisible();
  await page.reload();
  await expect(page.getByText("No module is written down yet.")).toBeVisible();
  await page.getByRole("button", { name: "Add a module" }).click();
  await expect(page.getByLabel("Name, English")).toHaveValue("QC gates");
  await page.getByLabel("Length").fill("120");
  await step(1).getByLabel("Has to show, English").fill("Put a lot on hold");
  await page.getByRole("button", { name: "Add a step" }).click();
  await step(2).getByLabel("Has to show, German").fill("Eine Charge erfassen");
  await step(2).getByRole("button", { name: "Up" }).click();
  await expect(step(1).getByLabel("Has to show, German")).toHaveValue("Eine Charge erfassen");
  await page.getByLabel("What the operator says of themselves, English").fill("I put a lot on hold.");
  await expectNoBarriers(page);
  await page.getByRole("button", { name: "Add the module" }).click();
  await expect(page.getByRole("row", { name: /^M3 QC gates 1 120 min 2 for ever no role yet/ })).toBeVisible();
});

test("a new version is due again for a role; the one before stays to be read", async () => {
  await page.getByRole("button", { name: "New version M3" }).click();
  await page.getByLabel("Counts for").fill("365");
  await page.getByLabel("Due again for: another role").fill("picker");
  await page.getByLabel("Due again for: another role").press("Enter");
  await expect(page.getByRole("checkbox", { name: "picker" })).toBeChecked();
  await page.getByRole("button", { name: "Write version 2" }).click();
  await expect(page.getByRole("row", { name: /^M3 QC gates 2 120 min 2 365 days/ })).toBeVisible();
  await page.getByRole("button", { name: "QC gates" }).click();
  await expect(page.getByText(/due again for picker/)).toBeVisible();
});

test("requirements are ticked; what somebody else saved meanwhile is not overwritten unseen", async () => {
  await page.getByRole("button", { name: "Add a module" }).waitFor();
  await ask(page, "/training/operators", { badge: "0212", name: "Marek Nowak", roles: ["picker"] });
  await expect(page.getByRole("row", { name: /^picker 1/ })).toBeVisible();
  await page.getByRole("button", { name: "Change the requirements" }).click();
  await page.getByRole("checkbox", { name: "picker needs M3" }).check();
  const view = await ask<{ modules: { id: string }[]; requirementsState: string }>(page, "/training/modules");
  const saved = [{ role: "loader", modules: [view.modules[0]?.id] }];
  await page.evaluate(
    async (body) => {
      const init = { method: "PUT", headers: { "content-type": "application/json" }, body };
      await fetch("/api/v1/pilots/practice/training/requirements", init);
    },
    JSON.stringify({ state: view.requirementsState, requirements: saved }),
  );
  await page.getByRole("button", { name: "Save the requirements" }).click();
  await expect(page.getByText(/Somebody else has saved the requirements meanwhile/)).toBeVisible();
  expect(complaints.splice(0).filter((line) => !line.includes("409"))).toEqual([]);
  await expect(page.getByRole("checkbox", { name: "picker needs M3" })).toBeChecked();
  await page.getByRole("button", { name: "Save the requirements" }).click();
  await expect(page.getByRole("row", { name: /^picker 1 needed/ })).toBeVisible();
});

const file = (lines: readonly string[]) => ({
  name: "operators.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(`\ufeff${["badge;name;roles;language;champion", ...lines].join("\r\n")}`),
});

test("a file is previewed, refused when something moved meanwhile, previewed anew, and then imported", async () => {
  await page.goto(`${gantry.url}/practice/training/operators`);
  await page.getByRole("button", { name: "Import a file" }).click();
  const lines = ["0212;Marek Nowak;picker;de;x", "0187;Ayşe Demir;picker;de;", "0309;Björn Haverkamp;;pl;"];
  await page.getByLabel("CSV file").setInputFiles(file(lines));
  await expect(page.getByText("language pl is neither en nor de")).toBeVisible();
  await expect(page.getByRole("row", { name: /^2 0212 Marek Nowak language/ })).toBeVisible();
  await expectNoBarriers(page);
  await ask(page, "/training/operators", { badge: "0187", name: "Ayşe D.", roles: [] });
  await page.getByRole("button", { name: "Import: add 1, change 1" }).click();
  await expect(page.getByText(/have changed since this preview/)).toBeVisible();
  expect(complaints.splice(0).filter((line) => !line.includes("409"))).toEqual([]);
  await page.getByRole("button", { name: "Import: change 2" }).click();
  await expect(
    page.getByText("Imported: 0 added, 2 changed, 0 removed, 0 as they were; 1 row was left out."),
  ).toBeVisible();
  await expect(page.getByRole("row", { name: /^0187 Ayşe Demir none picker Deutsch/ })).toBeVisible();
});

test("three thousand operators: the rows near the window are there, every one can be found and opened", async () => {
  const many = Array.from({ length: 3_000 }, (_, at) => `${5_000 + at};Person ${at} of many;packer;en;`);
  await page.getByLabel("CSV file").setInputFiles(file(many));
  await page.getByRole("button", { name: "Import: add 3,000" }).click();
  await expect(page.getByText("Imported: 3,000 added")).toBeVisible();
  await page.getByRole("button", { name: "Close" }).click();
  await expect(page.getByText("3,002", { exact: true })).toBeVisible();
  expect(await page.getByRole("row").count()).toBeLessThan(120);
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  await expect(page.getByRole("row", { name: /Person 999 of many/ })).toBeVisible();
  await page.getByLabel("Name or badge").fill("ayse");
  await page.getByRole("button", { name: "Change Ayşe Demir" }).click();
  await page.getByLabel("Champion:").check();
  await page.getByRole("button", { name: "Save" }).press("Enter");
  await expect(page.getByRole("row", { name: /^0187 Ayşe Demir .* champion/ })).toBeVisible();
  await page.getByRole("link", { name: "Ayşe Demir" }).click();
  await expect(page.getByRole("heading", { name: "Ayşe Demir" })).toBeVisible();
  await expect(page.getByRole("row", { name: /^M3 QC gates not attended/ })).toBeVisible();
  await expectNoBarriers(page);
});

test("whoever is removed keeps their page, and nothing on it can be changed", async () => {
  await page.getByRole("button", { name: "Remove Ayşe Demir" }).click();
  await page.getByLabel("Why they are removed").fill("left the site in November");
  await page.getByRole("button", { name: "Remove Ayşe Demir" }).click();
  await expect(page.getByText(/the record stays and changes no more/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Change Ayşe Demir" })).toHaveCount(0);
});
