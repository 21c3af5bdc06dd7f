import { readRunPlan } from "#lib/load/read-run-plan.ts";
import { findRunById, renewLease } from "#lib/load/store.ts";
import { lastStoredSecond } from "#lib/load/store-blocks.ts";
import { insertSecond } from "#lib/load/store-seconds.ts";
import { aPlace, aQueuedRun, runAt } from "#lib/load/testing/a-run.ts";
import { withLogin } from "#lib/platform/app-login.ts";
import { type Ctx, systemCtx } from "#lib/platform/ctx.ts";
import { connect } from "#lib/platform/database.ts";
import { useSecret } from "#lib/platform/key-ring.ts";
import { appPassword } from "#lib/platform/keys.ts";
import { startTestServer, testSecret } from "#lib/platform/testing/database.ts";
import { startTarget, usualTarget } from "../engine/target-process.ts";
import { drawnFrames, hourRun } from "./hour-frames.ts";
import { type HeapReading, watchRun } from "./hour-page.ts";
import { type Drawn, heldRun } from "./hour-store.ts";
import { until } from "./until.ts";
import { startWholeGantry } from "./whole-gantry.ts";

/** A whole Gantry and a browser that watches a run in it: an hour at many times its speed, or a real one. */

type Inside = { ctx: Ctx; url: string; folder: string };

/** On a PostgreSQL of the soak's own, so that the soak can write into the database beside Gantry. */
export async function insideGantry<T>(work: (inside: Inside) => Promise<T>): Promise<T> {
  useSecret(testSecret);
  const server = await startTestServer();
  const env = { DATABASE_URL: server.ownerUrl, GANTRY_SECRET: testSecret };
  const gantry = await startWholeGantry({ env }).catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  const url = withLogin(server.ownerUrl, "gantry_app", appPassword(testSecret));
  const connection = connect({ url, name: "soak", max: 4 });
  try {
    return await work({ ctx: systemCtx(connection.db, "soak"), url: gantry.url, folder: gantry.folder });
  } finally {
    await connection.close();
    await gantry.close();
    await server.stop();
  }
}

/** How often a page is measured. */
const readings = 6;

/** Feeds a page that watches the run so many seconds each second, and measures it six times. */
export async function watchDrawnHour({ ctx, url }: Inside, drawn: Drawn, feed: number): Promise<HeapReading[]> {
  const { run, runnerId, place } = await heldRun(ctx, drawn);
  const lease = () => renewLease(ctx.db, { id: run.id, runnerId, until: new Date(Date.now() + 12_000) });
  const renewing = setInterval(() => void lease().catch(() => {}), 2_000);
  const page = await watchRun(url, { pilot: place.pilot, number: run.number });
  const heap: HeapReading[] = [];
  const begin = performance.now();
  let measuredMs = 0;
  try {
    for (const frame of drawnFrames(readRunPlan(run), { ...drawn, seed: 1 })) {
      const dueMs = begin + measuredMs + (frame.second * 1000) / feed;
      await until(() => performance.now() >= dueMs, { limitMs: 60_000, says: () => "The clock stands still." });
      await insertSecond(ctx.db, run, frame);
      const stored = frame.second + 1;
      if (stored % Math.floor(drawn.seconds / readings) !== 0) continue;
      const from = performance.now();
      heap.push(await page.heapAfter(stored));
      measuredMs += performance.now() - from;
    }
  } finally {
    clearInterval(renewing);
    await page.close();
  }
  return heap;
}

/** A run of so many minutes as anybody would start it, against a server that answers at once. */
export async function watchRealRun(
  { ctx, url }: Inside,
  { minutes, perSecond }: { minutes: number; perSecond: number },
): Promise<{ heap: HeapReading[]; sentence: string }> {
  const seconds = minutes * 60;
  const target = await startTarget(usualTarget(), null);
  const place = await aPlace(ctx, { baseUrl: target.url });
  const run = await aQueuedRun(ctx, place, runAt(place, hourRun(seconds, perSecond)));
  const page = await watchRun(url, { pilot: place.pilot, number: run.number });
  const heap: HeapReading[] = [];
  try {
    for (let reading = 1; reading <= readings; reading++) {
      const stored = Math.floor((seconds * reading) / readings);
      await until(async () => (await secondsOf(ctx, run.id)) >= stored, {
        limitMs: ((seconds / readings) * 2 + 120) * 1000,
        says: () => `The run did not come to second ${stored}.`,
      });
      heap.push(await page.heapAfter(stored - 5));
    }
    await until(async () => (await findRunById(ctx.db, run.id))?.state === "ended", {
      limitMs: 180_000,
      says: () => "The run did not end.",
    });
    const ended = await findRunById(ctx.db, run.id);
    return { heap, sentence: `${ended?.outcome}: ${ended?.endedSentence} ${ended?.summary?.seconds} seconds stored.` };
  } finally {
    await page.close();
    await target.end();
  }
}

async function secondsOf(ctx: Ctx, runId: string): Promise<number> {
  return (await lastStoredSecond(ctx.db, runId)) + 1;
}
