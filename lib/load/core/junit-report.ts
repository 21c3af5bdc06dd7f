import { markdownReport } from "./markdown-report.ts";
import { type CheckFigures, foundOf } from "./report-checks.ts";
import type { CriterionFigures } from "./report-criteria.ts";
import type { ReportFigures } from "./report-figures.ts";
import type { LevelRow } from "./report-levels.ts";
import { reportSections } from "./report-sections.ts";
import { verdictWord } from "./say-verdict.ts";
import type { VerdictKind } from "./verdict.ts";

/** An element of XML, before it is written. */
export type XmlElement = { name: string; attributes: Record<string, string>; content: (XmlElement | string)[] };

/** A report as JUnit XML: the run is the one test suite. Its first case is the run itself, then a case for each criterion, for each level, and for
 *  each expectation of a smoke run. A case that does not hold is a failure, one that cannot be judged is skipped, with the sentence. A run without
 *  a verdict is an error, so that no build passes on it. Elements, attributes and their order are those that Ant's JUnit task writes, as
 *  the schemas of Jenkins' xUnit plug-in and of Windy Road have them. */
export function junitReport(report: ReportFigures): XmlElement {
  const cases = [
    runCase(report),
    ...report.criteria.map(criterionCase(report)),
    ...levelCases(report),
    ...report.checks.map(checkCase(report)),
  ];
  const suite = element("testsuite", suiteAttributes(report, cases), [
    element("properties", {}, propertiesOf(report)),
    ...cases,
    element("system-out", {}, [markdownReport(report)]),
    element("system-err", {}, []),
  ]);
  return element("testsuites", {}, [suite]);
}

function element(name: string, attributes: Record<string, string>, content: XmlElement["content"]): XmlElement {
  return { name, attributes, content };
}

/** Times of the suite are UTC without a zone, as the schema wants them. A host that is not known is called localhost there. */
function suiteAttributes({ title, pilot, run, totals }: ReportFigures, cases: readonly XmlElement[]) {
  const having = (name: string) => String(cases.filter(({ content }) => named(content, name)).length);
  const startedAt = run.startedAt?.value ?? run.requestedAt.value;
  return {
    name: title,
    package: packageOf(pilot.slug),
    id: "0",
    timestamp: startedAt.slice(0, 19),
    hostname: run.runnerHost ?? "localhost",
    tests: String(cases.length),
    failures: having("failure"),
    errors: having("error"),
    skipped: having("skipped"),
    time: String(totals.drivenSeconds.value ?? 0),
  };
}

const packageOf = (slug: string) => `gantry.${slug}`;
const named = (content: XmlElement["content"], name: string) =>
  content.some((one) => typeof one !== "string" && one.name === name);

/** The facts of the report, so that a reader of the file alone knows what was run. */
function propertiesOf(report: ReportFigures): XmlElement[] {
  const facts = reportSections(report).flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === "facts" ? block.facts : [])),
  );
  const limits = report.inputs.limitsInWords.map((text, at) => ({ name: `Objective ${at + 1}`, text }));
  return [...facts, ...limits].map(({ name, text }) => element("property", { name, value: text }, []));
}

type Said = { kind: VerdictKind; reason: string; sentence: string; detail: string };
type Case = { group: string; name: string; time: string; content: XmlElement[] };

function caseOf({ pilot, run }: ReportFigures, { group, name, time, content }: Case): XmlElement {
  const classname = `${packageOf(pilot.slug)}.run-${run.number}.${group}`;
  return element("testcase", { name, classname, time }, content);
}

function runCase(report: ReportFigures): XmlElement {
  const { kind, note, reasons } = report.verdict;
  const sentence = reasons.length === 0 ? `${verdictWord[kind]}: ${note}.` : reasons.join(" ");
  const content =
    kind === "pass"
      ? []
      : [element(kind === "fail" ? "failure" : "error", { message: sentence, type: kind }, [reasons.join("\n")])];
  return caseOf(report, {
    group: "verdict",
    name: "Verdict of the run",
    time: String(report.totals.drivenSeconds.value ?? 0),
    content,
  });
}

/** Judging takes no time of its own. */
const criterionCase = (report: ReportFigures) => (one: CriterionFigures) => {
  const { kind, reason, sentence, measured, limitInWords, n } = one;
  const detail = `measured ${measured.text}, limit ${limitInWords}, n ${n.text}`;
  const content = saidOf({ kind, reason: reason ?? kind, sentence, detail });
  return caseOf(report, { group: "criteria", name: `${one.name}: ${limitInWords}`, time: "0", content });
};

/** Levels may be alike: each has its number. */
function levelCases(report: ReportFigures): XmlElement[] {
  const rows = report.levels?.rows ?? [];
  return rows.map((row, at) => {
    const name = `Level ${at + 1}: ${row.name}`;
    return caseOf(report, {
      group: "levels",
      name,
      time: String(row.seconds.value ?? 0),
      content: levelSays(report, row),
    });
  });
}

/** A search ends by a level that does not hold: this is what it looked for, and a failure only where the run failed. */
function levelSays({ inputs, verdict }: ReportFigures, row: LevelRow): XmlElement[] {
  const { kind, n, throughputPerSecond, latencyMsP95, errorRatio } = row;
  const said = row.sentences.length === 0 ? `${row.word}: ${row.name}.` : row.sentences.join(" ");
  const isFound = inputs.searchInWords !== null && kind === "fail" && verdict.kind !== "fail";
  const sentence = isFound ? `${said} The search ended here.` : said;
  const detail = `${throughputPerSecond.text}, p95 ${latencyMsP95.text}, errors ${errorRatio.text}, n ${n.text}`;
  return saidOf({ kind: isFound ? "inconclusive" : kind, reason: "level-did-not-hold", sentence, detail });
}

function saidOf({ kind, reason, sentence, detail }: Said): XmlElement[] {
  if (kind === "pass") return [];
  if (kind === "fail") return [element("failure", { message: sentence, type: reason }, [`${sentence}\n${detail}`])];
  return [element("skipped", { message: sentence }, [])];
}

const checkCase = (report: ReportFigures) => (one: CheckFigures) => {
  const { step, says, held, of, holds } = one;
  const message = `held ${held.text} of ${of.text} times; found: ${foundOf(one)}`;
  const content = holds ? [] : [element("failure", { message, type: "expectation-failed" }, [message])];
  return caseOf(report, { group: "checks", name: `${step}: ${says}`, time: "0", content });
};
