import { closeSync, openSync, writeSync } from "node:fs";
import type { CDPSession, Page } from "playwright";
import type { DayFeed } from "./wall-day-feed.ts";

/** A wall's page whose clocks and timers run `speed` times as fast, and what it keeps in memory. */

export type WallReading = {
  /** Of the day, in seconds by the page's own clock. */
  second: number;
  heapBytes: number;
  /** All that the browser holds for the page, also what is in no document any more. */
  nodes: number;
  listeners: number;
  /** Of its main thread, in ms for each second of the day since the reading before. */
  busyMsPerSecond: number;
};

export type WatchedWall = {
  read(): Promise<WallReading>;
  /** Elements of the document by what it shows, "vitals Latency", each number that was ever seen. */
  elements(): Promise<Record<string, number[]>>;
  /** How often it was looked at, and how often it was live then. */
  looks(): Promise<{ all: number; live: number }>;
  /** Everything in memory, into a file. */
  snapshot(file: string): Promise<void>;
  errors: readonly string[];
};

type Watching = { speed: number; feed: DayFeed };

export async function watchWall(page: Page, { speed, feed }: Watching): Promise<WatchedWall> {
  const errors: string[] = [];
  page.on("console", (said) => said.type() === "error" && errors.push(said.text()));
  page.on("pageerror", (error) => errors.push(String(error)));
  // What tsx makes of a function asks for this where it runs.
  await page.addInitScript({ content: "globalThis.__name ??= (does) => does;" });
  await page.addInitScript(hasten, speed);
  const inside = await page.context().newCDPSession(page);
  inside.on("Runtime.bindingCalled", feed.heard);
  // Without this, pages that are opened later do not get it.
  await inside.send("Runtime.enable");
  await inside.send("Runtime.addBinding", { name: "beatHeard" });
  await page.goto(`${feed.url}/wall`);
  await page.locator("[data-phase=live]").waitFor({ state: "attached", timeout: 60_000 });
  await page.evaluate(countElements);
  await inside.send("Performance.enable");
  let before = { second: 0, busyMs: 0 };
  return {
    errors,
    read: async () => {
      await feed.hold();
      const heapBytes = await heapOf(page, inside);
      feed.goOn();
      const metrics = await metricsOf(inside);
      const second = (await page.evaluate(() => performance.now())) / 1_000;
      const busyMs = (metrics.get("TaskDuration") ?? 0) * 1_000;
      const busyMsPerSecond = (busyMs - before.busyMs) / (second - before.second);
      before = { second, busyMs };
      const [nodes, listeners] = [metrics.get("Nodes") ?? 0, metrics.get("JSEventListeners") ?? 0];
      return { second, heapBytes, nodes, listeners, busyMsPerSecond };
    },
    elements: () => page.evaluate(() => (window as unknown as { elementsSeen: Record<string, number[]> }).elementsSeen),
    looks: () => page.evaluate(() => (window as unknown as { looks: { all: number; live: number } }).looks),
    snapshot: (file) => snapshotInto(file, inside),
  };
}

/** In the page, before its scripts: a second of the machine is `speed` seconds. While a stream tells the time, the page's clocks go with its
 *  beats and no further, so that a machine that is too slow for the pace makes a longer day, not a stale wall. */
