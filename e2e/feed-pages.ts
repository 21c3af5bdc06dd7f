import { expect, type Page } from "playwright/test";

/** What open pages show of their feed, looked at inside the pages: by their own clock, so that a slow test does not count. */

export const whenStale = (pages: readonly Page[]) => whenShown(pages, ".rail .stale", "STALE");

/** When each page first shows a text, by this machine's clock: a slow test does not count. */
export function whenShown(pages: readonly Page[], where: string, text: string): Promise<number[]> {
  const look = ([selector, wanted]: readonly [string, string]) =>
    new Promise<number>((resolve) => {
      const timer = setInterval(() => {
        if (!document.querySelector(selector)?.textContent?.includes(wanted)) return;
        clearInterval(timer);
        resolve(Date.now());
      }, 20);
    });
  return Promise.all(pages.map((page) => page.evaluate(look, [where, text] as const)));
}

/** When the next click reached a page, by the same clock. */
export function clickedAt(page: Page): Promise<number> {
  const listen = () =>
    new Promise<number>((resolve) => {
      window.addEventListener("click", () => resolve(Date.now()), { once: true, capture: true });
    });
  return page.evaluate(listen);
}

/** For longer than the time after which a page without beats is STALE, no page is. */
export async function beatsGoOn(pages: readonly Page[]): Promise<void> {
  const watch = () =>
    new Promise<string>((resolve) => {
      const seen = new Set<string>();
      const timer = setInterval(() => {
        const rail = document.querySelector(".rail")?.textContent ?? "";
        seen.add(/\d\d:\d\d:\d\d/.exec(rail)?.[0] ?? "");
        if (rail.includes("STALE") || seen.size > 5) {
          clearInterval(timer);
          resolve(rail.includes("STALE") ? "STALE" : "live");
        }
      }, 50);
    });
  expect(await Promise.all(pages.map((page) => page.evaluate(watch)))).toEqual(pages.map(() => "live"));
}
