// What failed and why, in a few lines each: for the end of a long output, of which often only the end is read. Plain Node.
import { stripVTControlCharacters } from "node:util";

const linesOfOne = 14;

/** From the report of the journeys (Playwright's JSON): each that failed with its first messages. */
export function failedJourneys(report) {
  return specsOf(report.suites ?? [])
    .filter(({ ok }) => !ok)
    .map(({ file, title, tests }) => `${file} › ${title}\n${inset(errorsOf(tests))}`);
}

function specsOf(suites) {
  return suites.flatMap((suite) => [...(suite.specs ?? []), ...specsOf(suite.suites ?? [])]);
}

function errorsOf(tests) {
  return tests
    .flatMap(({ results }) => results)
    .flatMap(({ errors }) => errors)
    .map(({ message }) => firstLines(stripVTControlCharacters(message ?? "")))
    .join("\n");
}

/** From the TAP of Node's runner: each line `not ok` with the error below it. */
export function failedTests(tap) {
  return tap
    .split(/^(?= *not ok \d+ )/m)
    .slice(1)
    .map((text) => [text, /^ *error: (?:\|-\n)?([\s\S]*?)\n *(?:code|name|stack):/m.exec(text)?.[1] ?? ""])
    .filter(([text]) => !text.includes("failureType: 'subtestsFailed'"))
    .map(([text, error]) => `${text.split("\n", 1)[0].trim()}\n${inset(firstLines(error))}`);
}

function firstLines(text) {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.slice(0, linesOfOne).join("\n");
}

const inset = (text) => text.replace(/^/gm, "    ");
