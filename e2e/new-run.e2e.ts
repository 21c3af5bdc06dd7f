import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { admin, freePort, type Gantry, startGantry, until } from "./gantry.ts";
import { ask, complaintsOf, expectNoBarriers, signIn, stopRun } from "./journey.ts";
import { expect, type Page, test } from "./test.ts";

let gantry: Gantry;
test.beforeAll(async () => {
  gantry = await startGantry();
});
test.afterAll(() => gantry.stop());
test.beforeEach(({ page }) => signIn(page, gantry));

test("from the list to a running load in two clicks, with the arithmetic before it", async ({ page }) => {
  const complaints = complaintsOf(page);
  await expect(page.getByText("No load run yet")).toBeVisible();
  await expectNoBarriers(page);
  await page.getByRole("link", { name: /New run/ }).click();
  const start = page.getByRole("button", { name: "Start run" });
  await expect(start).toBeEnabled();
  await expect(page.getByText("needs 2,995 requests, none failed; planned 3,000")).toBeVisible();
  await expectNoBarriers(page);

  // The team's own figures: 20,000 lots in an hour are 8.89 requests a second of the mix.
  await page.getByLabel("Shape of stage 1").selectOption("by step");
  await page.getByLabel("How many in stage 1").fill("20,000");
  await page.getByLabel("Step of stage 1").selectOption("register lot");
  await page.getByLabel("Length of stage 1").fill("60");
  await expect(page.getByText("32,000", { exact: true })).toBeVisible();
  await expect(page.getByText("8.89/s").first()).toBeVisible();

  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByText("planned 3,000").first()).toBeVisible();
  await start.click();
  await page.waitForURL(/\/practice\/runs\/1$/);
  await expect(page.getByRole("region", { name: "Verdict" }).getByText("RUNNING")).toBeVisible();
  await stopRun(page, 1);
  expect(complaints).toEqual([]);
});

test("bad input gets a sentence in its place, and what was typed stays", async ({ page }) => {
  await page.goto(`${gantry.url}/practice/runs/new`);
  const text = page.getByLabel("Scenario text, YAML").and(page.locator("[contenteditable=true]"));
  await expect(text).toContainText("name: FlowViz operators");
  // The editor draws only the lines in sight; the whole text is the template's.
  const { templates } = await ask<{ templates: { key: string; text: string }[] }>(page, "/scenarios");
  const whole = templates.find(({ key }) => key === "flowviz-operators")?.text ?? "";
  await text.fill(whole.replace("weight: 10", "wieght: 10"));
  await expect(page.getByText("1 mistake")).toBeVisible();
  const mistake = page.getByRole("button", { name: /^Line \d+, column \d+: .*wieght/ });
  await mistake.click();
  await expect(text).toBeFocused();
  await expect(page.getByRole("button", { name: "Start run" })).toBeDisabled();
  await page.getByLabel("Rate of stage 1, requests a second").fill("many");
  await expect(page.getByText("A number such as 50, 0.1 or 20,000 is expected.")).toBeVisible();
  await expectNoBarriers(page);
  await page.reload();
  await expect(page.getByLabel("Rate of stage 1, requests a second")).toHaveValue("many");
  await expect(text).toContainText("wieght: 10");
});

test("a session that is over: a sentence, sign in again, and the form is as it was", async ({ page, context }) => {
  await page.goto(`${gantry.url}/practice/runs/new`);
  await page.getByLabel("Name of the run").fill("Typed before the session ended");
  await expect(page.getByRole("button", { name: "Start run" })).toBeEnabled();
  await context.clearCookies();
  await page.getByRole("button", { name: "Start run" }).click();
  await expect(page.getByText("You are not signed in. Sign in and try again.")).toBeVisible();
  await page.getByRole("link", { name: "Sign in again" }).click();
  await page.getByLabel("E-mail").fill(admin.email);
  await page.getByLabel("Password").fill(admin.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/\/practice\/runs\/new$/);
  await expect(page.getByLabel("Name of the run")).toHaveValue("Typed before the session ended");
});

