import { expect, test } from "playwright/test";
import { startDayFeed } from "../bench/soak/wall-day-feed.ts";
import { judgeWall } from "../bench/soak/wall-day-judge.ts";
import { type WallReading, watchWall } from "../bench/soak/wall-day-page.ts";
import { startGantry } from "./gantry.ts";

/** At most two minutes of bench/soak/wall-day.ts: up to an hour and a half of a wall, as far as the machine comes. */
const speed = 60;
const daySeconds = 5_400;
/** All boards and everything they show come once in half an hour. */
const leastSeconds = 1_900;
const patienceMs = 110_000;

test("a wall that runs on stays as small as it was", async ({ browser }) => {
  test.setTimeout(400_000);
  const gantry = await startGantry({ env: { GANTRY_SANDBOX: "off" } });
  const feed = await startDayFeed(gantry.url);
  const page = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage();
  try {
    const wall = await watchWall(page, { feed, speed });
    const readings: WallReading[] = [];
    const began = performance.now();
    const isOver = () => {
      const second = readings.at(-1)?.second ?? 0;
      return second >= daySeconds || (performance.now() - began > patienceMs && second >= leastSeconds);
    };
    while (!isOver()) {
      const from = readings.at(-1)?.second ?? 0;
      await page.waitForFunction((second) => performance.now() >= second * 1_000, from + daySeconds / 18, {
        polling: 200,
      });
      readings.push(await wall.read());
    }
    const { all, live } = await wall.looks();
    expect(live / all, "it was live").toBeGreaterThan(0.9);
    const seen = { readings, elements: await wall.elements(), errors: wall.errors };
    expect(judgeWall({ ...seen, warmUpShare: 1 / 2 })).toEqual([]);
  } finally {
    await page.context().close();
    await feed.close();
    await gantry.stop();
  }
});
