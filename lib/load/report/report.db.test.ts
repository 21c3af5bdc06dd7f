import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import test, { after, before } from "node:test";
import { isDeepStrictEqual } from "node:util";
import * as reportRoute from "#app/api/v1/pilots/[pilot]/runs/[number]/report/[format]/route.ts";
import { aPerson, type TestPerson } from "#lib/access/testing/person.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { useWebConnection } from "#lib/platform/http/web-connection.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { claimRun } from "../claim-run.ts";
import { csvColumns } from "../core/csv-report.ts";
import type { Frame } from "../core/frame.ts";
import { escaped } from "../core/html-report.ts";
import { plain } from "../core/markdown-report.ts";
import type { ReportFigures } from "../core/report-figures.ts";
import { type ReportFormat, reportFormats } from "../core/report-formats.ts";
import { inks } from "../core/report-picture.ts";
import { twoLevels } from "../core/testing/a-report.ts";
import { validateJunit } from "../edge/testing/junit-schema.ts";
import { endRun } from "../end-run.ts";
import type { StartRun } from "../input/start-run.ts";
import { liveRuns } from "../live-runs.ts";
import { noteRun } from "../note-run.ts";
import { readRun } from "../read-run.ts";
import { readTargetFigures } from "../read-target-figures.ts";
import { logHead, type RunWithScenario, updateRun } from "../store.ts";
import { insertLevel } from "../store-levels.ts";
import { insertSecond } from "../store-seconds.ts";
import { freezeTargetSeries, insertReading } from "../store-target-figures.ts";
import { aFrame } from "../testing/a-frame.ts";
import { aPlace, aQueuedRun, aRunner, type Place, pageAndSecret, runAt } from "../testing/a-run.ts";
import { type RunReport, readReport } from "./read-report.ts";
import { squeezed, textOfPdf } from "./testing/pdf-text.ts";
import { factsFrom, rowsFrom } from "./testing/report-words.ts";
import { writeReport } from "./write-report.ts";

let database: TestDatabase;
let ctx: Ctx;
let viewer: TestPerson;
before(async () => {
  database = await testDatabase();
  useWebConnection(database.connection);
  ctx = database.ctx;
  viewer = await aPerson(ctx.db, ["viewer"]);
});
after(() => database.close());

const hostile = `=cmd | <b onclick="x">*bold*</b> & 'more'`;

/** Three seconds of a log-in and two steps, with failures and a note, ended. */
async function anEndedRun(
  place: Place,
  change: Partial<StartRun> = {},
  own: readonly Partial<Frame>[] = [],
): Promise<RunWithScenario> {
  const runnerId = aRunner();
  const run = await aQueuedRun(ctx, place, runAt(place, { name: hostile, scenarioText: pageAndSecret, ...change }));
  assert.ok(await claimRun(ctx, { run, runnerId, addresses: ["127.0.0.1"] }));
  await updateRun(ctx.db, run.id, { startedAt: new Date() });
  const frames = [0, 1, 2].map((second) => ({
    ...aFrame(second, { ok: 9 + second, failed: second, steps: [0, 1, 2] }),
    ...own[second],
  }));
  for (const frame of frames) await insertSecond(ctx.db, run, frame);
  const noted = await noteRun(ctx, { pilot: place.pilot, number: run.number, text: hostile, second: 1 });
  assert.ok(noted.ok);
  assert.ok(await endRun(ctx, { run, outcome: "completed", sentence: "Ran to its end.", runnerId, abandoned: null }));
  return run;
}

async function reportOf(place: Place, { number }: { number: number }) {
  const report = await readReport(ctx, { pilot: place.pilot, number, live: liveRuns(ctx.db) });
  assert.ok(report.ok);
  return report;
}

async function allOf(report: RunReport): Promise<Record<ReportFormat, string>> {
  const text = async (format: ReportFormat) => {
    const { body } = await writeReport(report, format);
    return typeof body === "string" ? body : textOfPdf(body);
  };
  const written = await Promise.all(reportFormats.map(async (format) => [format, await text(format)] as const));
  return Object.fromEntries(written) as Record<ReportFormat, string>;
}

/** Every `text` that stands beside a value, with the way to it. */
function textsIn(value: unknown, path = ""): [path: string, text: string][] {
  if (value === null || typeof value !== "object") return [];
  if ("text" in value && "value" in value) return [[path, String(value.text)]];
  return Object.entries(value).flatMap(([key, member]) => textsIn(member, `${path}.${key}`));
}

/** As text between tags of XML. */
const inXml = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Rows of a table in HTML or Markdown by what stands in their first cell, each as its cells' texts. */
function rowsOf(text: string, format: "html" | "markdown"): string[][] {
  if (format === "markdown")
    return text.split("\n").flatMap((line) => (line.startsWith("| ") ? [line.slice(2, -2).split(" | ")] : []));
  return [...text.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row = ""]) =>
    [...row.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell = ""]) => cell),
  );
}

