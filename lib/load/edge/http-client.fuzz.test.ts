import assert from "node:assert/strict";
import test from "node:test";
import { fuzzAnswers } from "./testing/fuzz-answers.ts";

/** Spoilt answers, a few thousand of them. More, or others: GANTRY_TEST_FUZZ_COUNT and GANTRY_TEST_FUZZ_SEED; a million: bench/soak/fuzz.ts. */

const count = Number(process.env["GANTRY_TEST_FUZZ_COUNT"] ?? 4_000);
const seed = Number(process.env["GANTRY_TEST_FUZZ_SEED"] ?? 4);

test(`${count} spoilt answers`, async (t) => {
  const tally = await fuzzAnswers(t, { seed, from: 0, count, workers: 16 });
  const figures = JSON.stringify(Object.fromEntries(tally));
  t.diagnostic(figures);
  // Not that nearly all is refused, or nearly nothing: then the comparison would say little.
  assert.ok((tally.get("same") ?? 0) > count / 10, figures);
  assert.ok((tally.get("both refuse") ?? 0) > count / 10, figures);
  assert.ok((tally.get("bytes after it") ?? 0) < count / 10, figures);
});
