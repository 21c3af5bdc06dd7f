import assert from "node:assert/strict";
import test from "node:test";
import { XmlDocument } from "libxml2-wasm";
import { junitReport } from "../core/junit-report.ts";
import { reportFigures } from "../core/report-figures.ts";
import { aReportInputs, twoChecks, twoLevels } from "../core/testing/a-report.ts";
import { validateJunit } from "./testing/junit-schema.ts";
import { writeXml } from "./write-xml.ts";

const texts: [what: string, text: string, kept: string][] = [
  ["markup", "</a><script>alert(1)</script>", "</a><script>alert(1)</script>"],
  ["an end of a character section", "]]>", "]]>"],
  ["both quotes", `"'`, `"'`],
  ["entities", "&lt; &#0; &nope; & &amp;amp;", "&lt; &#0; &nope; & &amp;amp;"],
  ["letters of other places", "Ayşe Dvořák 工厂 😀", "Ayşe Dvořák 工厂 😀"],
  ["what XML cannot hold", "a\u0000b\u001bc\uffff", "a\ufffdb\ufffdc\ufffd"],
  ["half a letter", "a\ud800b", "a\ufffdb"],
];

test("texts stay texts, whatever they hold, in elements and in attributes", () => {
  for (const [what, text, kept] of texts) {
    const inside = { name: "b", attributes: {}, content: [text] };
    const document = XmlDocument.fromString(writeXml({ name: "a", attributes: { says: text }, content: [inside] }));
    assert.equal(document.root.attr("says")?.value, kept, `${what} in an attribute`);
    assert.equal(document.get("/a/b")?.content, kept, `${what} in an element`);
    assert.equal(document.find("//script").length, 0, what);
    document.dispose();
  }
});

test("lines of a text stay lines", () => {
  const lines = "one\n  two\n\nthree\n";
  const inside = { name: "b", attributes: {}, content: [lines] };
  const document = XmlDocument.fromString(writeXml({ name: "a", attributes: {}, content: [inside] }));
  assert.equal(document.get("/a/b")?.content, lines);
  document.dispose();
});

test("a report is JUnit XML as its readers know it, whatever people wrote", () => {
  const hostile = `</testsuite><x y="&#0;">\u0000 'z' ]]> &nope;\n\t😀`;
  const given = [{}, { note: hostile, scenarioText: hostile, name: hostile, step: hostile }];
  for (const change of given) {
    const inputs = aReportInputs(change);
    const smoke = { ...inputs.run, kind: "smoke" as const, checks: twoChecks, startedAt: null };
    for (const run of [inputs.run, { ...inputs.run, levels: twoLevels }, smoke])
      validateJunit(writeXml(junitReport(reportFigures({ ...inputs, run }))));
  }
});

test("the schema refuses what does not fit", () => {
  const fits = writeXml(junitReport(reportFigures(aReportInputs())));
  const wrong: [what: string, xml: string][] = [
    ["an element of another kind", fits.replace("<system-err>", "<x/><system-err>")],
    ["no time", fits.replace(/ time="[^"]*"/, "")],
    ["a time with a zone", fits.replace(/(timestamp="[^"]*)"/, '$1Z"')],
    ["not well-formed", fits.replace("</testsuites>", "")],
  ];
  for (const [what, xml] of wrong) assert.throws(() => validateJunit(xml), what);
});
