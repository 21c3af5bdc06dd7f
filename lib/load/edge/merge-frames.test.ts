import assert from "node:assert/strict";
import test from "node:test";
import type { Frame } from "../core/frame.ts";
import type { ThreadFrame } from "./engine-messages.ts";
import { frameCollector } from "./frame-collector.ts";
import { FrameRecorder } from "./frame-recorder.ts";
import { mergeFrames } from "./merge-frames.ts";
import { aPlan, aStep } from "./testing/a-plan.ts";

const plan = aPlan({
  scenario: { mix: [aStep({ name: "read" }), aStep({ name: "write" })] },
  criteria: [{ metric: { kind: "max" }, scope: { kind: "all" }, limit: 20, judge: "measured" }],
});
const quiet = { loopUtilisation: 0.1, loopDelayMsP99: 1 };
const machine = { cpuCores: 0.5, stealRatio: 0 };

type Sample = [step: number, error: "status 500" | "body" | null, latencyMs: number];

function aFrame(samples: readonly Sample[], reading = quiet): ThreadFrame {
  const recorder = new FrameRecorder(plan);
  for (const [step, error, latencyMs] of samples) {
    recorder.ended(0, { step, error, latencyMs, serviceMs: latencyMs / 2, bytesIn: 10, bytesOut: 5 });
    recorder.late(0, latencyMs / 10);
    const frame = recorder.at(0);
    frame.planned++;
    frame.sent++;
    frame.userMsPlanned += 100;
    frame.userMsActive += 90;
    frame.users++;
  }
  return { ...recorder.close(), ...reading };
}

const byStep = (frame: Frame) => ({ ...frame, steps: [...frame.steps].sort((a, b) => a.step - b.step) });

test("frames of threads merge to the frame that one thread would have made of the same requests", () => {
  const a: Sample[] = [
    [0, null, 12],
    [0, "status 500", 30],
  ];
  const b: Sample[] = [
    [1, null, 15],
    [0, "status 500", 8],
    [0, "body", 40],
  ];
  const merged = mergeFrames([aFrame(a), aFrame(b)], machine);
  assert.deepEqual(byStep(merged), byStep(mergeFrames([aFrame([...a, ...b])], machine)));
  assert.deepEqual(merged.steps.find(({ step }) => step === 0)?.failed, { "status 500": 2, body: 1 });
});

test("the busiest thread's loop is shown, and what the machine says", () => {
  const busy = { loopUtilisation: 0.9, loopDelayMsP99: 0.5 };
  const slow = { loopUtilisation: 0.2, loopDelayMsP99: 40 };
  const { loopUtilisation, loopDelayMsP99, cpuCores } = mergeFrames([aFrame([], busy), aFrame([], slow)], machine);
  assert.deepEqual([loopUtilisation, loopDelayMsP99, cpuCores], [0.9, 40, 0.5]);
});

test("a second is saturated by what all threads were late together", () => {
  const late: Sample[] = Array.from({ length: 3 }, () => [0, null, 500]);
  assert.equal(mergeFrames([aFrame(late)], machine).saturated, false);
  assert.equal(mergeFrames([aFrame(late), aFrame(late)], machine).saturated, true);
});

test("no frame is no second", () => {
  assert.throws(() => mergeFrames([], machine), RangeError);
});

/** Seconds given away after each of: frame of (thread, second), or a thread's end. */
const orders: [string, number, [thread: number, second: number | "ended"][], number[][]][] = [
  [
    "one thread",
    1,
    [
      [0, 0],
      [0, 1],
    ],
    [[0], [1]],
  ],
  [
    "two threads, one ahead",
    2,
    [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ],
    [[], [], [0], [1]],
  ],
  [
    "one ends sooner",
    2,
    [
      [0, 0],
      [1, 0],
      [0, 1],
      [0, 2],
      [1, "ended"],
      [0, 3],
    ],
    [[], [0], [], [], [1, 2], [3]],
  ],
  [
    "both end with nothing more",
    2,
    [
      [0, 0],
      [0, "ended"],
      [1, "ended"],
    ],
    [[], [], [0]],
  ],
];
for (const [what, threads, events, expected] of orders)
  test(`each second once and in order: ${what}`, () => {
    let given: number[] = [];
    const collector = frameCollector(threads, ({ second }) => given.push(second));
    const seen = events.map(([thread, second]) => {
      given = [];
      if (second === "ended") collector.ended(thread);
      else collector.add(thread, { ...aFrame([]), second });
      return given;
    });
    assert.deepEqual(seen, expected);
  });
