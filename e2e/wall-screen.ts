import { expect, type Page } from "playwright/test";
import { patch, post } from "./pre-launch-people.ts";

/** A screen on a wall, and who looks at it. */

export type Display = { id: string; number: number; version: number };
type Chosen = { boards?: readonly string[]; language?: string; name?: string; pilot?: string };

/** Pairs the screen by the code that it shows, as a lead does at a desk. */
export async function pairScreen(wall: Page, desk: Page, chosen: Chosen = {}): Promise<Display> {
  const { boards = ["poll"], language = "en", name = "War room, left", pilot = "practice" } = chosen;
  const settings = { name, place: "Hall 1", boards, language, sound: false };
  const code = await codeOn(wall);
  const display = await post<Display>({ page: desk }, `/pilots/${pilot}/displays`, { code, ...settings });
  await expect(wall.locator("[data-phase=live]")).toBeVisible();
  return display;
}

/** The letters on the screen. */
export async function codeOn(wall: Page): Promise<string> {
  const spoken = await wall.getByRole("img").getAttribute("aria-label");
  return (spoken ?? "").replaceAll(" ", "");
}

export async function changeDisplay(desk: Page, display: Display, change: object, pilot = "practice"): Promise<void> {
  await patch({ page: desk }, `/pilots/${pilot}/displays/${display.id}`, { version: display.version, ...change });
}

type Seen = { phase: string; atMs: number };

/** Has the page write down at each frame what it shows, by the machine's clock. Before it is loaded. */
export async function watchPhases(wall: Page): Promise<void> {
  await wall.addInitScript(() => {
    const machineNow = Date.now.bind(Date);
    const seen: { phase: string; atMs: number }[] = [];
    Object.assign(window, { phasesSeen: seen, loadedOnce: machineNow() });
    const look = () => {
      const phase = document.querySelector("[data-phase]")?.getAttribute("data-phase") ?? "none";
      if (seen.at(-1)?.phase !== phase) seen.push({ phase, atMs: machineNow() });
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

export function phasesSeen(wall: Page): Promise<Seen[]> {
  return wall.evaluate(() => (window as unknown as { phasesSeen: Seen[] }).phasesSeen);
}

/** When the page first showed STALE after `fromMs`. Waits until it does. */
export async function staleAfter(wall: Page, fromMs: number): Promise<number> {
  await expect(wall.locator("[data-phase=stale]")).toBeVisible();
  const found = (await phasesSeen(wall)).find(({ phase, atMs }) => phase === "stale" && atMs >= fromMs);
  if (found === undefined) throw new Error("STALE was never drawn");
  return found.atMs - fromMs;
}

/** Elements in a colour that says GO, HOLD or NO-GO. */
export function stateColours(wall: Page): Promise<string[]> {
  return wall.evaluate(() => {
    const colours = ["rgb(87, 211, 186)", "rgb(255, 207, 102)", "rgb(255, 98, 87)"];
    return [...document.querySelectorAll("main *")].flatMap((element) => {
      const { color, backgroundColor, borderTopColor, stroke, fill } = getComputedStyle(element);
      const shown = element.checkVisibility() && element.closest("[aria-hidden=true]:not(svg)") === null;
      const found = [color, backgroundColor, borderTopColor, stroke, fill].find((one) => colours.includes(one));
      return shown && found !== undefined ? [`${element.tagName} ${element.textContent} ${found}`] : [];
    });
  });
}

/** What cannot be read from across a room: too small, cut off, beyond the screen; and whether anything scrolls. */
export function unreadable(wall: Page): Promise<string[]> {
  return wall.evaluate(() => {
    const { innerHeight: height, innerWidth: width } = window;
    const scroller = document.scrollingElement;
    const scrolls = scroller !== null && (scroller.scrollHeight > height || scroller.scrollWidth > width);
    const texts = [...document.querySelectorAll("main *")].filter(
      (one) =>
        one.closest(".visually-hidden") === null &&
        one.checkVisibility() &&
        [...one.childNodes].some(({ nodeType, textContent }) => nodeType === 3 && textContent?.trim() !== ""),
    );
    const wrong = texts.flatMap((one) => {
      const size = Number.parseFloat(getComputedStyle(one).fontSize);
      const { left, right, top, bottom } = one.getBoundingClientRect();
      const said = `"${one.textContent}" ${size.toFixed(1)} px`;
      return [
        ...(size < height * 0.03 ? [`${said} is small`] : []),
        ...(left < -0.5 || top < -0.5 || right > width + 0.5 || bottom > height + 0.5 ? [`${said} is beyond`] : []),
      ];
    });
    return [...(texts.length < 5 ? ["hardly anything is there"] : []), ...(scrolls ? ["it scrolls"] : []), ...wrong];
  });
}

/** Texts that are not whole, and those that lie over one another. */
export function cutOrOver(wall: Page, selector: string): Promise<string[]> {
  return wall.evaluate((wanted) => {
    const found = [...document.querySelectorAll<HTMLElement>(wanted)];
    const cut = found.flatMap((one) => {
      const half = Number.parseFloat(getComputedStyle(one).fontSize) / 2;
      const isCut = one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + half;
      return isCut && one.clientWidth > 0 ? [`"${one.textContent}" is cut`] : [];
    });
    const boxes = found.map((one) => ({ text: one.textContent, box: one.getBoundingClientRect() }));
    const over = boxes.flatMap(({ text, box }, at) =>
      boxes.slice(at + 1).flatMap((other) => {
        const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        return across > 1 && down > 1 ? [`"${text}" lies over "${other.text}"`] : [];
      }),
    );
    return found.length === 0 ? [`nothing is ${wanted}`] : [...cut, ...over];
  }, selector);
}
