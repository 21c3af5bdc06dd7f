import assert from "node:assert/strict";
import test from "node:test";
import { reportFigures } from "./report-figures.ts";
import { inputBlocks } from "./report-input-blocks.ts";
import type { RunView } from "./run-view.ts";
import { aReportInputs } from "./testing/a-report.ts";

function versionOf(targetVersions: RunView["targetVersions"]): string | undefined {
  const inputs = aReportInputs();
  const blocks = inputBlocks(reportFigures({ ...inputs, run: { ...inputs.run, targetVersions } }));
  const facts = blocks.flatMap((block) => (block.kind === "facts" ? block.facts : []));
  return facts.find(({ name }) => name === "Target's version")?.text;
}

test("the versions that the target told stand beside the frozen inputs, as text; nothing where nobody asked", () => {
  const told = (version: string, second: number | null) => ({ version, second });
  const cases: [targetVersions: RunView["targetVersions"], text: string | undefined][] = [
    [null, undefined],
    [{ told: [told("1.4.2", null)], unread: null }, "1.4.2"],
    [{ told: [told("1.4.2", null), told("<b>2</b>", 85)], unread: null }, "1.4.2, then <b>2</b> from 01:25 on"],
    [{ told: [], unread: "it answers with status 404" }, "could not be read: it answers with status 404"],
  ];
  for (const [targetVersions, text] of cases) assert.equal(versionOf(targetVersions), text, text);
});
