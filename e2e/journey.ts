import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "playwright/test";
import { admin, type Gantry } from "./gantry.ts";

/** What every journey does: sign in, listen to the console, look for barriers. */

/** Collects what the browser complains of; a journey ends by expecting none. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning")
      complaints.push(`${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return complaints;
}

export async function signIn(page: Page, gantry: Gantry): Promise<void> {
  await page.goto(`${gantry.url}/sign-in`);
  await page.getByLabel("E-mail").fill(admin.email);
  await page.getByLabel("Password").fill(admin.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/\/practice\/runs$/);
}

/** No barrier of a serious kind, by the rules of WCAG 2.2 AA that a program can check. */
export async function expectNoBarriers(page: Page): Promise<void> {
  // Between two pages a title is away for a moment; one that has none stays without.
  await expect(page).toHaveTitle(/./);
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  const serious = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
  expect(serious).toEqual([]);
}

type Template = { key: string; text: string; profile: object; objectives: object } & Record<
  "kind" | "passes" | "only" | "files",
  unknown
>;
type System = { id: string; role: string; baseUrl: string };
type Change = { name?: string; profile?: object; objectives?: object; scenarioText?: string; only?: object };

/** Asks the API from within the page, as its own scripts do. */
export function ask<T>(page: Page, path: string, body?: object): Promise<T> {
  return page.evaluate(
    async ([address, sent]) => {
      const init = sent === null ? {} : { method: "POST", headers: { "content-type": "application/json" }, body: sent };
      return (await fetch(address, init)).json();
    },
    [`/api/v1/pilots/practice${path}`, body === undefined ? null : JSON.stringify(body)] as const,
  );
}

export async function practiceSystem(page: Page): Promise<System> {
  const { systems } = await ask<{ systems: System[] }>(page, "/systems");
  const found = systems.find(({ role }) => role === "new");
  if (found === undefined) throw new Error("there is no practice system");
  return found;
}

/** Starts a practice run by the API and opens its page. */
export function openPracticeRun(page: Page, gantry: Gantry, change: Change = {}): Promise<number> {
  return openTemplateRun(page, gantry, { key: "flowviz-operators", ...change });
}

/** Starts what a template holds at the practice plant, with the changes, and opens its page. */
export async function openTemplateRun(page: Page, gantry: Gantry, { key, ...change }: Change & { key: string }) {
  const { templates } = await ask<{ templates: Template[] }>(page, "/scenarios");
  const template = templates.find((one) => one.key === key);
  if (template === undefined) throw new Error(`there is no template ${key}`);
  const { id } = await practiceSystem(page);
  const { text, kind, passes, only, files, profile, objectives } = template;
  const inputs = { scenarioText: text, kind, passes, only, files, profile, objectives };
  const run = { name: "Practice run", systemId: id, ...inputs, ...change };
  const { number } = await ask<{ number: number }>(page, "/runs", run);
  await page.goto(`${gantry.url}/practice/runs/${number}`);
  return number;
}

export function openProfile(seconds: number, perSecond = 50): object {
  const stages = [{ from: perSecond, to: perSecond, seconds }];
  return { model: "open", stages, maxUsers: 200, startLimitMs: 5_000 };
}

type Seconds = { points: { second: number }[]; next: number; more: boolean };

/** Every stored second of a run, as the API gives them page by page. */
export async function secondsOf(page: Page, number: number): Promise<number[]> {
  const seconds: number[] = [];
  for (let from = 0; ; ) {
    const { points, next, more } = await ask<Seconds>(page, `/runs/${number}/seconds?from=${from}`);
    for (const { second } of points) seconds.push(second);
    if (!more) return seconds;
    from = next;
  }
}

/** One runner drives one run at a time: the next test shall not wait for this one. */
export async function stopRun(page: Page, number: number): Promise<void> {
  await ask(page, `/runs/${number}/stop`, { reason: "seen enough" });
  await expect(page.getByText(/Stopped by .*: seen enough/).first()).toBeVisible();
}
