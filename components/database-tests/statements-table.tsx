"use client";

import { Fragment, type ReactNode, useState } from "react";
import { ratioText } from "#lib/database-tests/core/judge.ts";
import { type PlanLine, scanText } from "#lib/database-tests/core/plan.ts";
import type { StatementView, TestView } from "#lib/database-tests/core/test-view.ts";
import { count, milliseconds } from "#lib/load/core/say.ts";
import { Mark } from "../ui/mark.tsx";
import styles from "./database-tests.module.css";
import { StatementPlate } from "./verdict-plate.tsx";

const columns = 8;

/** Each statement with its times; its text and plan open below it. */
export function StatementsTable({ test }: { test: TestView }) {
  const [open, setOpen] = useState<readonly string[]>([]);
  const turn = (name: string) => setOpen(open.includes(name) ? open.filter((one) => one !== name) : [...open, name]);
  return (
    <div className={`scroll-x ${styles["table"]}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">Statement</th>
            <th scope="col">State</th>
            {["n", "p50", "p95", "max", "Limit"].map((word) => (
              <th key={word} scope="col" className="number">
                {word}
              </th>
            ))}
            <th scope="col">Why, and what was seen</th>
          </tr>
        </thead>
        <tbody>
          {test.statements.map((one) => (
            <Fragment key={one.name}>
              <Row test={test} statement={one} isOpen={open.includes(one.name)} onTurn={() => turn(one.name)} />
              {open.includes(one.name) ? <Detail statement={one} /> : null}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RowProps = { test: TestView; statement: StatementView; isOpen: boolean; onTurn(): void };

function Row({ test, statement, isOpen, onTurn }: RowProps) {
  const { name, state, figures, limitMs, runs } = statement;
  const ms = (value: number | undefined) => (value === undefined ? "–" : milliseconds(value));
  return (
    <tr className={state === "running" ? "row-running" : undefined}>
      <th scope="row" className={styles["name"]}>
        <button type="button" className="button link" aria-expanded={isOpen} onClick={onTurn}>
          {name}
        </button>
      </th>
      <td>
        <StatementPlate state={state} />
      </td>
      <td className="number">{figures === null ? "–" : numberText(figures.n, runs)}</td>
      <td className="number">{ms(figures?.msP50)}</td>
      <td className="number">
        {ms(figures?.msP95)}
        <Before test={test} statement={statement} />
      </td>
      <td className="number">{ms(figures?.msMax)}</td>
      <td className="number">{limitMs === null ? "–" : milliseconds(limitMs)}</td>
      <td className={styles["says"]}>
        {statement.scans.map((scan) => (
          <span key={scan.table} className={styles["flag"]}>
            <Mark name="warning" /> {scanText(scan)}
          </span>
        ))}
        {statement.sentence}
      </td>
    </tr>
  );
}

const numberText = (n: number, runs: number) => (n === runs ? count(n) : `${count(n)} of ${count(runs)}`);

/** Beside the same statement of the test before: a ratio of two measured figures, no more is said. */
function Before({ test, statement: { figures, before } }: { test: TestView; statement: StatementView }) {
  const ratio = ratioText(figures?.msP95 ?? null, before?.msP95 ?? null);
  if (ratio === null || before === null) return null;
  return (
    <span className={`second small ${styles["none"]}`}>
      {ratio} test {test.before?.number}
    </span>
  );
}

function Detail({ statement }: { statement: StatementView }) {
  const { sql, valueSets, rows, planMs, plan, whyNoPlan } = statement;
  const values = valueSets === 0 ? "" : `, ${count(valueSets)} sets of values in turn`;
  const gave = rows === null ? "" : `, ${count(rows)} ${rows === 1 ? "row" : "rows"} the last time`;
  return (
    <tr className={styles["detail"]}>
      <td colSpan={columns}>
        <Part title={`Statement${values}${gave}`}>
          <pre className="mono">{sql}</pre>
        </Part>
        <Part
          title={
            planMs === null ? "No plan" : `Plan of one more execution, ${milliseconds(planMs)} by the server's clock`
          }
        >
          <pre className="mono">
            {plan.length === 0 ? (whyNoPlan ?? "None was kept.") : plan.map(lineText).join("\n")}
          </pre>
        </Part>
      </td>
    </tr>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <h3>{title}</h3>
      {children}
    </>
  );
}

const lineText = ({ depth, text }: PlanLine) => `${"   ".repeat(depth)}${depth === 0 ? "" : "└ "}${text}`;
