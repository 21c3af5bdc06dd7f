import { parseArgs } from "node:util";
import { quantilesOf } from "../engine/quantiles.ts";
import { aligned } from "../engine/table.ts";
import { insideGantry } from "../soak/hour-live.ts";
import { type Away, liveScreens, type Returned, returnOnce } from "./return-once.ts";

/** 200 screens on walls whose web process is killed, again and again. Ends with 1 when one of them was not live again within 5 s. */

const aimMs = 5_000;
const { values } = parseArgs({
  options: { screens: { type: "string", default: "200" }, kills: { type: "string", default: "6" } },
});
const [screens, kills] = [Number(values.screens), Number(values.kills)];
if (!(Number.isInteger(screens) && screens > 0 && Number.isInteger(kills) && kills > 0))
  throw new Error("--screens and --kills are whole numbers above 0.");

console.log("Starting a Gantry …");
const all: { away: Away; returned: Returned }[] = [];
await insideGantry(async (inside) => {
  const live = await liveScreens(inside, screens);
  try {
    for (let index = 0; index < kills; index++) {
      const away = index % 2 === 0 ? "at-once" : "late";
      all.push({ away, returned: await returnOnce(inside, live, away) });
    }
  } finally {
    live.close();
  }
});
const head = ["", "away s", "p50 s", "p99 s", "last s", "most in 100 ms"];
const seconds = (ms: number) => (ms / 1000).toFixed(2);
const rows = all.map(({ away, returned: { awayMs, liveMs, mostAtOnce } }) => {
  const { p50, p99, max } = quantilesOf(liveMs);
  return [away, ...[awayMs, p50, p99, max].map(seconds), String(mostAtOnce)];
});
console.log(`\n${aligned([head, ...rows])}\n`);
const missed = all.some(({ returned: { liveMs } }) => Math.max(...liveMs) > aimMs);
console.log(missed ? `MISSED: all are live again within ${aimMs / 1000} s.` : "The aim is met.");
process.exit(missed ? 1 : 0);
