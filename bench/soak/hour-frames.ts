import type { Frame } from "#lib/load/core/frame.ts";
import { seededRandom } from "#lib/load/core/random.ts";
import type { RunPlan } from "#lib/load/core/run.ts";
import { stepsOf } from "#lib/load/core/scenario.ts";
import { FrameRecorder } from "#lib/load/edge/frame-recorder.ts";
import type { StartRun } from "#lib/load/input/start-run.ts";

/** An hour of a run with ten steps: what the load engine would hand over second by second, its latencies drawn instead of measured. */

export const steps = 10;

export const tenSteps = [
  "name: ten steps",
  "mix:",
  ...Array.from({ length: steps }, (_, step) => `  - name: step ${step + 1}\n    get: /`),
  "",
].join("\n");

/** What such a run is asked for with. */
export function hourRun(seconds: number, perSecond: number): Pick<StartRun, "scenarioText" | "profile" | "objectives"> {
  return {
    scenarioText: tenSteps,
    profile: {
      model: "open",
      stages: [{ from: perSecond, to: perSecond, seconds }],
      maxUsers: 500,
      startLimitMs: 5_000,
    },
    objectives: {
      criteria: [
        { metric: { kind: "percentile", q: 0.99 }, scope: { kind: "all" }, limit: 500, judge: "bound" },
        { metric: { kind: "percentile", q: 0.95 }, scope: { kind: "step", step: "step 1" }, limit: 80, judge: "bound" },
        { metric: { kind: "errors" }, scope: { kind: "all" }, limit: 0.01, judge: "bound" },
      ],
      abortWhen: null,
    },
  };
}

type Draw = { seconds: number; perSecond: number; seed: number };

/** Latencies are log-normal with medians from 20 to 65 ms by step, that is with a long tail; the generator is some tenths of a millisecond late;
 *  one request in 2,000 fails. Counted by the engine's own recorder. */
export function* drawnFrames(plan: RunPlan, { seconds, perSecond, seed }: Draw): Generator<Frame> {
  const recorder = new FrameRecorder(plan);
  const random = seededRandom(seed);
  const count = stepsOf(plan.scenario).length;
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  for (let second = 0; second < seconds; second++) {
    const open = recorder.at(second * 1000);
    Object.assign(open, { planned: perSecond, sent: perSecond, users: 200, inFlight: Math.floor(random() * 80) });
    for (let request = 0; request < perSecond; request++) {
      const dueMs = second * 1000 + (request * 1000) / perSecond;
      const step = Math.floor(random() * count);
      const lateMs = 0.15 * Math.exp(0.6 * normal());
      const serviceMs = (20 + 5 * step) * Math.exp(0.5 * normal());
      const latencyMs = serviceMs + lateMs;
      recorder.late(dueMs, lateMs);
      const error = random() < 0.0005 ? "status 503" : null;
      const sizes = { bytesIn: 400 + Math.floor(random() * 600), bytesOut: 210 + step };
      recorder.ended(dueMs + latencyMs, { step, error, latencyMs, serviceMs, ...sizes });
    }
    const machine = { cpuCores: 0.2 + random() * 0.1, stealRatio: random() * 0.01 };
    const loop = { loopUtilisation: 0.2 + random() * 0.1, loopDelayMsP99: random() };
    yield { ...recorder.close(), ...machine, ...loop, saturated: false };
  }
}