test("every format says the same figures to the digit, and they are the run's", async () => {
  const place = await aPlace(ctx);
  const run = await anEndedRun(place);
  const report = await reportOf(place, run);
  const files = await allOf(report);
  const texts = (format: ReportFormat) => files[format];
  const json: ReportFigures = JSON.parse(texts("json"));
  assert.deepEqual(json, JSON.parse(JSON.stringify(report.figures)));
  const figures = textsIn(json);
  assert.ok(figures.length > 80, `only ${figures.length} figures were seen`);
  assert.equal(json.run.runnerHost, "elsewhere");
  for (const [path, text] of figures) {
    assert.ok(texts("html").includes(escaped(text)), `${path} ${text} in HTML`);
    assert.ok(texts("markdown").includes(plain(text)), `${path} ${text} in Markdown`);
    assert.ok(texts("junit").includes(inXml(plain(text))), `${path} ${text} in JUnit XML`);
  }
  const pdf = squeezed(texts("pdf"));
  for (const row of [...rowsFrom(json), ...factsFrom(json)])
    for (const word of row.flatMap((cell) => cell.split(/\s+/)))
      assert.ok(pdf.includes(squeezed(word)), `${word} of ${row.join(" | ")} in PDF`);
  for (const format of ["html", "markdown"] as const) {
    const sign = format === "html" ? escaped : plain;
    const rows = rowsOf(texts(format), format);
    for (const expected of rowsFrom(json))
      assert.ok(
        rows.some((row) => isDeepStrictEqual(row, expected.map(sign))),
        `${expected.join(" | ")} in ${format}`,
      );
    for (const [name, text] of factsFrom(json)) {
      const fact =
        format === "html" ? `<dt>${escaped(name)}</dt><dd>${escaped(text)}</dd>` : `- ${plain(name)}: ${plain(text)}\n`;
      assert.ok(texts(format).includes(fact), `${name}: ${text} in ${format}`);
    }
  }
});

test("the figures are those of the run page, and add up from the seconds of the CSV", async () => {
  const place = await aPlace(ctx);
  const run = await anEndedRun(place);
  const report = await reportOf(place, run);
  const shown = await readRun(ctx, { pilot: place.pilot, number: run.number, live: liveRuns(ctx.db) });
  assert.ok(shown.ok);
  const { summary } = shown.run;
  const { totals, steps, errors } = report.figures;
  for (const key of ["planned", "sent", "ended", "dropped", "failed", "errorRatio", "latencyMsP99"] as const)
    assert.equal(totals[key].value, summary[key], key);
  assert.deepEqual(
    steps.map(({ n, latencyMsMax }) => [n.value, latencyMsMax.value]),
    summary.steps.map(({ n, latencyMsMax }) => [n, latencyMsMax]),
  );
  // Two steps of the mix failed once and twice; the log-in's failures stand apart.
  assert.deepEqual(
    [totals.failed.value, errors.map(({ kind, times }) => [kind, times.value])],
    [6, [["status 503", 6]]],
  );
  const [head = "", ...rows] = (await allOf(report)).csv.trimEnd().split("\r\n");
  assert.deepEqual(head.split(","), [...csvColumns]);
  const sum = (column: (typeof csvColumns)[number]) =>
    rows.reduce((all, row) => all + Number(row.split(",")[csvColumns.indexOf(column)]), 0);
  for (const column of ["planned", "sent", "ended", "dropped", "failed"] as const)
    assert.equal(sum(column), totals[column].value, column);
});

test("a report carries what it rests on: inputs, why, who, and the head of the log", async () => {
  const place = await aPlace(ctx);
  const run = await anEndedRun(place);
  const { figures } = await reportOf(place, run);
  const head = await logHead(ctx.db, place.pilotId);
  const { inputs, made, verdict, happened, notes } = figures;
  assert.deepEqual(made.log, { sequence: head?.sequence, hash: Buffer.from(head?.hash ?? []).toString("hex") });
  assert.deepEqual([made.by, made.gantryVersion.split(".").length], [ctx.actor.name, 3]);
  const sha256 = createHash("sha256").update(pageAndSecret).digest("hex");
  assert.deepEqual(inputs.scenario, { name: "with a secret", version: 1, sha256, text: pageAndSecret });
  assert.deepEqual([inputs.seed, inputs.profile, inputs.objectives], [run.seed, run.profile, run.objectives]);
  assert.deepEqual(inputs.target, {
    system: place.systemName,
    environment: "test",
    baseUrl: run.baseUrl,
    addresses: ["127.0.0.1"],
    ...{ versions: null, versionsInWords: null },
  });
  assert.equal(verdict.word, "FAIL");
  assert.match(verdict.reasons.join(" "), /errors .* is over the limit of 0\.1 %/);
  assert.deepEqual(
    notes.map(({ text }) => text),
    [hostile],
  );
  assert.equal(happened.at(-1)?.sentence, "Ended, FAIL. Ran to its end.");
});

