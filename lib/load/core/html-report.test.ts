import assert from "node:assert/strict";
import test from "node:test";
import { htmlReport } from "./html-report.ts";
import { reportCharts } from "./report-charts.ts";
import { reportFigures } from "./report-figures.ts";
import { aReportInputs, somePoints } from "./testing/a-report.ts";

const hostile = `</style></title><script>alert(1)</script><img src="http://evil" onerror='x'>`;

test("what people wrote never becomes markup", () => {
  const inputs = aReportInputs({ note: hostile, scenarioText: hostile, name: hostile, step: hostile });
  const text = htmlReport(reportFigures(inputs), reportCharts(inputs.run, somePoints));
  assert.doesNotMatch(text, /<script|<img|onerror='/);
  assert.equal(text.split("</style>").length, 2);
  assert.ok(text.includes("&lt;script&gt;alert(1)&lt;/script&gt;"));
});

test("one file: a policy, no script, nothing that is fetched", () => {
  const inputs = aReportInputs();
  const text = htmlReport(reportFigures(inputs), reportCharts(inputs.run, somePoints));
  assert.match(text, /<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;;/);
  assert.doesNotMatch(text, /<(script|link|img|iframe|object|embed|base|form|a)\b|url\(|@import|\b(src|href|srcset)=/);
  assert.equal(text.match(/<svg /g)?.length, 3);
});

test("a run without a second has no charts, and says so", () => {
  assert.match(htmlReport(reportFigures(aReportInputs()), []), /No second was measured/);
});
