import type { Page } from "playwright/test";

/** What a wall asks of the machine that it runs on: to stay awake, and a tone. Each is counted in the page, before its own script runs. */

type Counted = Window & { locks: { released: boolean }[]; tones: number[] };

export function countWakeLocks(): void {
  const locks: Counted["locks"] = [];
  Object.assign(window, { locks });
  const request = async (kind: string) => {
    if (kind !== "screen") throw new Error(kind);
    const lock = { released: false, release: async () => undefined };
    locks.push(lock);
    return lock;
  };
  Object.defineProperty(navigator, "wakeLock", { value: { request } });
}

/** Whether each lock that was asked for was let go of, oldest first. */
export function locksOf(page: Page): Promise<boolean[]> {
  return page.evaluate(() => (window as unknown as Counted).locks.map(({ released }) => released));
}

/** As when a screen's page is hidden, where a browser lets go of its lock, or seen again. */
export async function turnPage(page: Page, state: "hidden" | "visible"): Promise<void> {
  await page.evaluate((visibilityState) => {
    Object.defineProperty(document, "visibilityState", { value: visibilityState, configurable: true });
    const { locks } = window as unknown as Counted;
    if (visibilityState === "hidden") for (const lock of locks) lock.released = true;
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
}

export function countTones(): void {
  const tones: number[] = [];
  Object.assign(window, { tones });
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (when?: number) {
    tones.push(Math.round(this.frequency.value));
    start.call(this, when);
  };
}

/** The tones that were begun, in Hz, oldest first. */
export function tonesOf(page: Page): Promise<number[]> {
  return page.evaluate(() => (window as unknown as Counted).tones);
}

/** The first stream that the page opens takes it three minutes of its steady clock: only a page that has been up for long loads itself anew. */
export function openThreeMinutesAgo(): void {
  const [steadyNow, ask] = [performance.now.bind(performance), window.fetch.bind(window)];
  let aheadMs = 0;
  performance.now = () => steadyNow() + aheadMs;
  Math.random = () => 0;
  window.fetch = (what, how) => {
    if (String(what).endsWith("/wall/feed")) aheadMs = 180_000;
    return ask(what, how);
  };
}
