/** How well noise is told from faults on a set written without sight of the rules: `node --import tsx
 *  bench/shadow/noise-independent/measure.ts [--half tuning|hold-out] [--seed N]`. Prints the figures of both halves, then every miss and
 *  every wrong proposal of the half asked for (of both, if none is). Aim: precision ≥ 95 %, recall ≥ 85 %;
 *  ends with 1 when all endpoints together fall short of it. */
import { parseArgs } from "node:util";
import { judge, type Verdict } from "./score.ts";
import { independentSet, inHalves } from "./set.ts";

const { values } = parseArgs({ options: { half: { type: "string" }, seed: { type: "string", default: "1" } } });
const [tuning, holdOut] = inHalves(independentSet(Number(values.seed)), 2026);
const halves = { tuning, "hold-out": holdOut, both: [...tuning, ...holdOut] };
const ways = { "without a twin": false, "with a twin": true };

const percent = (part: number, of: number) => (of === 0 ? "–" : `${((part / of) * 100).toFixed(1)} %`);

function figures(verdicts: readonly Verdict[]): string {
  const proposed = verdicts.filter((one) => one.proposed !== null);
  const noise = verdicts.filter((one) => one.label === "noise");
  const right = noise.filter((one) => one.proposed !== null).length;
  const faults = verdicts.length - noise.length;
  return `precision ${percent(right, proposed.length)} (${right} of ${proposed.length}), recall ${percent(right, noise.length)} (${right} of ${noise.length}); ${faults} places of faults`;
}

function isMet(verdicts: readonly Verdict[]): boolean {
  const [proposed, noise] = [
    verdicts.filter((one) => one.proposed !== null),
    verdicts.filter((one) => one.label === "noise"),
  ];
  const right = noise.filter((one) => one.proposed !== null).length;
  return right >= proposed.length * 0.95 && right >= noise.length * 0.85;
}

const isWrong = ({ label, proposed }: Verdict) => (label === "noise") !== (proposed !== null);

for (const [way, withTwin] of Object.entries(ways)) {
  const verdicts = new Map(halves.both.map((endpoint) => [endpoint.name, judge(endpoint, withTwin)]));
  const of = (half: keyof typeof halves) => halves[half].flatMap(({ name }) => verdicts.get(name) ?? []);
  for (const half of ["tuning", "hold-out", "both"] as const) {
    console.log(`${way}, ${half} (${halves[half].length} endpoints): ${figures(of(half))}`);
    const body = of(half).filter(({ path }) => path.startsWith("$"));
    console.log(`  of these in bodies: ${figures(body)}`);
  }
  if (!isMet(of("both"))) process.exitCode = 1;
  const shown = values.half === "tuning" || values.half === "hold-out" ? values.half : "both";
  const mistakes = of(shown).filter(isWrong);
  for (const { endpoint, path, proposed, differingRatio, example } of mistakes)
    console.log(
      `  ${proposed === null ? "missed" : `WRONG (${proposed})`}\t${endpoint.slice(0, 44)}\t${path}\t${percent(differingRatio, 1)}\t${example.slice(0, 110)}`,
    );
}
