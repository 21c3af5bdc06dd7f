import type { CheckList } from "./check-list.ts";
import { type Block, type Section, section, table } from "./report-blocks.ts";
import { type Figure, whole } from "./report-text.ts";

/** One expectation of a smoke run. It held in `held` of `of` passes; `found`: what was there the first time that it did not, in `pass`. */
export type CheckFigures = {
  step: string;
  says: string;
  holds: boolean;
  held: Figure;
  of: Figure;
  found: string | null;
  pass: number | null;
};

/** In the order in which they were met. Requests and answers themselves stay on the run's page. */
export function checkFigures(checks: CheckList | null): CheckFigures[] {
  const lines = checks?.lines ?? [];
  return lines.map(({ held, of, ...line }) => ({ ...line, holds: held === of, held: whole(held), of: whole(of) }));
}

/** The check list of a smoke run; none for a load run. */
export function checksSections(checks: readonly CheckFigures[]): Section[] {
  if (checks.length === 0) return [];
  const held = checks.filter(({ holds }) => holds).length;
  const counted: Block = { kind: "text", text: `${held} of ${checks.length} expectations held each time.` };
  const rows = checks.map((one) => [
    one.step,
    one.says,
    `${one.held.text} of ${one.of.text}`,
    wordOf(one),
    foundOf(one),
  ]);
  return [section("Check list", null, [counted, table("Step, Expected, #Held, !Verdict, Found instead", rows)])];
}

const wordOf = ({ holds }: CheckFigures) => (holds ? "PASS" : "FAIL");

/** What was there instead, and where it was first. */
export function foundOf({ holds, found, pass }: CheckFigures): string {
  if (holds) return "";
  const where = pass === null || pass === 0 ? "in the set-up" : `in pass ${pass}`;
  return found === null ? `first ${where}` : `${found}, first ${where}`;
}
