import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type ADatabase, aDatabase } from "../lib/database-tests/testing/a-database.ts";
import { startTestServer, type TestServer } from "../lib/platform/testing/database.ts";
import { type Gantry, startGantry } from "./gantry.ts";
import { complaintsOf, expectNoBarriers, signIn } from "./journey.ts";
import { expect, type Page, test } from "./test.ts";

let server: TestServer;
let bags: ADatabase;
let gantry: Gantry;
const folder = mkdtempSync(path.join(tmpdir(), "gantry-bags-"));
test.beforeAll(async () => {
  const given = process.env["GANTRY_TEST_DATABASE_URL"];
  server = given === undefined ? await startTestServer() : { ownerUrl: given, stop: async () => {} };
  bags = await aDatabase(server.ownerUrl);
  const file = path.join(folder, "gantry.yaml");
  const of = "pilots: [practice]";
  writeFileSync(
    file,
    `databases:\n  bags: { environment: test, ${of}, variable: BAGS_URL }\n  live: { environment: production, ${of}, variable: BAGS_URL }\n`,
  );
  gantry = await startGantry({ env: { GANTRY_CONFIG: file, BAGS_URL: bags.readerUrl } });
});
test.afterAll(async () => {
  await gantry?.stop();
  await bags?.drop();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const text = `name: Bags of hall 2, as the dispatchers look for them all day long
statements:
  - name: one QR code
    sql: select * from bags where qr_id = $1
    values: [SB7, SB8]
    runs: 90
    limit: 10 s
  - name: count parents
    sql: select count(*) from bags where type = 'parent'
    runs: 5
    limit: 100 ms
`;

const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });

test("a mistake is shown by its line, a test ends with verdicts and a flagged scan, production and what writes are refused", async ({
  page,
}) => {
  const complaints = complaintsOf(page);
  await signIn(page, gantry);
  await page.getByRole("link", { name: "Database tests" }).click();
  await page.waitForURL(/\/practice\/database-tests$/);
  await expect(page.getByRole("heading", { name: "No database test yet" })).toBeVisible();
  await expect(page.getByText("select count(*) from bags where type = 'parent'")).toBeVisible();
  await expectNoBarriers(page);

  await page.keyboard.press("n");
  await page.waitForURL(/\/database-tests\/new$/);
  const form = page.getByRole("form", { name: "New database test" });
  await form.getByLabel("Database").selectOption("bags");
  const field = form.getByLabel("Test text, YAML");
  await field.fill(text.replace("runs: 90", "runs: ninety"));
  await expect(
    form.getByText(/^Line 6, column 11: a whole number of executions from 1 to 1000 was expected/),
  ).toBeVisible();
  await expect(form.getByRole("button", { name: "Start the test" })).toBeDisabled();
  await expectNoBarriers(page);
  await field.fill(text);
  await form.getByLabel("Begin with").selectOption("Template: TraitorTrack bags");
  await expect(field).toHaveValue(/^name: TraitorTrack bags/);
  await form.getByRole("button", { name: "Put it back" }).press("Enter");
  await expect(field).toHaveValue(text);
  await expect(form.getByText("What you had typed is kept.")).toBeHidden();
  await form.getByRole("button", { name: "Start the test" }).press("Enter");
  await page.waitForURL(/\/database-tests\/1$/);

  const verdict = page.getByRole("region", { name: "Verdict" });
  await expect(verdict.getByText("INCONCLUSIVE", { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(verdict).toContainText("All 2 statements were carried out.");
  await expect(row(page, "one QR code")).toContainText("GOOD");
  await expect(row(page, "count parents")).toContainText("reads 20,000 rows of bags one after the other");
  await expect(row(page, "count parents")).toContainText("p95 needs 90 executions; there are 5.");
  await page.getByRole("button", { name: "one QR code" }).press("Enter");
  await expect(page.getByText(/Index Scan on bags by bags_qr_id/)).toBeVisible();
  await expectNoBarriers(page);

  // Once more: beside it stands the one before; this time it would write.
  await page.getByRole("link", { name: "Run it again" }).click();
  await page.waitForURL(/new\?from=1$/);
  await form.getByRole("button", { name: "Start the test" }).click();
  await page.waitForURL(/\/database-tests\/2$/);
  await expect(page.getByText(/^\d+\.\d\d × test 1$/).first()).toBeVisible({ timeout: 60_000 });
  await page.goto(`${gantry.url}/practice/database-tests/new`);
  await form.getByLabel("Database").selectOption("bags");
  await field.fill("name: acts\nstatements: [{ name: ends, sql: select pg_terminate_backend(1), runs: 1 }]\n");
  await form.getByRole("button", { name: "Start the test" }).click();
  await page.waitForURL(/\/database-tests\/3$/);
  await expect(page.getByText(/it calls pg_terminate_backend, which may do something/)).toBeVisible({
    timeout: 60_000,
  });

  await page.goto(`${gantry.url}/practice/database-tests/new`);
  await form.getByLabel("Database").selectOption("live");
  await form.getByRole("button", { name: "Start the test" }).click();
  await expect(page.getByText(/live is production\. Statements are never timed there/)).toBeVisible();

  await page.goto(`${gantry.url}/practice/database-tests`);
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/database-tests\/3$/);
  expect(complaints.filter((line) => !/status of 403/.test(line))).toEqual([]);
});
