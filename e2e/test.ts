import { type Browser, type BrowserContext, test as base, type Locator, type Page } from "playwright/test";

export { type Browser, type BrowserContext, expect, type Page } from "playwright/test";

/** Playwright's test, made to see as a person does. A page is there when its script hears: they look before they type; what is done before that is
 *  the matter of one journey of its own (places.e2e.ts), which asks for `waitUntil`. And a text is what can be seen: what only a screen reader is
 *  told repeats it, up to 15 s later. */
export const test = base.extend<object, { patience: undefined }>({
  patience: [
    async ({ browser }, use) => {
      patientBrowser(browser);
      await use(undefined);
    },
    { scope: "worker", auto: true },
  ],
});

function patientBrowser(browser: Browser): void {
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => patientContext(await newContext(options));
}

function patientContext(context: BrowserContext): BrowserContext {
  const newPage = context.newPage.bind(context);
  context.newPage = async () => patientPage(await newPage());
  return context;
}

type ByText = Page["getByText"];

const seen = (found: Locator): Locator => found.and(found.page().locator(":not(.visually-hidden [aria-live])"));

/** Once in a worker: all locators are of one class. */
function seeOnlyWhatIsShown(some: Locator): void {
  const locators: { getByText: ByText; seesOnly?: true } = Object.getPrototypeOf(some);
  if (locators.seesOnly) return;
  const { getByText } = locators;
  locators.seesOnly = true;
  locators.getByText = function (this: Locator, ...asked) {
    return seen(getByText.apply(this, asked));
  };
}

function patientPage(page: Page): Page {
  seeOnlyWhatIsShown(page.locator("html"));
  const getByText = page.getByText.bind(page);
  page.getByText = (...asked) => seen(getByText(...asked));
  const [goto, reload, waitForURL] = [page.goto.bind(page), page.reload.bind(page), page.waitForURL.bind(page)];
  page.goto = async (url, options) => {
    const answer = await goto(url, options);
    if (options?.waitUntil === undefined) await hears(page);
    return answer;
  };
  page.reload = async (options) => {
    const answer = await reload(options);
    if (options?.waitUntil === undefined) await hears(page);
    return answer;
  };
  // Where a page sends itself elsewhere, as sign-in does.
  page.waitForURL = async (url, options) => {
    await waitForURL(url, options);
    if (options?.waitUntil === undefined) await hears(page);
  };
  return page;
}

/** app/early-clicks.tsx takes its function away with the first thing it hears; a page of somebody else never had one. */
async function hears(page: Page): Promise<void> {
  await page.waitForFunction(() => window.gantryHears === undefined);
}
