import { expect, test } from "playwright/test";
import { type Away, liveScreens, returnOnce } from "../bench/feed/return-once.ts";
import { insideGantry } from "../bench/soak/hour-live.ts";

/** A short form of bench/feed/return.ts: the web process is killed under 200 screens on walls, which are not drawn. */

const screens = 200;
/** What the product promises to people. */
const promiseMs = 5_000;

test("200 screens whose web process was killed are all live again within 5 s, one after the other, and show what changed", async () => {
  await insideGantry(async (inside) => {
    const live = await liveScreens(inside, screens);
    try {
      for (const away of ["at-once", "late"] satisfies Away[]) {
        const { liveMs, mostAtOnce } = await returnOnce(inside, live, away);
        expect(Math.max(...liveMs), away).toBeLessThanOrEqual(promiseMs);
        expect(mostAtOnce, `${away}: they came at the same moment`).toBeLessThan(screens / 4);
      }
    } finally {
      live.close();
    }
  });
});
