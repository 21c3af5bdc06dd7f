import type { Page } from "playwright/test";
import type { DisplaySettings } from "../lib/displays/core/display.ts";
import type { WallView } from "../lib/displays/core/wall-view.ts";

/** A server's words to a wall, given by the test: what it shows, at whatever time of the server's. The page is the built one. */

export type Words = {
  view: WallView;
  settings: Partial<DisplaySettings>;
  serverVersion: string | null;
  reloadAskedAt: number | null;
  showNameUntil: number | null;
  /** The server's time. */
  nowMs: number;
  /** How old the keeper's newest word is. */
  keeperAgoMs: number;
  /** The server says nothing at all. */
  isSilent: boolean;
};

export type Fixture = { say(words: Partial<Words>): void; reports(): { board: string; phase: string }[] };

const chosen: DisplaySettings = {
  ...{ number: 1, name: "War room, left", place: "Hall 1", boards: ["poll"], language: "en", sound: false },
};

/** Every stream that the page opens is told all of it once and then ends: the page comes back at once. */
export async function wallFixture(page: Page, first: Pick<Words, "view" | "nowMs"> & Partial<Words>): Promise<Fixture> {
  let words: Words = {
    ...{ settings: {}, serverVersion: null, reloadAskedAt: null, showNameUntil: null, keeperAgoMs: 400 },
    isSilent: false,
    ...first,
  };
  let saidAt = Date.now();
  let pageVersion = "";
  const reports: { board: string; phase: string; version: string }[] = [];
  const own = () => ({
    settings: { ...chosen, ...words.settings },
    reloadAskedAt: words.reloadAskedAt,
    showNameUntil: words.showNameUntil,
    serverVersion: words.serverVersion ?? pageVersion,
  });
  await page.route("**/api/v1/wall", (route) => route.fulfill({ json: { ...own(), view: words.view } }));
  await page.route("**/api/v1/wall/feed", (route) => {
    if (words.isSilent) return route.abort();
    const now = words.nowMs + Date.now() - saidAt;
    const ago = (ms: number) => new Date(now - ms).toISOString();
    const beat = { now: ago(0), sources: { runner: ago(400), keeper: ago(words.keeperAgoMs) } };
    const said = [
      ["beat", beat],
      ["wall", words.view],
      ["display", own()],
    ] as const;
    const body = said.map(([event, data]) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`).join("");
    return route.fulfill({ body, contentType: "text/event-stream" });
  });
  await page.route("**/api/v1/wall/reports", (route) => {
    const report = route.request().postDataJSON();
    pageVersion ||= report.version;
    reports.push(report);
    return route.fulfill({ json: {} });
  });
  // No waiting before the next stream, nor before a reload.
  await page.addInitScript(() => {
    Math.random = () => 0;
  });
  return {
    say: (next) => {
      words = { ...words, ...next };
      if (next.nowMs !== undefined) saidAt = Date.now();
    },
    reports: () => reports,
  };
}
