import assert from "node:assert/strict";
import test from "node:test";
import { askedOf, type ChecklistAsked, checklistSearch } from "./checklist-address.ts";

const item = "0192f0c0-0000-7000-8000-000000000001";

test("an address comes back as it was made", () => {
  const cases: ChecklistAsked[] = [
    { point: null, item: null, filter: "" },
    { point: "launch-day", item: null, filter: "" },
    { point: "pre-launch", item, filter: "Ä & b=c" },
  ];
  for (const asked of cases) assert.deepEqual(askedOf(new URLSearchParams(checklistSearch(asked))), asked);
});

test("what cannot be read is left out", () => {
  const read = askedOf(new URLSearchParams("point=noon&item=7&other=1"));
  assert.deepEqual(read, { point: null, item: null, filter: "" });
});
