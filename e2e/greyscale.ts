import type { Locator, Page } from "playwright/test";

/** What is left of a screen for eyes that see no colour, looked at in what the browser really drew. */

/** From now on the page is drawn without colours. */
export async function withoutColours(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setEmulatedVisionDeficiency", { type: "achromatopsia" });
}

/** A drawn mark: `dots` are those of its shape, on a square of `side` dots, row by row; `contrast` is of the mark to what lies behind it. */
export type Drawn = { dots: boolean[]; contrast: number; isGrey: boolean };

/** Reads pictures beside the page that shows them: a page of its own, whatever the other allows itself. */
export async function drawnMark(mark: Locator, reader: Page): Promise<Drawn> {
  const picture = (await mark.screenshot()).toString("base64");
  return reader.evaluate(async (base64) => {
    const side = 48;
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]), { resizeWidth: side, resizeHeight: side });
    const canvas = new OffscreenCanvas(side, side).getContext("2d");
    if (canvas === null) throw new Error("nothing can be drawn");
    canvas.drawImage(bitmap, 0, 0);
    const { data } = canvas.getImageData(0, 0, side, side);
    const light: number[] = [];
    let isGrey = true;
    for (let at = 0; at < data.length; at += 4) {
      const [red = 0, green = 0, blue = 0] = data.slice(at, at + 3);
      if (Math.max(red, green, blue) - Math.min(red, green, blue) > 2) isGrey = false;
      const share = green / 255;
      light.push(share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4);
    }
    const [darkest, lightest] = [Math.min(...light), Math.max(...light)];
    const middle = Math.sqrt((darkest + 0.05) * (lightest + 0.05)) - 0.05;
    // A mark never reaches the corner of its square: there is what lies behind it.
    const isBehind = (light[0] ?? 0) > middle;
    const dots = light.map((one) => one > middle !== isBehind);
    return { dots, contrast: (lightest + 0.05) / (darkest + 0.05), isGrey };
  }, picture);
}

/** How unlike two shapes are, wherever within two dots they lie: 0 the same, 1 nothing in common. */
export function unlike(one: Drawn, other: Drawn): number {
  const side = Math.sqrt(one.dots.length);
  const steps = [-2, -1, 0, 1, 2];
  return Math.min(...steps.flatMap((down) => steps.map((right) => unlikeAt(one, other, down * side + right))));
}

function unlikeAt(one: Drawn, other: Drawn, offset: number): number {
  const pairs = one.dots.map((dot, at) => [dot, other.dots[at + offset] ?? false] as const);
  const both = pairs.filter(([left, right]) => left && right).length;
  const either = pairs.filter(([left, right]) => left || right).length;
  return 1 - both / Math.max(1, either);
}
