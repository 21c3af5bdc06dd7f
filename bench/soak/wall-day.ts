import { mkdirSync } from "node:fs";
import { loadavg } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { chromium as browserKind } from "playwright";
import { chromium } from "../../bin/chromium.mjs";
import { wholeNumber } from "./kill-options.ts";
import { startDayFeed } from "./wall-day-feed.ts";
import { judgeWall } from "./wall-day-judge.ts";
import { type WallReading, type WatchedWall, watchWall } from "./wall-day-page.ts";
import { startWholeGantry } from "./whole-gantry.ts";

/** A wall for a day without anybody: does it stay as small as it was? */

const usage = `A day of a wall in a real browser, hastened: heap, elements, errors.

  node --import tsx bench/soak/wall-day.ts [options]

  --hours 24           of the day (1 to 96)
  --speed 60           how many seconds of the day pass in one (1 to 60)
  --snapshots folder   what is in memory after the warm-up and at the end, for the browser's developer tools to compare
  --help               this text
`;

const warmUpShare = 1 / 6;
const text = { type: "string" } as const;
/** The drawn day repeats itself each half hour: at none of these moments does it stand where it stood at the one before. */
const looks = 61;
const { values } = parseArgs({ options: { hours: text, speed: text, snapshots: text, help: { type: "boolean" } } });
if (values.help) console.log(usage);
else process.exitCode = await wholeDay();

async function wholeDay(): Promise<number> {
  const hours = wholeNumber("--hours", values.hours ?? "24", [1, 96]);
  const speed = wholeNumber("--speed", values.speed ?? "60", [1, 60]);
  const found = await chromium();
  if (found.refused !== null) throw new Error(found.refused);
  const gantry = await startWholeGantry({ env: { GANTRY_SANDBOX: "off" } });
  const feed = await startDayFeed(gantry.url);
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync"];
  const browser = await browserKind.launch({ executablePath: found.path, args });
  try {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    const wall = await watchWall(page, { feed, speed });
    const readings: WallReading[] = [];
    const began = performance.now();
    for (let look = 1; look <= looks; look++) {
      await page.waitForFunction((at) => performance.now() >= at, (look * hours * 3_600_000) / looks, {
        ...{ timeout: (10 * hours * 3_600_000) / looks / speed + 60_000, polling: 200 },
      });
      const reading = await wall.read();
      readings.push(reading);
      console.log(lineOf(reading));
      if (look === Math.ceil(looks * warmUpShare)) await keepSnapshot(wall, "after-warm-up");
    }
    await keepSnapshot(wall, "at-the-end");
    const { all, live } = await wall.looks();
    console.log(
      `Live in ${live} of ${all} looks, over ${feed.streams()} streams, ${paceOf(readings, began)} times as fast.`,
    );
    const elements = await wall.elements();
    for (const [what, counts] of Object.entries(elements).sort()) console.log(`${what}: ${counts.join(", ")} elements`);
    const wrong = judgeWall({ readings, elements, errors: wall.errors, warmUpShare });
    for (const sentence of wrong) console.log(sentence);
    console.log(
      wrong.length === 0 ? `Flat, after a warm-up of ${(warmUpShare * hours).toFixed(1)} h.` : "Not as it should be.",
    );
    return wrong.length === 0 ? 0 : 1;
  } finally {
    await browser.close();
    await feed.close();
    await gantry.close();
  }
}

async function keepSnapshot(wall: WatchedWall, name: string): Promise<void> {
  if (values.snapshots === undefined) return;
  mkdirSync(values.snapshots, { recursive: true });
  await wall.snapshot(path.join(values.snapshots, `${name}.heapsnapshot`));
}

function paceOf(readings: readonly WallReading[], began: number): number {
  return Math.round(((readings.at(-1)?.second ?? 0) * 1_000) / (performance.now() - began));
}

function lineOf({ second, heapBytes, nodes, listeners, busyMsPerSecond }: WallReading): string {
  const heap = `${(heapBytes / 1e6).toFixed(2)} MB`;
  const load = `load ${loadavg()[0]?.toFixed(1)}`;
  return `${(second / 3_600).toFixed(2)} h: ${heap}, ${nodes} nodes, ${listeners} listeners, ${busyMsPerSecond.toFixed(1)} ms a second, ${load}`;
}
