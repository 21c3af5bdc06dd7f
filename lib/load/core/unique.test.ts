import assert from "node:assert/strict";
import test from "node:test";
import { uniqueTexts, uuidOf } from "./unique.ts";

test("no text comes twice, whichever run, thread or prefix asks", () => {
  const makers = ["run1a", "run1b", "run2a", "1"].map(uniqueTexts);
  const texts = makers.flatMap((make) =>
    Array.from({ length: 5_000 }, (_, index) => make(index % 2 === 0 ? "LOT-" : "")),
  );
  assert.equal(new Set(texts).size, texts.length);
  assert.equal(makers[0]?.("LOT-"), `LOT-run1a-${(5_000).toString(36)}`);
});

test("a UUID is of version 4 and of the variant of RFC 9562, and keeps every other bit", () => {
  assert.equal(uuidOf(0, 0, 0, 0), "00000000-0000-4000-8000-000000000000");
  assert.equal(uuidOf(-1, -1, -1, -1), "ffffffff-ffff-4fff-bfff-ffffffffffff");
  assert.equal(uuidOf(0x01234567, 0x89abcdef, 0x01234567, 0x89abcdef), "01234567-89ab-4def-8123-456789abcdef");
});
