import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import test from "node:test";
import type { PassStep } from "../core/pass.ts";
import { carryOutPasses } from "./pass-runner.ts";
import { aPlan, aStep } from "./testing/a-plan.ts";

const token = "f00-8ar-quux";

test("a token is hidden in the answer that brings it, though the answer calls it something else", async (t) => {
  const server = createServer((_, response) => response.end(JSON.stringify({ access: token })));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const remember = [{ name: "token", last: null, path: "$.access", fields: null }];
  // The second is not as expected, so that its token is not kept.
  const wrong = { status: [201], json: [], contains: null };
  const mix = [aStep({ remember }), aStep({ name: "again", remember, expect: wrong })];
  const steps: PassStep[] = [];
  await carryOutPasses({
    plan: aPlan({ scenario: { mix } }),
    target: { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, addresses: ["127.0.0.1"] },
    ...{ runId: "x", secrets: {}, passes: 1, signal: new AbortController().signal },
    onStep: (step) => void steps.push(step),
  });
  assert.deepEqual(
    steps.map(({ step, holds }) => [step, holds]),
    [
      ["look", true],
      ["again", false],
    ],
  );
  for (const { answer } of steps) {
    assert.match(answer, /\(hidden\)/);
    assert.doesNotMatch(answer, new RegExp(token));
  }
});
