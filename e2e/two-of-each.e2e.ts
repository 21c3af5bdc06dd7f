import { createServer, type Server } from "node:http";
import postgres from "postgres";
import { whenShown } from "./feed-pages.ts";
import { admin, freePort, until } from "./gantry.ts";
import { type GantryParts, gantryParts, type Part } from "./gantry-parts.ts";
import { openProfile } from "./journey.ts";
import { type Browser, type BrowserContext, expect, type Page, test } from "./test.ts";

// One story: a cluster is set up, carries two runs, and lets nobody stay who may not.
test.describe.configure({ mode: "serial" });

let parts: GantryParts;
let a: Part;
let b: Part;
let context: BrowserContext;
let onA: Page;
let onB: Page;
let targets: { server: Server; url: string }[];
/** What the product promises people: an account that is disabled sees nothing live after 5 s. */
const promiseMs = 5_000;

test.beforeAll(async ({ browser }) => {
  [parts, context, targets] = await Promise.all([
    gantryParts(),
    browser.newContext(),
    Promise.all([target(), target()]),
  ]);
  const others = ["runner", "runner", "keeper"] as const;
  [a] = await Promise.all([parts.start("web"), ...others.map((name) => parts.start(name))]);
});
test.afterAll(async () => {
  for (const { server } of targets) server.close();
  await parts.stop();
});

async function target(): Promise<{ server: Server; url: string }> {
  const port = await freePort();
  const server = createServer((_, response) => response.end("here"));
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { server, url: `http://127.0.0.1:${port}` };
}

/** Asks the API of the web process that a page is of. */
function ask<T>(page: Page, path: string, body?: object): Promise<T> {
  return page.evaluate(
    async ([address, sent]) => {
      const init = sent === null ? {} : { method: "POST", headers: { "content-type": "application/json" }, body: sent };
      const answer = await fetch(address, init);
      if (!answer.ok) throw new Error(`${address}: ${answer.status} ${await answer.text()}`);
      return answer.json();
    },
    [`/api/v1${path}`, body === undefined ? null : JSON.stringify(body)] as const,
  );
}

async function opened(web: Part, path: string, where = context): Promise<Page> {
  const page = await where.newPage();
  await page.goto(`${web.url}${path}`);
  return page;
}

const rest = { profile: openProfile(120, 20), objectives: { criteria: [], abortWhen: null } };

test("whichever process comes first sets the database up; web prints the link, and the first admin makes a pilot", async () => {
  const link = /http\S+\/set-up\?token=\S+/.exec(a.output())?.[0];
  expect(link).toBeDefined();
  onA = await context.newPage();
  await onA.goto(link ?? "");
  await onA.getByLabel("Name", { exact: true }).fill(admin.name);
  await onA.getByLabel("E-mail").fill(admin.email);
  await onA.getByLabel("Password", { exact: true }).fill(admin.password);
  await onA.getByLabel("Password again").fill(admin.password);
  await onA.getByRole("button", { name: "Name the first admin" }).click();
  await onA.getByRole("link", { name: "Make the first pilot" }).click();
  await onA.waitForURL(/\/pilots\/new$/);
  await ask(onA, "/pilots", { slug: "line", name: "Line", site: "Plant 2", timeZone: "Europe/Prague" });
  // The second comes later: it has nobody to name.
  b = await parts.start("web");
  expect(b.output()).not.toContain("/set-up?token=");
});

test("a session made on one holds on the other; two runs go to two runners, each claimed once", async () => {
  onB = await opened(b, "/line/runs");
  await expect(onB.getByRole("heading", { name: "Load runs" })).toBeVisible();
  for (const [index, { url }] of targets.entries()) {
    const named = {
      name: `target-${index}`,
      baseUrl: url,
      environment: "test",
      role: "new",
      reason: "a server of this journey",
    };
    const { id } = await ask<{ id: string }>(onA, "/pilots/line/systems", named);
    const scenarioText = `name: Ask ${index}\nmix:\n  - name: ask\n    get: /\n`;
    const run = { name: `Run ${index}`, scenarioText, systemId: id, ...rest };
    await ask(index === 0 ? onA : onB, "/pilots/line/runs", run);
  }
  await onA.goto(`${a.url}/line/runs/1`);
  await onB.goto(`${b.url}/line/runs/1`);
  for (const page of [onA, onB]) await expect(page.getByText("RUNNING", { exact: true }).first()).toBeVisible();
  await until(
    async () => (await claims()).length === 2,
    15_000,
    () => "the second run was not claimed",
  );
  const claimed = await claims();
  expect(claimed.map(({ number, times }) => [number, times])).toEqual([
    [1, 1],
    [2, 1],
  ]);
  expect(new Set(claimed.map(({ runner }) => runner)).size).toBe(2);
});

