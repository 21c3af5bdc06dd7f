import assert from "node:assert/strict";
import test from "node:test";
import { markdownReport, plain } from "./markdown-report.ts";
import { reportFigures } from "./report-figures.ts";
import { aReportInputs } from "./testing/a-report.ts";

const texts: [what: string, text: string, markdown: string][] = [
  ["words", "register lot, p99 12.5 ms", "register lot, p99 12.5 ms"],
  ["a cell's end", "a | b", "a \\| b"],
  ["lines", "a\n\n# b", "a \\# b"],
  ["emphasis and code", "*a* _b_ `c` ~d~", "\\*a\\* \\_b\\_ \\`c\\` \\~d\\~"],
  ["HTML", "<img src=x onerror=alert(1)>&amp;", "\\<img src=x onerror=alert(1)\\>\\&amp;"],
  ["a link and a picture", "![x](http://evil.example)", "\\!\\[x\\](http:\\/\\/evil.example)"],
  ["bare addresses", "http://a www.b.cz c@d.cz", "http:\\/\\/a www\\.b.cz c\\@d.cz"],
  ["a backslash", "a\\b", "a\\\\b"],
  ["lists and headings at the front", "- a", "\\- a"],
  ["a numbered list at the front", "1. a", "1\\. a"],
  ["a figure at the front", "0.1 %", "0.1 %"],
];

test("what people wrote stands as text", () => {
  for (const [what, text, markdown] of texts) assert.equal(plain(text), markdown, what);
});

test("a table keeps its columns whatever its cells hold, and a scenario cannot leave its fence", () => {
  const inputs = aReportInputs({ note: "a | b\n| c", scenarioText: "name: x\n````\n# out\n" });
  const text = markdownReport(reportFigures(inputs));
  const row = text.split("\n").find((line) => line.includes("a \\| b"));
  assert.equal(row, "| A | 00:01 | a \\| b \\| c | Anna |");
  assert.ok(text.includes("`````yaml\nname: x\n````\n# out\n`````\n"));
});
