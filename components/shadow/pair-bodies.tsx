"use client";

import { useMemo, useState } from "react";
import { count } from "#lib/load/core/say.ts";
import type { AnswerView, ListedGroup, PairView } from "#lib/shadow/core/shadow-view.ts";
import { answerLine, bodyText } from "./answer-text.ts";
import { CutText } from "./cut-text.tsx";
import { jsonLines } from "./json-lines.ts";
import { folded, type PairPart, type PairRow, pairRows } from "./pair-rows.ts";
import styles from "./shadow.module.css";

type Props = { pair: PairView; group: ListedGroup };

/** Both bodies as JSON, line beside line, with what differs marked by a sign and a colour. */
export function PairBodies({ pair, group }: Props) {
  const parts = useMemo(() => partsOf(pair, group), [pair, group]);
  const statusDiffers = pair.legacy?.status !== pair.candidate?.status;
  return (
    <table className={styles["bodies"]}>
      <caption className="visually-hidden">Both answers side by side</caption>
      <thead>
        <tr className={statusDiffers ? styles["differs"] : undefined}>
          <Head name="Legacy" line="legacy-line" answer={pair.legacy} differs={statusDiffers} />
          <Head name="New" line="new-line" answer={pair.candidate} differs={statusDiffers} />
        </tr>
      </thead>
      {parts === null ? (
        <tbody>
          <tr>
            <PlainBody name="legacy" answer={pair.legacy} />
            <PlainBody name="candidate" answer={pair.candidate} />
          </tr>
        </tbody>
      ) : (
        parts.map((part) => <Part key={partKey(part)} part={part} />)
      )}
    </table>
  );
}

type HeadProps = { name: string; line: "legacy-line" | "new-line"; answer: AnswerView | null; differs: boolean };

function Head({ name, line, answer, differs }: HeadProps) {
  return (
    <th scope="col" className={styles["head"]}>
      <span className={styles[line]} aria-hidden="true" /> {name}{" "}
      <span className={differs ? "strong" : "second"}>
        {differs ? "≠ " : ""}
        {answerLine(answer)}
      </span>
    </th>
  );
}

/** Lines are shown so many at a time: a body of some hundred kilobytes has ten thousand. */
const atATime = 200;

function Part({ part: { kind, rows } }: { part: PairPart }) {
  const [shown, setShown] = useState(kind === "rows" ? atATime : 0);
  const left = rows.length - shown;
  return (
    <tbody>
      {rows.slice(0, shown).map((row) => (
        <tr
          key={rowKey(row)}
          className={row.mark === null ? undefined : styles[row.mark === "group" ? "differs" : "differs-else"]}
        >
          <Line name="legacy" line={row.legacy} isMarked={row.mark !== null} />
          <Line name="candidate" line={row.candidate} isMarked={row.mark !== null} />
        </tr>
      ))}
      {left <= 0 ? null : (
        <tr>
          <td colSpan={2} className={styles["fold"]}>
            <button type="button" className="button link" onClick={() => setShown(shown + atATime)}>
              {count(left)} {shown === 0 ? "" : "more "}
              {left === 1 ? "line" : "lines"}
              {kind === "folded" ? " without a difference" : ""}
            </button>
          </td>
        </tr>
      )}
    </tbody>
  );
}

type LineProps = { name: "legacy" | "candidate"; line: PairRow["legacy"]; isMarked: boolean };

const sideStyle = { legacy: styles["side"], candidate: `${styles["side"]} ${styles["side-new"]}` };

function Line({ name, line, isMarked }: LineProps) {
  const sign = isMarked ? "≠" : "";
  return (
    <td className={sideStyle[name]}>
      <span className={styles["line-number"]}>
        {sign}
        {line?.number ?? ""}
      </span>
      <code className={styles["code"]} style={{ paddingLeft: `${Math.min(line?.depth ?? 0, 12) * 10}px` }}>
        {line?.text ?? (isMarked ? "(nothing)" : "")}
      </code>
    </td>
  );
}

const rowKey = ({ legacy, candidate }: PairRow) => `${legacy?.number ?? ""}|${candidate?.number ?? ""}`;
const partKey = ({ rows: [row] }: PairPart) => (row === undefined ? "" : rowKey(row));

const mostLines = 20_000;

/** Null where a body is no JSON, or too long to be laid out. */
function partsOf({ legacy, candidate, comparison }: PairView, group: ListedGroup): PairPart[] | null {
  const [left, right] = [linesOf(legacy), linesOf(candidate)];
  if (left === null || right === null || left.length + right.length > mostLines) return null;
  return folded(pairRows(left, right, { differences: comparison?.differences ?? [], group }));
}

function linesOf(answer: AnswerView | null) {
  const body = answer?.body;
  return body !== undefined && "text" in body ? jsonLines(body.text) : null;
}

const charactersAtATime = 4_000;

function PlainBody({ name, answer }: { name: LineProps["name"]; answer: AnswerView | null }) {
  const text = answer === null ? "" : bodyText(answer.body);
  return (
    <td className={sideStyle[name]}>
      <CutText text={text} className={`${styles["code"]} ${styles["plain"]}`} atATime={charactersAtATime} />
    </td>
  );
}
