import { type Gantry, startGantry } from "./gantry.ts";
import { ask, complaintsOf, expectNoBarriers, signIn } from "./journey.ts";
import { expect, type Page, test } from "./test.ts";

// One story: what the first part saves, the others go on with.
test.describe.configure({ mode: "serial" });

let gantry: Gantry;
test.beforeAll(async () => {
  gantry = await startGantry();
});
test.afterAll(() => gantry.stop());
test.beforeEach(({ page }) => signIn(page, gantry));

const goodsIn = (expected: number) => `name: goods in
setup:
  - name: log in
    post: /api/login
    json: { email: "operator{{vu 1 10}}@factory.local", password: "{{secret.OPERATOR_PASSWORD}}" }
    expect: { status: 200 }
    remember: { token: $.access_token }
headers: { authorization: "Bearer {{token}}" }
think: { between: [2s, 5s] }
mix:
  - weight: 10
    name: register lot
    tags: [write]
    post: /api/v1/lots
    json: { lot_code: "{{unique 'LOT-'}}", lot_type: "{{pick RAW WIP FINISHED}}", weight_kg: "{{number 50 500 1}}" }
    expect: { status: 201, json: { $.id: present } }
    remember: { lots: { last: 10, from: { id: $.id, code: $.lot_code } } }
  - weight: 5
    name: traceability
    needs: lots
    get: /api/v1/traceability/{{lots.code}}
    expect: { status: ${expected} }
`;

const editor = (page: Page) => page.locator("[contenteditable=true]#text");
const version = (page: Page, number: number) =>
  page.getByRole("listitem").filter({ has: page.locator(`strong:text-is("${number}")`) });

