import type { WallReading } from "./wall-day-page.ts";

const heapMayGrowRatio = 0.1;

type Seen = {
  readings: readonly WallReading[];
  elements: Readonly<Record<string, readonly number[]>>;
  errors: readonly string[];
  /** Before that, scripts are being compiled and buffers filled: of the whole, 0 to 1. */
  warmUpShare: number;
};

/** A sentence for each thing that is not as it should be: the heap within a tenth of what it was at first after the warm-up, as many elements as
 *  ever by what is shown, nothing said on the console. */
export function judgeWall({ readings, elements, errors, warmUpShare }: Seen): string[] {
  const last = readings.at(-1)?.second ?? 0;
  const counted = readings.filter(({ second }) => second >= last * warmUpShare * 0.99);
  if (counted.length < 3) return ["There were too few readings."];
  const grown = grownRatio(counted.map(({ heapBytes }) => heapBytes));
  const heap = grown > heapMayGrowRatio ? [`The heap grew by ${(grown * 100).toFixed(1)} %.`] : [];
  const growing = (["nodes", "listeners"] as const).flatMap((what) =>
    onlyGrows(counted.map((one) => one[what])) ? [`There are more and more ${what}.`] : [],
  );
  const changing = Object.entries(elements).flatMap(([what, counts]) =>
    counts.length > 1 ? [`"${what}" had ${counts.join(", ")} elements.`] : [],
  );
  const nothing = Object.keys(elements).length < 4 ? ["Not all boards were seen live."] : [];
  return [...heap, ...growing, ...changing, ...nothing, ...errors.map((error) => `On the console: ${error}`)];
}

/** What is drawn takes more or less: the most of all against the most of the first third. */
export function grownRatio(counts: readonly number[]): number {
  return Math.max(...counts) / Math.max(...firstThird(counts)) - 1;
}

/** Each board has its own number; the least at the end is above the most at the beginning only when something is never let go. */
function onlyGrows(counts: readonly number[]): boolean {
  return Math.min(...counts.slice(-firstThird(counts).length)) > Math.max(...firstThird(counts));
}

const firstThird = (counts: readonly number[]) => counts.slice(0, Math.max(1, Math.floor(counts.length / 3)));
