import { readFileSync } from "node:fs";
import postgres from "postgres";
import { beatsGoOn, whenShown, whenStale } from "./feed-pages.ts";
import { type FeedProxy, startFeedProxy } from "./feed-proxy.ts";
import { admin, type Gantry, startGantry, until } from "./gantry.ts";
import { openPracticeRun, openProfile, secondsOf, signIn } from "./journey.ts";
import { type BrowserContext, expect, type Page, test } from "./test.ts";

let server: Gantry;
let proxy: FeedProxy;
/** Gantry as the browser sees it. */
let gantry: Gantry;
test.beforeAll(async () => {
  server = await startGantry();
  proxy = await startFeedProxy(server.url);
  gantry = { ...server, url: proxy.url };
});
test.afterAll(async () => {
  proxy.stop();
  await server.stop();
});
test.beforeEach(async ({ page }) => {
  await signIn(page, gantry);
  await page.goto("about:blank");
  await streamsAre(0);
});

/** What the product promises to people. */
const promiseMs = 5_000;

test("ten tabs on one run: all live on one stream, STALE with a silent server, and no second lost when it is killed", async ({
  context,
  page,
}) => {
  await page.goto(`${gantry.url}/practice/runs`);
  const number = await openPracticeRun(page, gantry, { name: "Ten tabs", profile: openProfile(75, 20) });
  // The figures of a run stand on its page and in the list; ten pages full of charts would ask more of two cores than of the feed.
  const ofRun = [page, ...(await tabs(context, 2, `/practice/runs/${number}`))];
  const lists = await tabs(context, 7, "/practice/runs");
  const pages = [...ofRun, ...lists];
  await allLive(pages);
  await streamsAre(1);

  const web = pidOf("bin/web.ts");
  const stale = whenStale(pages);
  process.kill(web, "SIGSTOP");
  const silentFrom = Date.now();
  try {
    for (const at of await stale) expect(at - silentFrom).toBeLessThanOrEqual(promiseMs);
  } finally {
    process.kill(web, "SIGCONT");
  }
  await allLive(pages);

  process.kill(web, "SIGKILL");
  // It may be back before a page would have to say STALE.
  await until(
    () => server.pidsOf("bin/web.ts").some((pid) => pid !== web),
    20_000,
    () => "web did not come back",
  );
  await allLive(pages, 30_000);
  await streamsAre(1);

  for (const one of ofRun)
    await expect(verdict(one).getByText("INCONCLUSIVE", { exact: true })).toBeVisible({ timeout: 120_000 });
  const stored = await secondsOf(page, number);
  // What answers after the planned end counts in a second of its own.
  expect(stored.length).toBeGreaterThanOrEqual(75);
  expect(stored).toEqual(stored.map((_, second) => second));
  for (const one of lists) await expect(one.getByRole("row", { name: /Ten tabs/ })).toContainText("INCONCLUSIVE");
  for (const one of ofRun) {
    await one.keyboard.press("t");
    await expect(one.locator("details table tbody tr")).toHaveCount(stored.length);
  }

  for (const one of pages.slice(1)) await one.close();
  await streamsAre(1);
  await allLive([page]);
  await page.close();
  await streamsAre(0);
});

test("signing out in one tab ends all; whoever signs in next gets nothing of it, nor do old tabs", async ({
  context,
  page,
}) => {
  const others = await tabs(context, 2, "/practice/runs");
  const [one, other] = others;
  if (one === undefined || other === undefined) throw new Error("two tabs were to be opened");
  await page.goto(`${gantry.url}/practice/runs`);
  await allLive([page, ...others]);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL(/\/sign-in/);
  for (const left of others) {
    await expect(left.getByRole("alert").filter({ hasText: "You signed out." })).toBeVisible({ timeout: promiseMs });
    await expect(left.getByRole("complementary").getByText("Ended")).toBeVisible();
  }
  await streamsAre(0);
  await signIn(page, gantry);
  await allLive([page]);
  await streamsAre(1);
  await one.getByRole("alert").getByRole("link", { name: "Sign in" }).click();
  await one.waitForURL(/\/practice\/runs$/);
  await allLive([one]);
  await expect(other.getByRole("alert").filter({ hasText: "You signed out." })).toBeVisible();
  await streamsAre(1);
});

test("a disabled account: every open page says so within 5 s, and its stream is closed", async ({ context, page }) => {
  const pages = [page, ...(await tabs(context, 1, "/practice/runs"))];
  await page.goto(`${gantry.url}/practice/runs`);
  await allLive(pages);
  const said = whenShown(pages, "[role=alert]", "This account was disabled");
  await inDatabase((sql) => sql`update users set disabled_at = now() where email = ${admin.email}`);
  const disabledAt = Date.now();
  for (const at of await said) expect(at - disabledAt).toBeLessThanOrEqual(promiseMs);
  await streamsAre(0);
  await inDatabase((sql) => sql`update users set disabled_at = null where email = ${admin.email}`);
});

