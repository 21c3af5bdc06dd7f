import assert from "node:assert/strict";
import test from "node:test";
import { type LinkKind, nextLinkKind } from "./feed-link.ts";

const all = { worker: true, locks: true };
const cases: [name: string, tried: LinkKind[], has: typeof all, kind: LinkKind][] = [
  ["a shared worker first", [], all, "worker"],
  ["it is silent: perhaps it was only ended", ["worker"], all, "worker"],
  ["silent again: a tab leads", ["worker", "worker"], all, "leader"],
  ["a silent leader is replaced, not the way", ["worker", "worker", "leader"], all, "leader"],
  ["no shared workers here", [], { worker: false, locks: true }, "leader"],
  ["no locks either, as behind plain HTTP", [], { worker: false, locks: false }, "alone"],
  ["a silent worker and no locks", ["worker", "worker"], { worker: true, locks: false }, "alone"],
];

test("which way to the broker is tried next", () => {
  for (const [name, tried, has, kind] of cases) assert.equal(nextLinkKind(tried, has), kind, name);
});
