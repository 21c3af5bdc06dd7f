import { type Gantry, startGantry } from "./gantry.ts";
import { complaintsOf, expectNoBarriers, signIn } from "./journey.ts";
import { type Browser, expect, type Page, test } from "./test.ts";

let gantry: Gantry;
test.beforeAll(async () => {
  gantry = await startGantry();
});
test.afterAll(() => gantry.stop());
test.beforeEach(({ page }) => signIn(page, gantry));

type Sent = { counted: number; newGroups: number[] };
type Lot = { id: number; lot_code: string; weight_kg: number; note?: string | null };

const answer = (lot: Lot, latencyMs: number) => ({
  status: 200,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(lot),
  latencyMs,
});

/** So many exchanges about lots; `changed` says what the new system answers otherwise. */
function exchanges(name: string, n: number, changed: (lot: Lot) => Lot): string {
  const at = new Date().toISOString();
  return Array.from({ length: n }, (_, place) => {
    const lot: Lot = { id: place + 1, lot_code: `OSN-${10_000 + place}`, weight_kg: 12.5, note: null };
    const [legacy, candidate] = [answer(lot, 8), answer(changed(lot), 5)];
    return JSON.stringify({ id: `${name}-${place}`, at, method: "GET", target: `/lots/${lot.id}`, legacy, candidate });
  }).join("\n");
}

function send(page: Page, body: string): Promise<Sent> {
  return page.evaluate(async (sent) => {
    const headers = { "content-type": "application/x-ndjson" };
    const address = "/api/v1/pilots/practice/exchanges?source=by-hand";
    return (await fetch(address, { method: "POST", headers, body: sent })).json();
  }, body);
}

async function openShadow(page: Page): Promise<void> {
  // From the first beat on the page hears its keys.
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await page.waitForURL(/\/practice\/shadow$/);
  await expect(page.getByRole("heading", { name: "Shadow mode" })).toBeVisible();
}

async function anotherPage(browser: Browser): Promise<Page> {
  const other = await (await browser.newContext()).newPage();
  await signIn(other, gantry);
  await openShadow(other);
  return other;
}

const row = (page: Page, field: string) => page.getByRole("row").filter({ hasText: field });
/** Of the groups; the pair's own differences are rows too. */
const groupRow = (page: Page, field: string) =>
  row(page, field).filter({ has: page.getByRole("link", { name: /^SD-/ }) });

/** It is open until the page shows what came of it. */
const closed = (page: Page, form: string) => expect(page.getByRole("form", { name: form })).toBeHidden();