function hasten(speed: number): void {
  const [steady, day] = [performance.now.bind(performance), Date.now.bind(Date)];
  const [later, often, ask] = [
    window.setTimeout.bind(window),
    window.setInterval.bind(window),
    window.fetch.bind(window),
  ];
  const dayAtStart = day();
  let clock = { ms: 0, machineMs: steady(), mostMs: Number.POSITIVE_INFINITY };
  const hastened = () => clock.ms + Math.min(clock.mostMs, (steady() - clock.machineMs) * speed);
  const setFree = () => {
    clock = { ms: hastened(), machineMs: steady(), mostMs: Number.POSITIVE_INFINITY };
  };
  const beat = () => {
    const isFirst = clock.mostMs === Number.POSITIVE_INFINITY;
    clock = { ms: isFirst ? hastened() : clock.ms + 1_000, machineMs: steady(), mostMs: 999 };
  };
  // When the page gives a stream up, what it waits for then comes without a beat.
  const paced = (body: ReadableStream<Uint8Array>, signal: AbortSignal | null | undefined) => {
    signal?.addEventListener("abort", setFree);
    const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
    const encoder = new TextEncoder();
    let [rest, dueMs] = ["", steady()];
    const next = async (): Promise<string | null> => {
      for (;;) {
        const end = rest.indexOf("\n\n");
        const message = rest.slice(0, end + 2);
        if (end >= 0) {
          rest = rest.slice(end + 2);
          return message;
        }
        const { done, value } = await reader.read();
        if (done) {
          setFree();
          return null;
        }
        rest += value;
      }
    };
    const pull = async (to: ReadableStreamDefaultController<Uint8Array>) => {
      const message = await next().catch((error) => {
        setFree();
        throw error;
      });
      if (message?.startsWith("event: beat")) {
        // Hardly anything is made up for: a wall whose clock leaps by three seconds takes it that it slept, and opens another stream.
        dueMs = Math.max(dueMs + 1_000 / speed, steady() - 1_500 / speed);
        await new Promise((resolve) => later(resolve, Math.max(0, dueMs - steady())));
        (window as unknown as { beatHeard(said: string): void }).beatHeard("");
        if (signal?.aborted !== true) beat();
      }
      if (message !== null) to.enqueue(encoder.encode(message));
      else to.close();
    };
    const cancel = (why: unknown) => {
      setFree();
      return reader.cancel(why);
    };
    return new ReadableStream({ pull, cancel }, { highWaterMark: 0 });
  };
  performance.now = hastened;
  Date.now = () => Math.round(dayAtStart + hastened());
  Object.assign(window, {
    setTimeout: (does: TimerHandler, ms = 0, ...rest: unknown[]) => later(does, ms / speed, ...rest),
    setInterval: (does: TimerHandler, ms = 0, ...rest: unknown[]) => often(does, ms / speed, ...rest),
    machineOften: often,
    fetch: async (what: RequestInfo, init?: RequestInit) => {
      const answer = await ask(what, init);
      const isFeed = String(what).endsWith("/wall/feed") && answer.ok && answer.body !== null;
      return isFeed ? new Response(paced(answer.body as ReadableStream<Uint8Array>, init?.signal), answer) : answer;
    },
  });
}

/** In the page: now and then, how many elements there are, by what is shown. A page that is not live has a veil more. */
function countElements(): void {
  const seen: Record<string, number[]> = {};
  const looks = { all: 0, live: 0 };
  const look = () => {
    looks.all += 1;
    const board = document.querySelector("[data-phase=live] [data-board]");
    if (board === null) return;
    looks.live += 1;
    const title = board.querySelector("figcaption span, h2")?.textContent ?? "";
    const what = `${board.getAttribute("data-board")} ${title}`;
    const count = document.body.getElementsByTagName("*").length;
    seen[what] ??= [];
    if (!seen[what].includes(count)) seen[what].push(count);
  };
  Object.assign(window, { elementsSeen: seen, looks });
  (window as unknown as { machineOften: typeof setInterval }).machineOften(look, 97);
}

/** What is left after everything that nobody holds is gone; the last figures are held for a moment longer: the least of five looks. */
async function heapOf(page: Page, inside: CDPSession): Promise<number> {
  const looks: number[] = [];
  for (let look = 0; look < 5; look++) {
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    await inside.send("HeapProfiler.collectGarbage");
    looks.push((await inside.send("Runtime.getHeapUsage")).usedSize);
  }
  return Math.min(...looks);
}

async function snapshotInto(file: string, inside: CDPSession): Promise<void> {
  const into = openSync(file, "w");
  const write = ({ chunk }: { chunk: string }) => writeSync(into, chunk);
  inside.on("HeapProfiler.addHeapSnapshotChunk", write);
  await inside.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  inside.off("HeapProfiler.addHeapSnapshotChunk", write);
  closeSync(into);
}

async function metricsOf(inside: CDPSession): Promise<Map<string, number>> {
  const { metrics } = await inside.send("Performance.getMetrics");
  return new Map(metrics.map(({ name, value }) => [name, value]));
}
