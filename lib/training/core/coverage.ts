import { type Attempt, type CoveredVersion, coverageCell, type JudgedCell } from "./coverage-cell.ts";
import { type LaunchTimes, shiftCoverage, shiftsInOrder } from "./coverage-shifts.ts";
import type { CoverageRow, CoverageView } from "./coverage-view.ts";
import type { Operator } from "./module.ts";
import { type SiteDays, siteDays } from "./site-days.ts";

/** Who is trained in what, at a moment. Times are ms since 1970. */

export type CoveredModule = {
  id: string;
  code: string;
  name: string;
  /** All of them, whatever their order. */
  versions: readonly CoveredVersion[];
};

export type CoverageInput = LaunchTimes & {
  at: number;
  operators: readonly Operator[];
  requirements: readonly { role: string; moduleId: string }[];
  /** In the order in which they are shown. */
  modules: readonly CoveredModule[];
  /** Oldest session first. */
  attempts: readonly Attempt[];
};

export type JudgedRow = Omit<CoverageRow, "cells"> & { cells: readonly JudgedCell[] };

/** The matrix with the signatures behind its cells. */
export type Matrix = Omit<CoverageView, "rows"> & { rows: readonly JudgedRow[] };

/** The whole matrix. Of each shift, whoever is not ready comes first. */
export function coverage(input: CoverageInput): Matrix {
  const { at, now, timeZone, window } = input;
  const order = new Map(shiftsInOrder(input.operators, input.shifts).map((shift, index) => [shift, index]));
  const rows = judgedRows(input).sort(
    (a, b) =>
      (order.get(a.shift) ?? 0) - (order.get(b.shift) ?? 0) ||
      urgency(a) - urgency(b) ||
      byText(a.name, b.name) ||
      byText(a.badge, b.badge),
  );
  return {
    ...{ at, now, timeZone, launchAt: window?.fromMs ?? null, rows },
    modules: input.modules.map(shownModule),
    shifts: shiftCoverage(rows, input),
    roles: roleSums(rows),
  };
}

/** Not ready, then nothing to be ready with, then ready. */
const urgency = ({ isReady, needed }: JudgedRow) => (isReady ? 2 : needed === 0 ? 1 : 0);

const collator = new Intl.Collator("de");
const byText = (a: string, b: string) => collator.compare(a, b);

function shownModule({ id, code, name, versions }: CoveredModule): CoverageView["modules"][number] {
  const newest = versions.reduce<CoveredVersion | null>((a, b) => (a === null || b.number > a.number ? b : a), null);
  return { id, code, name, version: newest?.number ?? 0, minutes: newest?.minutes ?? 0 };
}

function judgedRows(input: CoverageInput): JudgedRow[] {
  const days = siteDays(input.timeZone);
  const attempts = byOperatorAndModule(input.attempts);
  const needs = new Map<string, Set<string>>();
  for (const { role, moduleId } of input.requirements) needs.set(role, (needs.get(role) ?? new Set()).add(moduleId));
  return input.operators.map((operator) => judgedRow(operator, { input, days, attempts, needs }));
}

type Known = {
  input: CoverageInput;
  days: SiteDays;
  attempts: ReadonlyMap<string, readonly Attempt[]>;
  needs: ReadonlyMap<string, ReadonlySet<string>>;
};

const none: readonly Attempt[] = [];

function judgedRow(operator: Operator, { input, days, attempts, needs }: Known): JudgedRow {
  const { id, badge, name, shift, roles, isChampion } = operator;
  const { at, now } = input;
  const cells = input.modules.map(({ id: moduleId, versions }) => {
    const isNeeded = roles.some((role) => needs.get(role)?.has(moduleId));
    return coverageCell({
      attempts: attempts.get(`${id} ${moduleId}`) ?? none,
      versions,
      roles,
      isNeeded,
      at,
      now,
      days,
    });
  });
  const needed = cells.filter(({ kind }) => kind !== "not-needed");
  const isReady = needed.length > 0 && needed.every(({ kind }) => kind === "signed");
  return { operatorId: id, badge, name, shift, roles, isChampion, needed: needed.length, isReady, cells };
}

function byOperatorAndModule(attempts: readonly Attempt[]): Map<string, Attempt[]> {
  const found = new Map<string, Attempt[]>();
  for (const attempt of attempts) {
    const key = `${attempt.operatorId} ${attempt.moduleId}`;
    const list = found.get(key);
    if (list) list.push(attempt);
    else found.set(key, [attempt]);
  }
  return found;
}

function roleSums(rows: readonly JudgedRow[]): CoverageView["roles"] {
  const roles = [...new Set(rows.flatMap((row) => row.roles))].sort(byText);
  return roles.map((role) => {
    const needing = rows.filter((row) => row.needed > 0 && row.roles.includes(role));
    return { role, ready: needing.filter(({ isReady }) => isReady).length, of: needing.length };
  });
}

/** As the doors answer it: without the signatures behind the cells. */
export function shownCoverage({ rows, ...matrix }: Matrix): CoverageView {
  const shown = rows.map((row) => ({ ...row, cells: row.cells.map(({ signatures: _, ...cell }) => cell) }));
  return { ...matrix, rows: shown };
}

/** The next moment at which a cell may change by time alone: a sign-off that runs out after `at`, or the site's day of `now`. */
export function coverageUntil({ rows, at, now, timeZone }: Matrix): number {
  const days = siteDays(timeZone);
  const midnight = days.beginOf(days.dayOf(now) + 1);
  const left = rows.flatMap(({ cells }) => cells.map(({ expiresAt }) => (expiresAt ?? at) - at).filter((ms) => ms > 0));
  return Math.min(midnight, now + left.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY));
}
