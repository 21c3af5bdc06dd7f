import assert from "node:assert/strict";
import test from "node:test";
import { mostLeakedMiB } from "#lib/practice/core/faults.ts";
import { Leak } from "./leak.ts";

const mib = 1024 * 1024;

test("what is held is really there, never more than the bound, and is given back", () => {
  const leak = new Leak();
  const before = process.memoryUsage.rss();
  for (let nth = 0; nth < mostLeakedMiB * 2; nth++) leak.hold(1024);
  assert.equal(leak.bytes, mostLeakedMiB * mib);
  const held = process.memoryUsage.rss();
  // Half of it: the rest of the process may give memory back meanwhile.
  assert.ok(held - before > (mostLeakedMiB * mib) / 2, `the process grew by ${(held - before) / mib} MiB only`);
  leak.free();
  assert.equal(leak.bytes, 0);
  assert.ok(held - process.memoryUsage.rss() > (mostLeakedMiB * mib) / 2);
  leak.hold(1.5);
  assert.equal(leak.bytes, 1536);
});