test("the scenario names its secret and nothing more", async () => {
  process.env["OPERATOR_PASSWORD"] = "never-in-a-report";
  const place = await aPlace(ctx);
  const report = await reportOf(place, await anEndedRun(place));
  for (const [format, text] of Object.entries(await allOf(report)))
    assert.ok(text !== "" && !text.includes("never-in-a-report"), format);
  delete process.env["OPERATOR_PASSWORD"];
});

test("levels, the target's own figures and each second's limits stand in every format", async () => {
  const place = await aPlace(ctx);
  const p95 = { metric: { kind: "percentile", q: 0.95 }, scope: { kind: "all" }, judge: "measured" } as const;
  const criteria = [
    { ...p95, limit: 50, per: "second" as const },
    { ...p95, limit: 900, warn: 20 },
  ];
  const run = await anEndedRun(place, { objectives: { criteria, abortWhen: null } });
  for (const level of twoLevels) await insertLevel(ctx.db, run.id, level, new Date());
  const chosen = { label: "CPU", metric: "cpu", way: "value", fold: "mean", unit: "percent" } as const;
  await freezeTargetSeries(ctx.db, { runId: run.id, addresses: ["/m"], series: [{ series: 0, source: 0, chosen }] });
  const at = new Date(Date.now() + 60_000);
  await insertReading(ctx.db, { runId: run.id, source: 0, at, figures: [{ series: 0, value: 0.4321 }], why: null });
  const files = await allOf(await reportOf(place, run));
  const texts = [
    "1 of 2 levels held, 1 did not. Up to 240/s every one held.",
    "480/s",
    "40.5 ms",
    "43.2 %",
    "at most 50 ms in each second",
  ];
  for (const text of [...texts, "at most 900 ms, warning over 20 ms"]) {
    assert.ok(files.html.includes(escaped(text)), `${text} in HTML`);
    assert.ok(files.markdown.includes(plain(text)), `${text} in Markdown`);
    assert.ok(files.junit.includes(inXml(plain(text))), `${text} in JUnit XML`);
    assert.ok(files.json.includes(JSON.stringify(text).slice(1, -1)), `${text} in JSON`);
    for (const word of text.split(" ")) assert.ok(squeezed(files.pdf).includes(word), `${word} of ${text} in PDF`);
  }
});

test("the target's own figures are drawn below the load, a reading that did not come as a gap, with the page's figures", async () => {
  const place = await aPlace(ctx);
  const run = await anEndedRun(place);
  const chosen = { label: "CPU", metric: "cpu", way: "value", fold: "mean", unit: "percent" } as const;
  await freezeTargetSeries(ctx.db, { runId: run.id, addresses: ["/m"], series: [{ series: 0, source: 0, chosen }] });
  const startMs = (await reportOf(place, run)).run.startedAt ?? "";
  const readings: [second: number, value: number | null][] = [
    [0, 0.6172],
    [1, null],
    [2, 0.1],
  ];
  for (const [second, value] of readings) {
    const at = new Date(Date.parse(startMs) + second * 1000);
    const why = value === null ? "no answer" : null;
    await insertReading(ctx.db, { runId: run.id, source: 0, at, figures: [{ series: 0, value }], why });
  }
  const report = await reportOf(place, run);
  const shown = await readTargetFigures(ctx, { pilot: place.pilot, number: run.number, from: 0 });
  assert.ok(shown.ok);
  assert.deepEqual(report.target.figures, shown.figures);
  const files = await allOf(report);
  const [own] = report.figures.targetFigures;
  assert.deepEqual([own?.mean.text, own?.max.text], ["35.9 %", "61.7 %"]);
  const says = `mean ${own?.mean.text}, highest ${own?.max.text}`;
  const [, drawn = ""] = files.html.split("<figcaption>Target: CPU, %");
  const chart = drawn.slice(0, drawn.indexOf("</figure>"));
  assert.ok(chart.startsWith(` <small>${says}</small>`), chart.slice(0, 80));
  const lines = [...chart.matchAll(/<polyline points="([^"]*)"[^>]*stroke="([^"]*)"/g)].filter(
    ([, , ink]) => ink === inks.target,
  );
  assert.deepEqual(
    lines.map(([, points = ""]) => points.split(" ").length),
    [2, 2],
  );
  const pdf = squeezed(files.pdf);
  assert.ok(pdf.includes(squeezed("Target: CPU, %")) && pdf.includes(squeezed(says)));
});

