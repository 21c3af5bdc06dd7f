import assert from "node:assert/strict";
import test from "node:test";
import type { Served } from "../../shadow/core/served-side.ts";
import { mirroredVitals } from "./mirrored-vitals.ts";

const now = Date.UTC(2026, 0, 2, 10, 0, 0);
const none = { requests: 0, errors: 0, latencyMsP99: null };
const some = { requests: 200, errors: 3, latencyMsP99: 41 };
const span = { at: now - 4_000, unsaid: 0, legacy: some, new: none };
const served = (part: Partial<Served> = {}) => ({ since: 1, unsaidWrites: 0, spans: [span], ...part });
const mirror = (part: Partial<Served> = {}, heardAt = now - 1_000) => ({ name: "tap", heardAt, served: served(part) });
const asked = { named: "tap", now };

test("a sample a span and side; nothing asked is no ratio", () => {
  const [legacy, fresh] = mirroredVitals(mirror(), asked);
  assert.deepEqual(legacy, {
    ...{ side: "legacy", at: now - 4_000, requests: 200, errorRatio: 0.015, latencyMsP99: 41, why: null },
  });
  const nothing = { requests: 0, errorRatio: null, latencyMsP99: null, why: "no requests came to it" };
  assert.deepEqual(fresh, { side: "new", at: now - 4_000, ...nothing });
});

const silences: [name: string, given: ReturnType<typeof mirror> | null, why: RegExp][] = [
  ["unknown", null, /no mirror tap in front of the balancer was heard of/],
  ["silent", mirror({}, now - 12_000), /last heard of 12 s ago/],
  ["paused", mirror({ since: null }), /is paused/],
];

test("a mirror that cannot say gives no figure, and the reason", () => {
  for (const [name, given, why] of silences)
    for (const { requests, errorRatio, latencyMsP99, at, ...said } of mirroredVitals(given, asked)) {
      assert.deepEqual([requests, errorRatio, latencyMsP99, at], [null, null, null, now], name);
      assert.match(said.why ?? "", why, name);
    }
  assert.deepEqual(mirroredVitals(mirror({ spans: [] }), asked), []);
  const [first] = mirroredVitals(mirror({ spans: [{ ...span, unsaid: 4 }] }), asked);
  assert.deepEqual([first?.requests, first?.why], [200, "4 answers did not say which system gave them"]);
});
