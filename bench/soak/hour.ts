import { endRun } from "#lib/load/end-run.ts";
import { testDatabase } from "#lib/platform/testing/database.ts";
import { insideGantry, watchDrawnHour, watchRealRun } from "./hour-live.ts";
import { readHourOptions, usage } from "./hour-options.ts";
import type { HeapReading } from "./hour-page.ts";
import { type Timing, timePage } from "./hour-read.ts";
import { heapTable, mostBytes, mostServerMs, timingTable, tooMuchHeap } from "./hour-report.ts";
import { bytesOfRows, bytesOnDisk, compactAll, heldRun, storeDrawn } from "./hour-store.ts";

/** The soak: a run of an hour with ten steps. Ends with 1 when an aim is missed. */

const options = readHourOptions(process.argv.slice(2));
if (options.help) {
  console.log(usage);
  process.exit(0);
}
const { seconds, perSecond, feed, minutes } = options;
const missed: string[] = [];

console.log(`A run of ${seconds} s with ten steps at ${perSecond}/s: storing it …`);
await inDatabase();
if (feed > 0 || minutes > 0) await inBrowser();
for (const sentence of missed) console.log(`MISSED: ${sentence}`);
console.log(missed.length === 0 ? "\nEvery aim is met." : `\n${missed.length} missed.`);
process.exit(missed.length === 0 ? 0 : 1);

/** The aim is an hour's at 1,000/s; other lengths are printed and not judged. */
async function inDatabase(): Promise<void> {
  const database = await testDatabase();
  const { ctx, ownerUrl } = database;
  try {
    const before = await bytesOnDisk(ownerUrl);
    const hour = await heldRun(ctx, { seconds, perSecond });
    await storeDrawn(ctx, hour, { seconds, perSecond });
    const live = await timePage(database.connection, hour, options.requests);
    const { run, runnerId } = hour;
    await endRun(ctx, { run, runnerId, outcome: "completed", sentence: "Ran to its planned end.", abandoned: null });
    await compactAll(ctx);
    const bytes = (await bytesOnDisk(ownerUrl)) - before;
    const rows = await bytesOfRows(ctx, run.id);
    console.log(`\nIn the database: ${megabytes(bytes)} on disk after VACUUM, of which rows ${megabytes(rows)}.\n`);
    if (bytes > mostBytes && seconds <= 3_600 && perSecond <= 1_000)
      missed.push(`the run takes ${megabytes(bytes)} in the database, and ${megabytes(mostBytes)} are allowed`);
    judgeTimings([...live, ...(await timePage(database.connection, hour, options.requests))]);
  } finally {
    await database.close();
  }
}

function judgeTimings(timings: readonly Timing[]): void {
  console.log(`${timingTable(timings)}\n`);
  for (const { what, medianMs } of timings)
    if (medianMs > mostServerMs)
      missed.push(`${what}: ${medianMs.toFixed(0)} ms of the server's time, and ${mostServerMs} ms are allowed`);
}

async function inBrowser(): Promise<void> {
  console.log("Starting a Gantry and a browser …");
  await insideGantry(async (inside) => {
    if (feed > 0) judgeHeap(`fed ${feed} s a second`, await watchDrawnHour(inside, { seconds, perSecond }, feed));
    if (minutes === 0) return;
    const { heap, sentence } = await watchRealRun(inside, { minutes, perSecond });
    console.log(`\nThe real run of ${minutes} min: ${sentence}`);
    judgeHeap(`a real run of ${minutes} min`, heap);
  });
}

function judgeHeap(what: string, heap: readonly HeapReading[]): void {
  console.log(`\nThe page's heap, ${what}:\n\n${heapTable(heap)}\n`);
  const sentence = tooMuchHeap(heap);
  if (sentence !== null) missed.push(`${what}: ${sentence}`);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}
