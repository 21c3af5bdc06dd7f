import path from "node:path";
import { readScenario } from "#lib/load/input/scenario.ts";
import { flowvizOperators } from "#lib/load/templates/flowviz-operators.ts";
import type { Objectives } from "../../lib/load/core/criterion.ts";
import { type Capacity, capacityOf, judgeSearch } from "../../lib/load/core/judge-search.ts";
import { type LevelFigures, LevelFold } from "../../lib/load/core/level-fold.ts";
import type { OpenProfile } from "../../lib/load/core/profile.ts";
import type { RunPlan } from "../../lib/load/core/run.ts";
import { startEngine } from "../../lib/load/edge/engine.ts";
import { goFirst } from "../../lib/load/edge/go-first.ts";
import { practicePassword } from "../../sandbox/warehouse.ts";
import { aimTable, figure } from "../engine/aim-table.ts";
import { asProgram } from "../engine/bench-main.ts";
import { start } from "../engine/children.ts";
import { machine } from "../engine/machine.ts";
import { aligned } from "../engine/table.ts";
import { until } from "../engine/wait.ts";

/** `node --import tsx bench/capacity/search.ts`: whether a search for the capacity finds the limit that the practice plant was given, with
 *  steps that know nothing of it. See bench/README.md. */

const limits = [137, 230, 391] as const;
const within = 0.1;
/** First by halves more, then in even ratios between the level that held and the one that did not. */
const coarse = { from: 50, ratio: 1.5, levels: 8 };
const fineLevels = 8;
const levelSeconds = 8;

const objectives: Objectives = {
  criteria: [
    { metric: { kind: "percentile", q: 0.95 }, scope: { kind: "all" }, limit: 300, judge: "measured" },
    { metric: { kind: "errors" }, scope: { kind: "all" }, limit: 0.01, judge: "measured" },
  ],
  abortWhen: null,
};

function planOf(rates: readonly number[]): RunPlan {
  const read = readScenario(flowvizOperators);
  if (!read.ok) throw new Error("The template flowviz-operators has mistakes.");
  const profile: OpenProfile = {
    model: "open",
    stages: rates.map((rate) => ({ from: rate, to: rate, seconds: levelSeconds })),
    ...{ maxUsers: 1_000, startLimitMs: 5_000, search: { atLeast: null } },
  };
  return { scenario: read.scenario, profile, objectives, seed: 1, data: {} };
}

/** A plant of its own, whose new system carries so many requests a second. */
async function startPlant(perSecond: number): Promise<{ url: string; end(): Promise<void> }> {
  const file = path.join(import.meta.dirname, "../../sandbox/plant.ts");
  const running = start({ file: process.execPath, args: ["--import", "tsx", file] }, null);
  const port = () => /new on 127\.0\.0\.1:(\d+)/.exec(running.stdout())?.[1];
  const sentence = () => `the plant did not start: ${running.stderr().trim().slice(-500)}`;
  await until(() => port() !== undefined, { ms: 20_000, whileTrue: running.alive, sentence });
  const url = `http://127.0.0.1:${port()}`;
  const answer = await fetch(`${url}/faults`, { method: "PUT", body: JSON.stringify({ limited: { perSecond } }) });
  if (!answer.ok) throw new Error(`The plant took no limit: ${await answer.text()}`);
  return {
    url,
    async end() {
      running.end();
      await running.ended;
    },
  };
}

/** Runs the levels until one does not hold, as a runner does. */
async function levelsOf(rates: readonly number[], limit: number): Promise<LevelFigures[]> {
  const plant = await startPlant(limit);
  const plan = planOf(rates);
  const fold = new LevelFold(plan);
  const levels: LevelFigures[] = [];
  const take = (level: LevelFigures | null) => {
    if (level === null) return;
    levels.push(level);
    if (level.kind !== "pass") engine.stop();
  };
  const engine = startEngine({
    plan,
    target: { baseUrl: plant.url, addresses: ["127.0.0.1"] },
    runId: process.hrtime.bigint().toString(36).slice(-12),
    secrets: { OPERATOR_PASSWORD: practicePassword },
    onFrame: (frame) => {
      if (levels.every(({ kind }) => kind === "pass")) take(fold.add(frame));
    },
    onExample: ({ detail }) => console.error(detail),
    onPhase() {},
  });
  const { kind, sentence } = await engine.done;
  await plant.end();
  if (kind === "refused") throw new Error(sentence);
  if (kind === "completed") take(fold.finish("whole"));
  return levels;
}

function finer({ last, first }: Capacity): number[] {
  const from = last?.perSecond ?? coarse.from / coarse.ratio;
  const to = first?.perSecond;
  if (to == null) throw new Error("Every coarse level held: the limit lies beyond them.");
  const ratio = (to / from) ** (1 / fineLevels);
  // One below what held is where users come and log in: it is to hold as well.
  return Array.from({ length: fineLevels + 2 }, (_, at) => Math.round(from * ratio ** (at - 1)));
}

type Found = { limit: number; says: string; lastHeld: number };

async function found(limit: number): Promise<Found> {
  const rates = Array.from({ length: coarse.levels }, (_, at) => Math.round(coarse.from * coarse.ratio ** at));
  const near = capacityOf(await levelsOf(rates, limit));
  const levels = await levelsOf(finer(near), limit);
  return {
    limit,
    lastHeld: capacityOf(levels).last?.perSecond ?? Number.NaN,
    says: judgeSearch(levels, { atLeast: null }).sentence,
  };
}

async function main(): Promise<void> {
  goFirst();
  const { cores, cpu, node, loadAverage } = machine();
  console.log(`${cores} cores, ${cpu}, Node ${node}, load average ${loadAverage.toFixed(2)} at the start.`);
  console.log(`Levels of ${levelSeconds} s: ${coarse.from}/s and by halves more, then ${fineLevels} between.\n`);
  const all: Found[] = [];
  for (const limit of limits) {
    const one = await found(limit);
    console.log(`${limit}/s: ${one.says}`);
    all.push(one);
  }
  const cells = all.map(({ limit, lastHeld }) => [
    `${limit}/s`,
    `${figure(lastHeld)}/s`,
    (lastHeld / limit).toFixed(3),
  ]);
  const met = all.every(({ limit, lastHeld }) => Math.abs(lastHeld / limit - 1) <= within);
  const ratios = all.map(({ limit, lastHeld }) => lastHeld / limit);
  const measured = `${Math.min(...ratios).toFixed(3)} to ${Math.max(...ratios).toFixed(3)}`;
  console.log(`\n${aligned([["limit", "last level that held", "found ÷ true"], ...cells])}`);
  console.log(`\n${aimTable([{ aim: "the limit is found within 10 %", measured, met }])}`);
  console.log(`\nLoad average ${machine().loadAverage.toFixed(2)} at the end.`);
}

await asProgram(main);
