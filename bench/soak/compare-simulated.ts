import { blockSeconds, blocksOf, ratioInterval } from "../../lib/load/core/block-bootstrap.ts";
import { type Random, seededRandom } from "../../lib/load/core/random.ts";
import { emptyHistogram, type Histogram, recordUs } from "../../lib/platform/core/histogram.ts";
import { aligned } from "../engine/table.ts";

/** `node --import tsx bench/soak/compare-simulated.ts [pairs]`: how often the interval of a comparison says that equal runs differ, and how often
 *  it finds a tenth, in runs that are only drawn. Seconds hang together or do not: each shifts all its delays by a drift that remembers a share
 *  of the one before. See bench/README.md. */

const pairs = Number(process.argv[2] ?? 300);
const [medianUs, leastUs, sigma, factor] = [40_000, 20_000, 0.5, 1.1];

type Case = { seconds: number; perSecond: number; name: string; remembers: number; driftPercent: number };
const drifts = [
  { name: "seconds independent", remembers: 0, driftPercent: 0 },
  { name: "drift of 1.4 % over about 3 s", remembers: 0.7, driftPercent: 1.4 },
  { name: "drift of 2.3 % over about 10 s", remembers: 0.9, driftPercent: 2.3 },
  { name: "drift of 6.9 % over about 10 s", remembers: 0.9, driftPercent: 6.9 },
];
const cases: Case[] = [
  ...drifts.map((drift) => ({ seconds: 60, perSecond: 50, ...drift })),
  ...drifts.map((drift) => ({ seconds: 60, perSecond: 100, ...drift })),
  ...drifts.map((drift) => ({ seconds: 300, perSecond: 50, ...drift })),
];

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** `by`: every delay is so many times as long. */
function aRun(random: Random, { seconds, perSecond, remembers, driftPercent }: Case, by: number): Histogram[] {
  const spread = driftPercent / 100;
  let drift = spread * normal(random);
  return Array.from({ length: seconds }, () => {
    const histogram = emptyHistogram();
    for (let n = 0; n < perSecond; n++) {
      const drawn = Math.max(leastUs, medianUs * Math.exp(sigma * normal(random)));
      recordUs(histogram, by * drawn * Math.exp(drift));
    }
    drift = remembers * drift + spread * Math.sqrt(1 - remembers ** 2) * normal(random);
    return histogram;
  });
}

function cellsOf(one: Case): string[] {
  const random = seededRandom(11);
  const blocks = (by: number) => blocksOf(aRun(random, one, by), blockSeconds(one.seconds));
  const counts = { differ: 0, found: 0 };
  for (let pair = 0; pair < pairs; pair++) {
    const base = blocks(1);
    const equal = ratioInterval(base, blocks(1), { q: 0.95, seed: pair });
    const slower = ratioInterval(base, blocks(factor), { q: 0.95, seed: pair });
    if (equal !== null && (equal.low > 1 || equal.high < 1)) counts.differ++;
    if (slower !== null && slower.low > 1) counts.found++;
  }
  const percent = (count: number) => `${((count / pairs) * 100).toFixed(1)} %`;
  const { seconds, perSecond, name } = one;
  return [`${seconds} s, ${perSecond}/s`, name, percent(counts.differ), percent(counts.found)];
}

const head = ["runs", "", "equal ones said to differ", "10 % slower found"];
console.log(`p95 of ${pairs} pairs each, drawn: lognormal, median 40 ms, σ ${sigma}, at least 20 ms.\n`);
console.log(aligned([head, ...cases.map(cellsOf)]));
