import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Gantry, startGantry } from "./gantry.ts";
import { ask, complaintsOf, expectNoBarriers, openPracticeRun, openProfile, signIn } from "./journey.ts";
import { expect, type Page, test } from "./test.ts";

let gantry: Gantry;
test.beforeAll(async () => {
  gantry = await startGantry();
});
test.afterAll(() => gantry.stop());
test.beforeEach(({ page }) => signIn(page, gantry));

/** The run's end takes its whole duration. */
const long = { timeout: 60_000 };

const charts = (page: Page) => page.getByRole("region", { name: /The target’s own figures/ });
const ended = (page: Page) => page.getByRole("region", { name: "Verdict" }).getByText(/^(PASS|FAIL|INCONCLUSIVE)$/);

type Figures = { figures: { label: string; points: [number, number | null][]; max: number | null }[] };
const figuresOf = (page: Page, number: number) => ask<Figures>(page, `/runs/${number}/target-figures`);

test("a first practice run shows the plant's CPU, memory and connections, without anybody choosing", async ({
  page,
}) => {
  const complaints = complaintsOf(page);
  const number = await openPracticeRun(page, gantry, { name: "With figures", profile: openProfile(22) });
  for (const label of ["CPU, %", /^Memory, MiB/, "Connections"])
    await expect(charts(page).getByRole("figure").filter({ hasText: label })).toBeVisible(long);
  await expect(charts(page).getByRole("img", { name: /^Connections: mean .+, highest/ })).toBeVisible(long);
  await expect(ended(page)).toBeVisible(long);
  await charts(page).getByText("The target’s figures as a table").click();
  const table = charts(page).getByRole("table");
  await expect(table.getByRole("columnheader")).toHaveText(["Second", "CPU", "Memory", "Connections"]);
  expect(await table.getByRole("row").count()).toBeGreaterThanOrEqual(4);
  await expect(table.getByRole("row").nth(1)).toContainText(/MiB/);
  const { figures } = await figuresOf(page, number);
  for (const { label, max } of figures) expect(max, label).toBeGreaterThan(0);
  await expectNoBarriers(page);
  await page.setViewportSize({ width: 390, height: 800 });
  await expect(charts(page).getByRole("img", { name: /^CPU/ })).toBeVisible();
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(tooWide).toBe(false);
  expect(complaints).toEqual([]);
});

/** A program with figures, which may be away for a while. */
function aProgram(): { server: Server; listen(port?: number): Promise<number>; away(): Promise<void> } {
  let served = 0;
  const server = createServer((request, response) => {
    served += 50;
    if (request.url !== "/metrics") return response.writeHead(404).end();
    return response.end(
      `# HELP jobs_done_total Jobs that were done.\n# TYPE jobs_done_total counter\njobs_done_total{queue="a"} ${served}\n# TYPE pg_stat_database_numbackends gauge\npg_stat_database_numbackends{datname="wms"} 37\n`,
    );
  });
  const listen = (port = 0) =>
    new Promise<number>((resolve) =>
      server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port)),
    );
  const away = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { server, listen, away };
}

test("an admin chooses from what an address shows; a run in which it goes away has a gap", async ({ page }) => {
  const program = aProgram();
  const port = await program.listen();
  const address = `http://127.0.0.1:${port}/metrics`;
  await page.goto(`${gantry.url}/practice/settings`);
  await page.getByRole("button", { name: "Figures of practice-new" }).click();
  const form = page.getByRole("form", { name: "Figures of practice-new" });
  const addresses = form.getByLabel("Where its metrics stand, one address a line");
  await expect(addresses).toBeFocused();
  await expect(form.getByRole("group")).toHaveCount(3);
  await addresses.fill(`/metrics\n${address}\nhttp://169.254.169.254/metrics`);
  await form.getByRole("button", { name: "Read now" }).click();
  await expect(
    form.getByText(/\/metrics answers in \d+ ms with \d+ metrics\. All usual ones are chosen\./),
  ).toBeVisible();
  await expect(form.getByText(/169\.254\.169\.254\/metrics could not be read: .*It is never asked\./)).toBeVisible();
  await addresses.fill(`/metrics\n${address}`);
  await form.getByRole("button", { name: "Add Database connections" }).click();
  await form.getByText("All 2 metrics").click();
  await form.getByRole("button", { name: "Add jobs_done_total" }).click();
  const jobs = form.getByRole("group", { name: "Figure 5" });
  await jobs.getByLabel("Name").fill("Jobs done");
  await jobs.getByLabel("Metric").fill("sum(jobs_done_total)");
  await form.getByRole("button", { name: "Take out Memory" }).click();
  await expectNoBarriers(page);
  await form.getByRole("button", { name: "Save the figures" }).click();
  await expect(form.getByText(/^a metric is expected, such as/)).toBeVisible();
  await expect(form.getByText("say why in at least 10 characters")).toBeVisible();
  await form.getByRole("group", { name: "Figure 4" }).getByLabel("Metric").fill('jobs_done_total{queue="a"}');
  await form.getByLabel("Reason, kept in the log").fill("the queue has to hold as well");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("row").filter({ hasText: "practice-new" }).first()).toContainText(
    "reads 4 of its figures",
  );

  const number = await openPracticeRun(page, gantry, { name: "With a gap", profile: openProfile(45) });
  const read = async (label: string) =>
    (await figuresOf(page, number)).figures.find((one) => one.label === label)?.points ?? [];
  const values = async () => (await read("Database connections")).map(([, value]) => value);
  await expect
    .poll(async () => (await values()).filter((value) => value === 37).length, long)
    .toBeGreaterThanOrEqual(2);
  await program.away();
  await expect.poll(async () => (await values()).includes(null), long).toBe(true);
  await expect(charts(page).getByText(/was not read since \d\d:\d\d:\d\d/)).toBeVisible(long);
  await program.listen(port);
  await expect.poll(async () => (await values()).at(-1), long).toBe(37);
  await expect(charts(page).getByText(/\d of \d+ readings of .* did not come: it refuses the connection/)).toBeVisible(
    long,
  );
  await expect(charts(page).getByRole("img", { name: "Database connections: mean 37, highest 37" })).toBeVisible();
  await expect(ended(page)).toBeVisible(long);
  const all = await values();
  expect(new Set(all)).toEqual(new Set([37, null]));
  expect((await read("Jobs done")).some(([, value]) => value !== null && value > 0)).toBe(true);
  await page.goto(`${gantry.url}/practice/log`);
  await expect(page.getByText("chose which figures of the system are read").first()).toBeVisible();
  await program.away();
});
