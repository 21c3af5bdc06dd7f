import assert from "node:assert/strict";
import test from "node:test";
import {
  type ClosedShape,
  closedShapeOf,
  type OpenShape,
  openShapeOf,
  shapeLevels,
  shapeOf,
  stagesOf,
} from "./load-shape.ts";
import type { ClosedLevel, Ramp } from "./profile.ts";

const flat = (rate: number, seconds: number): Ramp => ({ from: rate, to: rate, seconds });

const open: [shape: OpenShape, stages: Ramp[]][] = [
  [{ kind: "constant", rate: 50, seconds: 60 }, [flat(50, 60)]],
  [{ kind: "soak", rate: 20, hours: 8 }, [flat(20, 28_800)]],
  [{ kind: "ramp", from: 0, to: 100, seconds: 60, holdSeconds: 0 }, [{ from: 0, to: 100, seconds: 60 }]],
  [
    { kind: "ramp", from: 100, to: 10, seconds: 60, holdSeconds: 30 },
    [{ from: 100, to: 10, seconds: 60 }, flat(10, 30)],
  ],
  [{ kind: "steps", from: 10, to: 30, by: 10, seconds: 60 }, [flat(10, 60), flat(20, 60), flat(30, 60)]],
  [{ kind: "steps", from: 0.1, to: 0.3, by: 0.1, seconds: 60 }, [flat(0.1, 60), flat(0.2, 60), flat(0.3, 60)]],
  [{ kind: "steps", from: 30, to: 10, by: 10, seconds: 9 }, [flat(30, 9), flat(20, 9), flat(10, 9)]],
  [
    { kind: "burst", base: 10, burst: 100, seconds: 10, everySeconds: 60, times: 2 },
    [flat(10, 50), flat(100, 10), flat(10, 50), flat(100, 10)],
  ],
  [
    { kind: "spike", base: 20, beforeSeconds: 60, spike: 200, seconds: 30, afterSeconds: 120 },
    [flat(20, 60), flat(200, 30), flat(20, 120)],
  ],
];

test("a shape becomes stages, and the stages are the shape again", () => {
  for (const [shape, stages] of open) {
    assert.deepEqual(stagesOf(shape), stages, shape.kind);
    assert.deepEqual(openShapeOf(stages), shape, shape.kind);
  }
});

const closed: [shape: ClosedShape, levels: ClosedLevel[]][] = [
  [
    { kind: "sweep", users: [10, 50, 100, 200], seconds: 60 },
    [10, 50, 100, 200].map((users) => ({ users, seconds: 60 })),
  ],
  [
    {
      kind: "batches",
      batches: [
        { users: 5, requestsEach: 50 },
        { users: 10, requestsEach: 200 },
      ],
      atMostSeconds: 120,
    },
    [
      { users: 5, requestsEach: 50, atMostSeconds: 120 },
      { users: 10, requestsEach: 200, atMostSeconds: 120 },
    ],
  ],
];

test("and levels, the same way", () => {
  for (const [shape, levels] of closed) {
    assert.deepEqual(shapeLevels(shape), levels, shape.kind);
    assert.deepEqual(closedShapeOf(levels), shape, shape.kind);
    const profile = { model: "closed", users: 200, spawnPerSecond: 10, durationSeconds: 240, levels } as const;
    assert.deepEqual(shapeOf(profile), shape);
  }
});

test("steps never go beyond their end", () => {
  assert.deepEqual(
    stagesOf({ kind: "steps", from: 100, to: 500, by: 150, seconds: 1 }).map(({ from }) => from),
    [100, 250, 400],
  );
});

const none: [what: string, stages: Ramp[]][] = [
  ["nothing", []],
  ["a ramp and another rate", [{ from: 0, to: 10, seconds: 5 }, flat(20, 5)]],
  ["steps of several heights", [flat(10, 60), flat(20, 60), flat(40, 60)]],
  ["steps of several lengths", [flat(10, 60), flat(20, 30)]],
  ["twice the same", [flat(10, 60), flat(10, 60)]],
  ["a dip", [flat(20, 60), flat(5, 60), flat(20, 60)]],
  ["bursts that differ", [flat(10, 50), flat(100, 10), flat(10, 50), flat(90, 10)]],
];

test("what has no name is none", () => {
  for (const [what, stages] of none) assert.equal(openShapeOf(stages), null, what);
  assert.equal(closedShapeOf([]), null);
  const mixed = [
    { users: 10, seconds: 60 },
    { users: 5, requestsEach: 50, atMostSeconds: 60 },
  ];
  assert.equal(closedShapeOf(mixed), null);
  assert.equal(closedShapeOf([...mixed].reverse()), null);
});