type Claim = { number: number; runner: string; times: number };

async function claims(): Promise<Claim[]> {
  const sql = postgres(parts.databaseUrl, { max: 1 });
  const rows = await sql<Claim[]>`
    select number, runner_id as runner, (select count(*)::int from events where verb = 'run.claimed' and subject_id = runs.id::text) as times
    from runs where state = 'running' and runner_id is not null order by number`;
  await sql.end();
  return [...rows];
}

test("both feeds show the same seconds with the same figures, and so does the API", async () => {
  const [one = [], other = []] = await Promise.all([onA, onB].map((page) => samplesOf(page)));
  const onOther = new Map(other.map((sample) => [sample.point.second, sample]));
  const both = one.filter(({ point }) => onOther.has(point.second));
  expect(both.length).toBeGreaterThanOrEqual(3);
  for (const sample of both) expect(onOther.get(sample.point.second)).toEqual(sample);
  const last = Math.max(...both.map(({ point }) => point.second));
  const stored = await Promise.all(
    [onA, onB].map((page) => ask<{ points: { second: number }[] }>(page, "/pilots/line/runs/1/seconds")),
  );
  const [ofA, ofB] = stored.map(({ points }) => points.filter(({ second }) => second <= last));
  expect(ofA?.length).toBeGreaterThanOrEqual(both.length);
  expect(ofA).toEqual(ofB);
});

type Sample = { point: { second: number } };

/** Five seconds of run 1 as a stream of its own brings them. */
async function samplesOf(page: Page): Promise<Sample[]> {
  const { id } = await ask<{ id: string }>(page, "/pilots/line/runs/1");
  const heard = await page.evaluate(
    (run) =>
      new Promise<string[]>((resolve) => {
        const stream = new EventSource("/api/v1/pilots/line/feed");
        const found: string[] = [];
        stream.addEventListener("sample", ({ data }) => {
          if (data.includes(run)) found.push(data);
          if (found.length < 5) return;
          stream.close();
          resolve(found);
        });
      }),
    id,
  );
  return heard.map((text) => JSON.parse(text));
}

test("stopped by way of one, it ends on both", async () => {
  await ask(onB, "/pilots/line/runs/1/stop", { reason: "seen enough" });
  for (const page of [onA, onB]) await expect(page.getByText(/Stopped by .*: seen enough/).first()).toBeVisible();
  await ask(onA, "/pilots/line/runs/2/stop", { reason: "seen enough" });
});

test("an account that is disabled by way of one ends on both within 5 s", async ({ browser }) => {
  const jana = { name: "Jana Vogel", email: "j.vogel@plant.example", password: "seven green forklifts" };
  const theirs = await signedIn(browser, jana);
  const pages = [await opened(a, "/line/runs", theirs), await opened(b, "/line/runs", theirs)];
  for (const page of pages) await expect(page.getByRole("heading", { name: "Load runs" })).toBeVisible();
  const { people } = await ask<{ people: { id: string; name: string }[] }>(onB, "/people");
  const id = people.find(({ name }) => name === jana.name)?.id;
  const said = whenShown(pages, "[role=alert]", "This account was disabled");
  await ask(onB, `/people/${id}/disabling`, { reason: "left the site" });
  const from = Date.now();
  for (const at of await said) expect(at - from).toBeLessThanOrEqual(promiseMs);
});

async function signedIn(
  browser: Browser,
  person: { name: string; email: string; password: string },
): Promise<BrowserContext> {
  const { name, email, password } = person;
  const { link } = await ask<{ link: string }>(onA, "/invites", { email, name, roles: ["viewer"] });
  const theirs = await browser.newContext();
  const page = await opened(a, new URL(link).pathname + new URL(link).search, theirs);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByLabel("Password again").fill(password);
  await page.getByRole("button", { name: "Make my account" }).click();
  await page.waitForURL(/\/line\/runs$/);
  return theirs;
}
