import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { type Api, type Run, signIn, type Template } from "./api.ts";
import { startWholeGantry } from "./whole-gantry.ts";

/** `node --import tsx bench/soak/templates.ts`: each team's test plan at its full length against the practice plant, one click each, and its report
 *  in every format. Ends with 1 when a run did not come to an end of its own, or a report does not say what the run's page says. See
 *  bench/README.md. */

const usage = `Each team's test plan at its full length against the practice plant, and its reports.

  --only KEY,KEY     these templates alone
  --without KEY,KEY  all but these
  --reports FOLDER   where the reports are kept (bench-reports below the folder for temporary files unless given)
  --help             this text
`;

const endings = { html: "html", pdf: "pdf", markdown: "md", json: "json", junit: "xml", csv: "csv" } as const;
const formats = Object.keys(endings) as (keyof typeof endings)[];

const heading =
  "| template | verdict | took | sent | failed | p95 | p99 | why |\n| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |";

type Figure = { text: string };
/** What is looked at of the report as JSON, which every other format is written from. */
type Figures = {
  verdict: { word: string; reasons: string[] };
  totals: Record<"sent" | "failed" | "latencyMsP95" | "latencyMsP99", Figure>;
};
type Reports = Readonly<Record<keyof typeof endings, Buffer>>;
type Carried = { template: Template; run: Run; seconds: number; figures: Figures; wrong: string[] };

const { values } = parseArgs({
  options: {
    ...{
      only: { type: "string" },
      without: { type: "string", default: "" },
      help: { type: "boolean", default: false },
    },
    reports: { type: "string", default: path.join(process.env["TMPDIR"] ?? "/tmp", "bench-reports") },
  },
});

if (values.help) console.log(usage);
else process.exitCode = await main();

async function main(): Promise<number> {
  mkdirSync(values.reports, { recursive: true });
  const gantry = await startWholeGantry();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => gantry.close().then(() => process.exit(1)));
  try {
    const api = await signIn(gantry.url);
    const known = await api.templates();
    const carried: Carried[] = [];
    console.log(heading);
    for (const template of wantedOf(known)) {
      const one = await carryOut(api, template);
      console.log(rowOf(one));
      carried.push(one);
    }
    const wrong = carried.flatMap((one) => one.wrong.map((sentence) => `WRONG: ${one.template.key}: ${sentence}`));
    console.log(["", ...wrong, `The reports are in ${values.reports}.`].join("\n"));
    return wrong.length === 0 ? 0 : 1;
  } finally {
    await gantry.close();
  }
}

/** Throws for a key that no template has. */
function wantedOf(known: readonly Template[]): Template[] {
  const keysIn = (text: string) => text.split(",").filter((key) => key !== "");
  const without = keysIn(values.without);
  const only = values.only === undefined ? known.map(({ key }) => key) : keysIn(values.only);
  const unknown = [...only, ...without].find((key) => !known.some((one) => one.key === key));
  if (unknown !== undefined) throw new Error(`There is no template ${unknown}.`);
  return known.filter(({ key }) => only.includes(key) && !without.includes(key));
}

async function carryOut(api: Api, template: Template): Promise<Carried> {
  const number = await api.startTemplate(template);
  let run = await api.runOf(number);
  while (run.state !== "ended") {
    await pause(1_000);
    run = await api.runOf(number);
  }
  const took = Date.parse(run.endedAt ?? "") - Date.parse(run.startedAt ?? "");
  const reports = await keptReports(api, number, template.key);
  const figures: Figures = JSON.parse(reports.json.toString("utf8"));
  return { template, run, figures, seconds: Math.round(took / 1_000), wrong: wrongIn(run, figures, reports) };
}

async function keptReports(api: Api, number: number, key: string): Promise<Reports> {
  const reports: Partial<Record<keyof typeof endings, Buffer>> = {};
  for (const format of formats) {
    const report = await api.reportOf(number, format);
    writeFileSync(path.join(values.reports, `${key}.${endings[format]}`), report);
    reports[format] = report;
  }
  return reports as Reports;
}

function wrongIn({ outcome, endedSentence }: Run, { verdict, totals }: Figures, reports: Reports): string[] {
  const words = [verdict.word, totals.sent.text, totals.latencyMsP95.text, totals.latencyMsP99.text];
  const silent = (["html", "markdown"] as const).flatMap((format) =>
    words.flatMap((word) =>
      reports[format].toString("utf8").includes(word) ? [] : [`${format} does not say ${word}`],
    ),
  );
  if (outcome === "completed") return silent;
  return [`it ended otherwise: ${endedSentence}`, ...silent];
}

function rowOf({ template, figures, seconds, wrong }: Carried): string {
  const { verdict, totals } = figures;
  const times = [totals.latencyMsP95.text, totals.latencyMsP99.text];
  const cells = [template.name, verdict.word, `${seconds} s`, totals.sent.text, totals.failed.text, ...times];
  return `| ${[...cells, [...verdict.reasons, ...wrong].join(" ")].join(" | ")} |`;
}