test("from the list to a text: a mistake stands in its place, one way to mend it is offered, what fits is said", async ({
  page,
}) => {
  const complaints = complaintsOf(page);
  await page.getByRole("link", { name: "Scenarios", exact: true }).click();
  await expect(page.getByText("No scenario yet")).toBeVisible();
  await expectNoBarriers(page);
  await page.getByRole("link", { name: "Write the first" }).click();
  await page.getByRole("button", { name: "The smallest there is" }).click();
  const text = editor(page);
  await expect(text).toContainText("name: my scenario");
  await expect(page.getByText("It reads well")).toBeVisible();

  await text.fill(goodsIn(200).replace("5s] }", "5] }"));
  await expect(page.getByText("1 mistake", { exact: true })).toBeVisible();
  await expect(text.locator(".cm-mistake")).toContainText("Line 9, column 24: a duration");
  await expect(text.locator(".cm-wrong-line")).toHaveText("think: { between: [2s, 5] }");
  await expect(page.getByText("Both buttons open when line 9 reads well.")).toBeVisible();
  for (const name of ["Try once", "Save as a new scenario"])
    await expect(page.getByRole("button", { name })).toBeDisabled();
  await expectNoBarriers(page);
  await page.getByRole("button", { name: "Write 5s" }).click();
  await expect(text.locator(".cm-wrong-line")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Save as a new scenario" })).toBeEnabled();
  const share = page.getByRole("row", { name: /^register lot/ });
  await expect(share).toContainText("66.7 %");
  await expect(share).toContainText("689 requests");

  await text.press("Control+End");
  await page.keyboard.type("  - na");
  await page.keyboard.press("Control+Space");
  await expect(page.getByRole("option", { name: "name" })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("option", { name: "name" })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await page.keyboard.type("start page");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+Space");
  await page.getByRole("option", { name: "get" }).click();
  await page.keyboard.type("/");
  await expect(page.getByRole("row", { name: /^start page/ })).toBeVisible();

  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(text).not.toBeFocused();
  await page.reload();
  await page.getByRole("button", { name: "What you typed before" }).click();
  await expect(editor(page)).toContainText("start page");
  await editor(page).fill(goodsIn(200));
  await page.getByRole("button", { name: "Save as a new scenario" }).click();
  await page.waitForURL(/\/practice\/scenarios\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { name: "goods in" })).toBeVisible();
  await expect(page.getByText(/version 1, used by 0 runs/)).toBeVisible();
  expect(complaints).toEqual([]);
});

test("a try shows every request; the first that does not hold is open; no secret is in it", async ({ page }) => {
  await openGoodsIn(page);
  await editor(page).fill(goodsIn(204));
  await page.getByRole("button", { name: "Try once" }).click();
  await expect(page.getByText(/3 requests, 1 does not hold/)).toBeVisible();
  const region = page.getByRole("region", { name: /Try once/ });
  await expect(region.getByText("Expected status 204. Seen 200.")).toBeVisible();
  await expect(region.getByText(/^GET \/api\/v1\/traceability\/LOT-/).first()).toBeVisible();
  const shown = (await region.textContent()) ?? "";
  expect(shown).toContain("(hidden)");
  expect(shown).not.toMatch(/eyJ|Bearer [^(]/);
  await expectNoBarriers(page);
  await editor(page).press("Control+End");
  await page.keyboard.type("# more");
  await expect(page.getByText(/It has changed since/)).toBeVisible();

  await page.getByLabel("What of it").selectOption("tag write");
  await editor(page).press("Control+Enter");
  await expect(page.getByText(/2 requests, all hold/)).toBeVisible();
});

test("versions: what changed, back to an old one, and somebody else who was first", async ({ page }) => {
  await openGoodsIn(page);
  await editor(page).fill(goodsIn(204));
  await page.getByRole("button", { name: "Save as version 2" }).click();
  await expect(page.getByText(/version 2, used by 0 runs/)).toBeVisible();
  await page.getByRole("button", { name: /What changed in version 2/ }).click();
  await expect(page.getByRole("deletion")).toHaveText(/gone: .*status: 200/);
  await expect(page.getByRole("insertion")).toHaveText(/new: .*status: 204/);
  await expectNoBarriers(page);

  await version(page, 1).getByRole("button", { name: "Take back to 1" }).click();
  await expect(page.getByText(/version 3, not saved/)).toBeVisible();
  await page.getByRole("button", { name: "Save as version 3" }).click();
  await expect(page.getByText(/version 3, used by 0 runs/)).toBeVisible();

  await page.getByLabel("Weight of traceability").fill("1");
  await expect(editor(page)).toContainText("weight: 1");
  const other = await ask<{ version: number }>(page, "/scenarios", {
    text: goodsIn(200).replace("weight: 10", "weight: 20"),
    basedOn: 3,
  });
  expect(other.version).toBe(4);
  const meanwhile = page.getByText(/k\.brandt has saved version 4 since version 3/);
  await expect(meanwhile).toBeVisible();
  await page.getByRole("button", { name: "Save as version 5" }).click();
  await expect(page.getByText(/has saved version 4 of goods in meanwhile/)).toBeVisible();
  await page.getByRole("button", { name: /Seen: let mine follow on version 4/ }).click();
  await page.getByRole("button", { name: "Save as version 5" }).click();
  await expect(page.getByText(/version 5, used by 0 runs/)).toBeVisible();
  await expect(meanwhile).toHaveCount(0);
});

test("a data file: missing, with a bad row, then taken and kept with its version", async ({ page }) => {
  await openGoodsIn(page);
  const scanning = 'name: scanning\ndata: { bags: { file: bags.csv } }\nmix: [{ get: "/bags/{{bags.qr_id}}" }]\n';
  await editor(page).fill(scanning);
  await expect(page.getByText("This file is missing.")).toBeVisible();
  const csv = (text: string) => ({ name: "from the plant.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await page.getByLabel("Choose bags.csv").setInputFiles(csv("qr_id,weight\nQ-1,12\nQ-2\n"));
  await expect(page.getByText("Line 3: This row has 1 value, the first line names 2.")).toBeVisible();
  await page.getByLabel("Choose bags.csv").setInputFiles(csv("qr_id,weight\nQ-1,12\nQ-2,30\n"));
  await expect(page.getByText("2 rows, 1 KiB, not saved")).toBeVisible();
  await expect(page.getByRole("cell", { name: "Q-2" })).toBeVisible();
  await page.getByRole("button", { name: "Save as a new scenario" }).click();
  await expect(page.getByRole("heading", { name: "scanning" })).toBeVisible();
  await expect(page.getByText("2 rows, 1 KiB", { exact: true })).toBeVisible();
  await expectNoBarriers(page);

  await page.getByRole("link", { name: "Start a run with it" }).click();
  await expect(page.getByRole("textbox", { name: "Scenario text, YAML" })).toContainText("name: scanning");
  await page.goto(`${gantry.url}/practice/scenarios`);
  await expect(page.getByRole("row", { name: /goods in 5 k\.brandt/ })).toBeVisible();
  await expectNoBarriers(page);
});

test("what is typed while a save is on its way is kept, and is of the next version", async ({ page }) => {
  await openGoodsIn(page);
  await expect(page.getByText(/version 5, used by/)).toBeVisible();
  let letAnswer = () => {};
  const mayAnswer = new Promise<void>((resolve) => {
    letAnswer = resolve;
  });
  await page.route("**/api/v1/pilots/practice/scenarios", async (route) => {
    if (route.request().method() === "POST") await mayAnswer;
    await route.fallback();
  });
  await editor(page).press("Control+End");
  await page.keyboard.type("# sent");
  const sent = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/scenarios"));
  await page.getByRole("button", { name: "Save as version 6" }).click();
  await sent;
  await editor(page).press("Control+End");
  await page.keyboard.type(", and typed meanwhile");
  letAnswer();
  await expect(page.getByText(/version 7, not saved; 6 is used by 0 runs/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Save as version 7" })).toBeEnabled();
  await expect(editor(page)).toContainText("# sent, and typed meanwhile");
  await page.reload();
  await expect(editor(page)).toContainText("# sent, and typed meanwhile");
  await page.getByRole("button", { name: "Save as version 7" }).click();
  await expect(page.getByText(/version 7, used by 0 runs/)).toBeVisible();
});

async function openGoodsIn(page: Page): Promise<void> {
  await page.goto(`${gantry.url}/practice/scenarios`);
  await page.getByRole("link", { name: "goods in" }).click();
  await expect(editor(page)).toContainText("name: goods in");
}
