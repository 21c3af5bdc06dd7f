import { expect, type Locator, type Page } from "playwright/test";

/** One hand on the tablet: every touch is counted. */
export class Hand {
  taps = 0;
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async tap(where: Locator): Promise<void> {
    await where.tap();
    this.taps += 1;
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name });
  }

  async press(name: string | RegExp): Promise<void> {
    await this.tap(this.button(name));
  }

  async type(digits: string): Promise<void> {
    for (const digit of digits) await this.tap(this.page.getByRole("button", { name: digit, exact: true }));
  }

  /** From the list and back to it. */
  async sign(name: string, pin: string, sign = "Sign"): Promise<void> {
    await this.press(new RegExp(name));
    await this.type(pin);
    await this.tap(this.page.getByRole("button", { name: sign, exact: true }));
    await expect(this.page.getByRole("heading", { name: /Who signs|Wer unterschreibt/ })).toBeVisible();
  }

  card(name: string): Locator {
    return this.page.getByRole("listitem").filter({ hasText: name });
  }
}

/** What is too small for a glove, too near to the next, or beyond the screen. */
export function wrongTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const [least, apart] = [76, 8];
    const all = [...document.querySelectorAll("button, input, textarea, select, a")]
      .map((element) => ({ name: element.textContent || element.id, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0);
    const small = all.filter(({ box }) => box.width < least || box.height < least);
    const beyond = all.filter(({ box }) => box.right > window.innerWidth || box.bottom > window.innerHeight);
    const near = all.flatMap((one, at) =>
      all.slice(at + 1).flatMap((other) => {
        const across = Math.max(one.box.left - other.box.right, other.box.left - one.box.right);
        const down = Math.max(one.box.top - other.box.bottom, other.box.top - one.box.bottom);
        return Math.max(across, down) < apart - 0.01 ? [`${one.name} is near ${other.name}`] : [];
      }),
    );
    return [
      ...small.map(({ name }) => `${name} is small`),
      ...beyond.map(({ name }) => `${name} is beyond the screen`),
      ...near,
      ...(all.length === 0 ? ["there is nothing to tap"] : []),
    ];
  });
}

/** All that the browser keeps for this address, as text: sealed things too. */
export function keptOnDevice(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const bytes = (_: string, value: unknown) =>
      ArrayBuffer.isView(value) ? String.fromCharCode(...(value as Uint8Array)) : value;
    const kept: string[] = [
      JSON.stringify({ ...localStorage }),
      JSON.stringify({ ...sessionStorage }),
      document.cookie,
    ];
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name ?? "");
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      for (const store of db.objectStoreNames) {
        const rows = await new Promise<unknown[]>((resolve, reject) => {
          const asking = db.transaction(store).objectStore(store).getAll();
          asking.onsuccess = () => resolve(asking.result);
          asking.onerror = () => reject(asking.error);
        });
        kept.push(`${store} ${JSON.stringify(rows, bytes)}`);
      }
      db.close();
    }
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys()) {
        const text = await (await caches.match(request))?.text();
        kept.push(`${request.url} ${request.url.includes("/_next/") ? "" : text}`);
      }
    return kept.join("\n");
  });
}