test("a day's differences by keyboard: empty, groups, decided, taken back, a rule, seen by somebody else", async ({
  page,
  browser,
}) => {
  const complaints = complaintsOf(page);
  await openShadow(page);
  await expect(page.getByRole("heading", { name: "Nothing compared yet" })).toBeVisible();
  await expect(page.getByText("/api/v1/pilots/practice/exchanges?source=by-hand")).toBeVisible();
  await expectNoBarriers(page);

  const other = await anotherPage(browser);
  expect(
    (
      await send(
        page,
        exchanges("alike", 150, (lot) => lot),
      )
    ).counted,
  ).toBe(150);
  await send(
    page,
    exchanges("heavier", 40, (lot) => ({ ...lot, weight_kg: 13 })),
  );
  await send(
    page,
    exchanges("noted", 10, ({ note: _note, ...lot }) => lot),
  );
  // Told by the feed, to both.
  await expect(page.getByText("parity of answers, 150 of n 200")).toBeVisible();
  await expect(other.getByText("parity of answers, 150 of n 200")).toBeVisible();
  await expect(page.getByText("75.00 %").first()).toBeVisible();
  await expect(page.getByText("only simulated exchanges, which never count")).toBeVisible();
  await expect(groupRow(page, "$.weight_kg").getByRole("cell", { name: "40", exact: true })).toBeVisible();

  await page.keyboard.press("j");
  await expect(page).toHaveURL(/\?group=1$/);
  await expect(page.getByRole("heading", { name: /SD-1 \$\.weight_kg/ })).toBeVisible();
  await expect(page.getByText('"weight_kg": 12.5,').first()).toBeVisible();
  await expect(page.getByText('"weight_kg": 13,').first()).toBeVisible();
  await expect(page.getByText(/^Pair 2 of \d/)).toBeVisible();
  await page.keyboard.press("]");
  await expect(page.getByText(/^Pair 3 of \d/)).toBeVisible();
  await expectNoBarriers(page);

  await page.keyboard.press("3");
  await expect(page.getByLabel("Reason, kept in the log")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText("say why")).toBeVisible();
  await page.keyboard.type("rounded up by intent");
  await page.keyboard.press("Enter");
  await expect(page.getByText("parity of answers, 190 of n 200")).toBeVisible();
  await expect(page.getByText("40 differ and are accepted")).toBeVisible();
  await expect(groupRow(other, "$.weight_kg")).toContainText("Accept");
  await closed(page, "Accept, SD-1");
  await page.keyboard.press("u");
  await expect(page.getByText("parity of answers, 150 of n 200")).toBeVisible();
  await expect(groupRow(page, "$.weight_kg")).toContainText("none");

  await page.keyboard.press("o");
  await expect(page.locator("#group-owner")).toBeFocused();
  await page.keyboard.type("T. Reiter");
  await page.keyboard.press("Enter");
  await expect(groupRow(other, "$.weight_kg")).toContainText("T. Reiter");
  await closed(page, "Owner of SD-1");

  await page.keyboard.press("j");
  await expect(page.getByRole("heading", { name: /SD-2 \$\.note/ })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Disposition" })).toBeVisible();
  await page.keyboard.press("4");
  await expect(page.getByLabel("What the rule does")).toBeFocused();
  await page.keyboard.press("Enter");
  await page.getByLabel("What the rule does").selectOption("null-is-missing");
  await page.getByRole("button", { name: "Show what it would swallow" }).press("Enter");
  await expect(page.getByText("It would swallow differences of 1 group")).toBeVisible();
  await expectNoBarriers(page);
  await page.getByLabel("Reason, kept in the log").fill("null and missing are alike to the terminals");
  await page.keyboard.press("Enter");
  await expect(page.getByText("parity of answers, 160 of n 200")).toBeVisible();
  await expect(row(page, "null counts as missing")).toBeVisible();
  await closed(page, "Noise rule about SD-2");

  await page.keyboard.press("/");
  await page.keyboard.type("reiter");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/filter=reiter/);
  await expect(page.getByText("1 of 2 groups, critical first, then count")).toBeVisible();
  await page.reload();
  await expect(page.getByText("1 of 2 groups, critical first, then count")).toBeVisible();
  await page.goBack();
  await expect(groupRow(page, "$.note")).toBeVisible();
  await other.context().close();
  await expectNoBarriers(page);
  expect(complaints).toEqual([]);
});

test("a critical field waits for a second person, and its endpoint's template is corrected", async ({ page }) => {
  await send(
    page,
    exchanges("lighter", 20, (lot) => ({ ...lot, weight_kg: 12 })),
  );
  await openShadow(page);
  await page.getByRole("button", { name: "Name critical fields" }).click();
  await page.getByLabel("One a line: an endpoint or *, then the path").fill("* $.weight_kg");
  await page.getByLabel("Reason, kept in the log").fill("a quantity");
  await page.keyboard.press("Enter");
  await expect(groupRow(page, "$.weight_kg")).toContainText("CRITICAL");
  await closed(page, "Critical fields");
  await page.keyboard.press("j");
  await expect(page.getByRole("heading", { name: "Disposition" })).toBeVisible();
  await page.keyboard.press("3");
  await page.getByLabel("Reason, kept in the log").fill("rounded up by intent");
  await page.keyboard.press("Enter");
  await expect(groupRow(page, "$.weight_kg")).toContainText("needs a second person");
  await expect(page.getByText("the yes that it waits for comes from somebody else")).toBeVisible();

  await page.getByRole("button", { name: "Correct GET /lots/{id}" }).click();
  await page.getByLabel("Path", { exact: true }).fill("/lots/{lot}");
  await page.getByLabel("Reason, kept in the log").fill("as it is called here");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("rowheader", { name: /GET \/lots\/\{lot\}/ })).toContainText("with GET /lots/{id}");
});