test("the generator's processor and what its host took stand in every format, and by second in the CSV", async () => {
  const place = await aPlace(ctx);
  const run = await anEndedRun(place, {}, [
    { cpuCores: 0.5, stealRatio: 0.01 },
    { cpuCores: 0.75, stealRatio: 0.4, saturated: true },
    { cpuCores: 0.25, stealRatio: 0.01 },
  ]);
  const report = await reportOf(place, run);
  const { generator } = report.figures;
  const files = await allOf(report);
  assert.deepEqual(
    [generator.cpuCoresMean.value, generator.cpuCoresMax.value, generator.stealRatioMax.value],
    [0.5, 0.75, 0.4],
  );
  const texts = [
    "0.5 cores on average, 0.75 cores in the highest second",
    "14 % on average, 40 % in the highest second",
    "In 1 of the saturated seconds the machine's host took more than 5 % of its processor time for others.",
  ];
  for (const text of texts) {
    assert.ok(files.html.includes(escaped(text)), `${text} in HTML`);
    assert.ok(files.markdown.includes(plain(text)), `${text} in Markdown`);
    assert.ok(squeezed(files.pdf).includes(squeezed(text)), `${text} in PDF`);
  }
  const [head = "", ...rows] = files.csv.trimEnd().split("\r\n");
  const column = (name: (typeof csvColumns)[number]) =>
    rows.map((row) => row.split(",")[head.split(",").indexOf(name)]);
  assert.deepEqual(column("generator_cpu_cores"), ["0.5", "0.75", "0.25"]);
  assert.deepEqual(column("generator_steal_ratio"), ["0.01", "0.4", "0.01"]);
});

test("a PDF is one on A4, with its charts as drawings and no script", async () => {
  const place = await aPlace(ctx);
  const report = await reportOf(place, await anEndedRun(place));
  const { body } = await writeReport(report, "pdf");
  assert.ok(typeof body !== "string");
  const raw = Buffer.from(body).toString("latin1");
  assert.match(raw, /^%PDF-1\.\d/);
  assert.match(raw, /\/MediaBox \[0 0 595\.28 841\.89\]/);
  assert.doesNotMatch(raw, /\/(JavaScript|JS|Launch|URI|EmbeddedFile|OpenAction)\b/);
  const text = textOfPdf(body);
  for (const word of ["Latency, all requests", "Errors per second", "p99 limit", "planned 10/s"])
    assert.ok(text.includes(word), word);
  validateJunit((await allOf(report)).junit);
});

async function asked(place: Place, number: number | string, format: string, cookie = viewer.cookie) {
  const request = new Request("http://gantry.test/x", { headers: { host: "gantry.test", cookie } });
  const params = Promise.resolve({ pilot: place.pilot, number: String(number), format });
  return reportRoute.GET(request, { params });
}

const files: [format: ReportFormat, type: string, ending: string][] = [
  ["html", "text/html; charset=utf-8", "html"],
  ["json", "application/json; charset=utf-8", "json"],
  ["markdown", "text/markdown; charset=utf-8", "md"],
  ["csv", "text/csv; charset=utf-8", "csv"],
  ["pdf", "application/pdf", "pdf"],
  ["junit", "application/xml; charset=utf-8", "xml"],
];

test("a file of the right kind, kept and not shown, in which nothing runs", async () => {
  const place = await aPlace(ctx);
  const { number } = await anEndedRun(place);
  for (const [format, type, ending] of files) {
    const { status, headers } = await asked(place, number, format);
    assert.deepEqual([status, headers.get("content-type")], [200, type]);
    assert.equal(
      headers.get("content-disposition"),
      `attachment; filename="gantry-${place.pilot}-run-${number}.${ending}"`,
    );
    assert.deepEqual([headers.get("x-content-type-options"), headers.get("cache-control")], ["nosniff", "no-store"]);
    assert.match(headers.get("content-security-policy") ?? "", /^default-src 'none';(?!.*script).* sandbox/);
  }
});

test("no report of what has not ended, is not there, or is not for everybody", async () => {
  const [place, other] = [await aPlace(ctx), await aPlace(ctx)];
  const { number } = await anEndedRun(place);
  const queued = await aQueuedRun(ctx, place);
  const cases: [what: string, answer: Response, status: number, says: RegExp][] = [
    ["not ended", await asked(place, queued.number, "html"), 409, /has not ended yet/],
    ["no such run", await asked(place, 99, "json"), 404, /no run of this number/],
    ["another pilot's", await asked(other, number, "json"), 404, /no run of this number/],
    ["no such format", await asked(place, number, "docx"), 404, /nothing at this address/],
    ["a number that is none", await asked(place, "01", "csv"), 404, /nothing at this address/],
    ["nobody", await asked(place, number, "html", ""), 401, /./],
  ];
  for (const [what, answer, status, says] of cases) {
    assert.equal(answer.status, status, what);
    assert.match(((await answer.json()) as { detail: string }).detail, says, what);
  }
});
