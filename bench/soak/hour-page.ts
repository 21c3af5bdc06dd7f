import { type Browser, chromium as browserKind, type CDPSession, type Page } from "playwright";
import { chromium } from "../../bin/chromium.mjs";
import { until } from "./until.ts";
import { admin } from "./whole-gantry.ts";

/** A page that watches a run, and what its scripts keep in memory. */

export type HeapReading = { seconds: number; bytes: number };
export type WatchedPage = {
  /** How much the page's scripts hold, once it has drawn so many seconds. */
  heapAfter(seconds: number): Promise<HeapReading>;
  close(): Promise<void>;
};

const patienceMs = 120_000;

export async function watchRun(
  url: string,
  { pilot, number }: { pilot: string; number: number },
): Promise<WatchedPage> {
  const found = await chromium();
  if (found.refused !== null) throw new Error(found.refused);
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync"];
  const browser = await browserKind.launch({ executablePath: found.path, args });
  try {
    return await watchIn(browser, url, `${url}/${pilot}/runs/${number}`);
  } catch (error) {
    await browser.close();
    throw error;
  }
}

async function watchIn(browser: Browser, url: string, address: string): Promise<WatchedPage> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("E-mail").fill(admin.email);
  await page.getByLabel("Password").fill(admin.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(({ pathname }) => pathname !== "/sign-in", { timeout: patienceMs });
  await page.goto(address, { timeout: patienceMs });
  await page.getByText("The same figures as a table").waitFor({ timeout: patienceMs });
  const inside = await page.context().newCDPSession(page);
  return {
    heapAfter: async (seconds) => {
      await page.keyboard.press("t");
      await until(async () => (await drawn(page)) >= seconds, {
        limitMs: patienceMs,
        says: () => `The page did not come to second ${seconds}.`,
      });
      await page.keyboard.press("t");
      return { seconds, bytes: await heapOf(page, inside) };
    },
    close: () => browser.close(),
  };
}

/** Seconds that the page has on its charts, as the table under them says. */
async function drawn(page: Page): Promise<number> {
  const caption = await page.locator("caption").first().textContent();
  const of = /of ([\d,]+) seconds/.exec(caption ?? "")?.[1];
  return of === undefined ? page.locator("details tbody tr").count() : Number(of.replaceAll(",", ""));
}

/** What is left after everything that nobody holds is gone. The table that was just closed, and figures on their way, are held for a moment
 *  longer: the least of three looks counts. */
async function heapOf(page: Page, inside: CDPSession): Promise<number> {
  const looks: number[] = [];
  for (let look = 0; look < 3; look++) {
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    for (let time = 0; time < 3; time++) await inside.send("HeapProfiler.collectGarbage");
    const { usedSize } = await inside.send("Runtime.getHeapUsage");
    looks.push(usedSize);
  }
  return Math.min(...looks);
}
