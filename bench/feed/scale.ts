import { aligned } from "../engine/table.ts";
import { type Feeding, feedingGantry } from "./feeding-gantry.ts";
import { type Figures, figuresOf, type Measured, measure, warmUpSeconds } from "./measure.ts";
import { readScaleOptions, type ScaleOptions, usage } from "./options.ts";
import { startPeer } from "./peer.ts";
import { startScreens } from "./screens.ts";

/** The benchmark. Ends with 1 when an aim is missed. */

const aims = { p99Ms: 100, cpuRatio: 0.15, rssMiB: 400 };

const options = readScaleOptions(process.argv.slice(2));
if (options.help) {
  console.log(usage);
  process.exit(0);
}
console.log("Starting a Gantry …");
const { own, peer } = await feedingGantry(options, (feeding) => compare(feeding, options));
const missed = report(figuresOf(own), figuresOf(peer));
for (const sentence of missed) console.log(`MISSED: ${sentence}`);
if (missed.length === 0) console.log("Every aim is met.");
process.exit(missed.length === 0 ? 0 : 1);

async function compare(feeding: Feeding, { rounds, seconds, feeds }: ScaleOptions) {
  const [screens, plain] = [startScreens(), await startPeer()];
  const measured = { own: [] as Measured[], peer: [] as Measured[] };
  const perRound = warmUpSeconds + seconds;
  try {
    for (let round = 0; round < rounds; round++) {
      const span = { from: round * perRound, seconds, feeds };
      const { port, path, headers } = feeding;
      await screens.open({ port, path, headers, count: feeds });
      measured.own.push(await measure(feeding, screens, span));
      const { texts } = await screens.take();
      await screens.close();
      plain.tell({ kind: "beats", text: `${texts["beat"]}\n\n` });
      await screens.open({ port: plain.port, path: "/", headers: [{}], count: feeds });
      const send = async (second: number) => {
        const text = texts["sample"]?.replace(/"second":\d+/, `"second":${second}`);
        plain.tell({ kind: "sample", text: `${text}\n\n` });
      };
      measured.peer.push(await measure({ pid: plain.pid, send }, screens, span));
      await screens.close();
      console.log(`round ${round + 1} of ${rounds}: a sample is ${texts["sample"]?.length} bytes`);
    }
  } finally {
    screens.end();
    plain.end();
  }
  return measured;
}

function report(own: Figures, peer: Figures): string[] {
  const row = (name: string, { p50, p99, max, cpuRatio, highestMiB, missing }: Figures) => [
    name,
    ...[p50, p99, max].map((ms) => ms.toFixed(1)),
    (cpuRatio * 100).toFixed(1),
    highestMiB.toFixed(0),
    String(missing),
  ];
  const head = ["", "p50 ms", "p99 ms", "max ms", "% of a core", "RSS MiB", "missing"];
  const ratio = [own.p50 / peer.p50, own.p99 / peer.p99, own.max / peer.max, own.cpuRatio / peer.cpuRatio];
  const ratios = ["ratio", ...ratio.map((one) => one.toFixed(2)), (own.highestMiB / peer.highestMiB).toFixed(2), ""];
  console.log(`\n${aligned([head, row("Gantry", own), row("plain Node", peer), ratios])}\n`);
  return [
    ...(own.p99 > aims.p99Ms ? [`p99 ${own.p99.toFixed(1)} ms, and ${aims.p99Ms} are allowed`] : []),
    ...(own.cpuRatio > aims.cpuRatio ? [`${(own.cpuRatio * 100).toFixed(1)} % of a core, and 15 are allowed`] : []),
    ...(own.highestMiB > aims.rssMiB ? [`${own.highestMiB.toFixed(0)} MiB, and ${aims.rssMiB} are allowed`] : []),
    ...(own.missing > 0 || own.lost > 0 ? [`${own.missing} samples did not come, ${own.lost} feeds were lost`] : []),
  ];
}