test("production is refused until an admin unlocks it for one run, and its name is typed", async ({ page }) => {
  await page.goto(`${gantry.url}/practice/runs/new`);
  await nameSystem(page, { name: "warehouse-prod", address: "http://127.0.0.1:9", environment: "PRODUCTION" });
  await expect(page.getByRole("radio", { name: /warehouse-prod/ })).toBeDisabled();
  await page.getByRole("button", { name: /Unlock/ }).click();
  const unlock = page.getByRole("form", { name: "Unlock warehouse-prod for one run" });
  await unlock.getByLabel("Reason").fill("agreed with the site for tonight");
  await unlock.getByLabel("Start within").fill("10");
  await unlock.getByLabel("Type warehouse-prod").fill("warehouse");
  await unlock.getByRole("button", { name: "Unlock for one run" }).click();
  await expect(unlock.getByText("type warehouse-prod, as it stands above")).toBeVisible();
  await expectNoBarriers(page);
  await unlock.getByLabel("Type warehouse-prod").fill("warehouse-prod");
  await unlock.getByRole("button", { name: "Unlock for one run" }).click();
  await expect(page.getByText("This is PRODUCTION: what is written there stays there.")).toBeVisible();
  const start = page.getByRole("button", { name: "Start run" });
  await page.getByLabel("Begin with").selectOption({ label: "Any HTTP service" });
  await expect(start).toBeDisabled();
  await page.getByLabel("Type warehouse-prod to start").fill("warehouse-prod");
  await start.click();
  await page.waitForURL(/\/practice\/runs\/\d+$/);
  await expect(page.getByText("PRODUCTION", { exact: true })).toBeVisible();
  await expect(page.getByText(/production unlocked: agreed with the site for tonight/)).toBeVisible();
  await stopRun(page, Number(page.url().split("/").at(-1)));
  await page.goto(`${gantry.url}/practice/runs/new`);
  await expect(page.getByRole("radio", { name: /warehouse-prod/ })).toBeDisabled();
});

test("a server nobody here wrote, named in the form: json-server carries the load", async ({ page }) => {
  const peer = await startJsonServer();
  try {
    await page.goto(`${gantry.url}/practice/runs/new`);
    await page.getByLabel("Begin with").selectOption({ label: "Any HTTP service" });
    await nameSystem(page, { name: "orders", address: peer.url, environment: "TEST" });
    await expect(page.getByRole("radio", { name: /orders/ })).toBeChecked();
    const text = page.getByLabel("Scenario text, YAML");
    await text.fill("name: Orders\nmix:\n  - name: list orders\n    get: /orders\n    expect: { status: 200 }\n");
    await page.getByLabel("Name of the run").fill("Orders of json-server");
    await page.getByRole("button", { name: "Start run" }).click();
    await page.waitForURL(/\/practice\/runs\/\d+$/);
    const verdict = page.getByRole("region", { name: "Verdict" });
    await expect(verdict.getByText("RUNNING")).toBeVisible();
    await expect(verdict.getByText("Ran", { exact: true })).toBeVisible({ timeout: 90_000 });
    await expect(page.getByText("3,000", { exact: true }).first()).toBeVisible();
    const number = Number(page.url().split("/").at(-1));
    const run = await ask<{ outcome: string; summary: { ended: number; failed: number } }>(page, `/runs/${number}`);
    expect(run).toMatchObject({ outcome: "completed", summary: { ended: 3_000, failed: 0 } });
    await expect(page.getByRole("row", { name: /list orders/ })).toContainText("3,000");
  } finally {
    peer.stop();
  }
});

type Named = { name: string; address: string; environment: "TEST" | "STAGING" | "PRODUCTION" };

async function nameSystem(page: Page, { name, address, environment }: Named): Promise<void> {
  await page.getByRole("button", { name: "Name another system" }).click();
  const form = page.getByRole("form", { name: "Name a system" });
  await form.getByLabel("Name", { exact: true }).fill(name);
  await form.getByLabel("Address").fill(address);
  await form.getByText(environment, { exact: true }).click();
  await form.getByLabel("Reason").fill("named in a journey");
  await form.getByRole("button", { name: "Name the system" }).click();
  await expect(form).toHaveCount(0);
}

async function startJsonServer(): Promise<{ url: string; stop(): void }> {
  const folder = mkdtempSync(path.join(tmpdir(), "gantry-json-server-"));
  const database = path.join(folder, "db.json");
  writeFileSync(database, JSON.stringify({ orders: [{ id: 1, code: "A-1" }] }));
  const port = await freePort();
  const program = path.resolve(import.meta.dirname, "../node_modules/json-server/lib/cli/bin.js");
  const options = ["--host", "127.0.0.1", "--port", String(port), "--quiet", database];
  const child: ChildProcess = spawn(process.execPath, [program, ...options], { stdio: "ignore" });
  const url = `http://127.0.0.1:${port}`;
  const answers = () =>
    fetch(`${url}/orders`).then(
      ({ ok }) => ok,
      () => false,
    );
  await until(answers, 20_000, () => "json-server did not come up");
  return {
    url,
    stop: () => {
      child.kill("SIGTERM");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
