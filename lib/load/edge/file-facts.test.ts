import assert from "node:assert/strict";
import test from "node:test";
import { factsOf, storedFacts } from "./file-facts.ts";

test("what is in a file: columns, rows, its first three, its size in bytes", () => {
  const rows = { columns: ["code"], rows: [["Ž-1"], ["2"], ["3"], ["4"]] };
  assert.deepEqual(factsOf({ name: "lots.csv", text: "code\nŽ-1\n2\n3\n4\n" }, rows), {
    ...{ name: "lots.csv", bytes: 16, columns: ["code"], rows: 4 },
    firstRows: [["Ž-1"], ["2"], ["3"]],
  });
});

test("a stored file is read once, whatever names it is kept under", async () => {
  const file = { name: "bags.csv", text: "qr_id\nQ-1\n", sha256: "of this text" };
  const first = await storedFacts(file);
  assert.deepEqual([first.name, first.rows, first.firstRows], ["bags.csv", 1, [["Q-1"]]]);
  // The hash says what is in it: the text is not looked at again.
  const again = await storedFacts({ ...file, name: "other.csv", text: "" });
  assert.deepEqual(again, { ...first, name: "other.csv" });
});

test("one that cannot be read any more has nothing in it", async () => {
  const facts = await storedFacts({ name: "x.csv", text: 'a\n"1', sha256: "of another" });
  assert.deepEqual([facts.columns, facts.rows, facts.firstRows], [[], 0, []]);
});