test("a worker that hangs: STALE within 5 s in every tab, and live again by a tab that leads", async ({
  context,
  page,
  browser,
}) => {
  const pages = [page, ...(await tabs(context, 2, "/practice/runs"))];
  await page.goto(`${gantry.url}/practice/runs`);
  await allLive(pages);
  const devtools = await browser.newBrowserCDPSession();
  const { targetInfos } = await devtools.send("Target.getTargets");
  const workers = targetInfos.filter(({ type }) => type === "shared_worker");
  expect(workers.length).toBe(1);
  const stale = whenStale(pages);
  await hang(page, workers[0]?.targetId ?? "");
  const hungAt = Date.now();
  for (const at of await stale) expect(at - hungAt).toBeLessThanOrEqual(promiseMs);
  await allLive(pages, 30_000);
});

test("without shared workers a tab leads; when it closes, another does, and nobody is STALE for it", async ({
  browser,
}) => {
  const context = await browser.newContext();
  await context.addInitScript(() => Reflect.deleteProperty(window, "SharedWorker"));
  const leader = await context.newPage();
  await signIn(leader, gantry);
  await allLive([leader]);
  const pages = await tabs(context, 3, "/practice/runs");
  await allLive(pages);
  await streamsAre(1);
  const before = proxy.opened();
  await leader.close();
  const closedAt = Date.now();
  await until(
    () => proxy.opened() > before,
    20_000,
    () => "no other tab leads",
  );
  expect(Date.now() - closedAt).toBeLessThanOrEqual(promiseMs);
  await streamsAre(1);
  await beatsGoOn(pages);
  await context.close();
  await streamsAre(0);
});

test("at most three pilots' streams: the fourth says so, and goes on when another is out of sight", async ({
  context,
  page,
}) => {
  const slugs = ["line-a", "line-b", "line-c"];
  for (const slug of slugs)
    await inDatabase(
      (sql) => sql`insert into pilots (id, slug, name, site, time_zone, created_at)
                   values (gen_random_uuid(), ${slug}, ${slug}, 'Plant', 'Europe/Berlin', now())`,
    );
  await page.goto(`${gantry.url}/practice/runs`);
  await allLive([page]);
  const others: Page[] = [];
  for (const slug of slugs) others.push(...(await tabs(context, 1, `/${slug}/runs`)));
  const fourth = others[2];
  if (fourth === undefined) throw new Error("there is no fourth page");
  await allLive([page, ...others.slice(0, 2)]);
  await expect(fourth.getByRole("alert").filter({ hasText: "three other pilots are open" })).toBeVisible();
  await streamsAre(3);
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden" });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await allLive(others);
  await expect(page.getByRole("complementary").getByText("Paused")).toBeVisible();
  await streamsAre(3);
});

async function tabs(context: BrowserContext, count: number, path: string): Promise<Page[]> {
  const pages: Page[] = [];
  // One after the other, as people do: all at once they wait for each other's scripts in the browser's cache.
  while (pages.length < count) {
    const page = await context.newPage();
    await page.goto(`${gantry.url}${path}`);
    await expect(page.locator(".rail").getByText("connecting")).toHaveCount(0);
    pages.push(page);
  }
  return pages;
}

const verdict = (page: Page) => page.getByRole("region", { name: "Verdict" });

async function allLive(pages: readonly Page[], timeout = 15_000): Promise<void> {
  for (const page of pages) await expect(page.locator(".rail .live")).toHaveText("Live", { timeout });
}

function streamsAre(count: number): Promise<void> {
  return until(
    () => proxy.streams() === count,
    20_000,
    () => `${proxy.streams()} streams are open, not ${count}`,
  );
}

/** Lets a worker run for ever, without waiting for it. */
async function hang(page: Page, targetId: string): Promise<void> {
  const browser = page.context().browser();
  if (browser === null) throw new Error("there is no browser");
  const devtools = await browser.newBrowserCDPSession();
  const { sessionId } = await devtools.send("Target.attachToTarget", { targetId, flatten: false });
  const message = JSON.stringify({ id: 1, method: "Runtime.evaluate", params: { expression: "for (;;);" } });
  await devtools.send("Target.sendMessageToTarget", { sessionId, message });
}

function pidOf(part: string): number {
  const [found] = gantry.pidsOf(part);
  if (found === undefined) throw new Error(`no process of ${part}`);
  return found;
}

/** As the web process is connected: what a page cannot do yet, a journey does behind its back. */
async function inDatabase(work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const environment = readFileSync(`/proc/${pidOf("bin/web.ts")}/environ`, "utf8").split("\0");
  const url = environment
    .find((line) => line.startsWith("GANTRY_APP_DATABASE_URL="))
    ?.split("=")
    .slice(1)
    .join("=");
  if (url === undefined) throw new Error("the web process has no database");
  const sql = postgres(url, { max: 1 });
  await work(sql);
  await sql.end();
}
