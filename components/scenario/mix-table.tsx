"use client";

import { useId, useState } from "react";
import { type EntryRow, type KindRows, mixRows, type StepRow } from "#lib/load/core/mix-rows.ts";
import { count, percent } from "#lib/load/core/say.ts";
import type { Scenario } from "#lib/load/core/scenario.ts";
import { weightLines, withWeight } from "#lib/load/input/write-weight.ts";
import styles from "./scenario.module.css";

type Props = { scenario: Scenario; text: string; isOpen: boolean; onText(text: string): void };

/** What users do, as a table. The weights are those of the text: one writes the other. */
export function MixTable({ scenario, text, isOpen, onText }: Props) {
  const kinds = mixRows(scenario);
  const lines = isOpen ? weightLines(text) : [];
  return (
    <section className="section" aria-labelledby="mix">
      <h2 id="mix">
        Mix <span className={`second small ${styles["end"]}`}>{writesText(lines)}</span>
      </h2>
      <div className="scroll-x">
        <table className={styles["mix"]}>
          <thead>
            <tr>
              <th scope="col">Step</th>
              <th scope="col">Weight</th>
              <th scope="col">Share of requests</th>
              <th scope="col" className="number">
                p99 judged from
              </th>
            </tr>
          </thead>
          {kinds.map((kind, index) => (
            <Kind
              key={kind.name ?? ""}
              kind={kind}
              onWeight={
                isOpen
                  ? (entry, weight) => {
                      const place = { kind: kind.name === null ? null : index, entry };
                      onText(withWeight(text, place, weight) ?? text);
                    }
                  : null
              }
            />
          ))}
        </table>
      </div>
      {kinds.length > 1 ? (
        <p className="second small">Shares hold where users of all kinds ask equally often.</p>
      ) : null}
    </section>
  );
}

function writesText(lines: readonly number[]): string {
  if (lines.length === 0) return "";
  const [last, ...before] = [...lines].reverse();
  const first = before.reverse().join(", ");
  return first === "" ? `writes line ${last} of the text` : `writes lines ${first} and ${last} of the text`;
}

type OnWeight = ((entry: number, weight: number) => void) | null;

function Kind({ kind: { name, share, ratio, entries }, onWeight }: { kind: KindRows; onWeight: OnWeight }) {
  return (
    <tbody>
      {name === null ? null : (
        <tr className={styles["group"]}>
          <th scope="rowgroup" colSpan={4}>
            {name} <span className="second">{`share ${share}, ${percent(ratio)} of users`}</span>
          </th>
        </tr>
      )}
      {entries.map((entry) => (
        <Entry key={entry.place} entry={entry} onWeight={onWeight} />
      ))}
    </tbody>
  );
}

function Entry({ entry: { place, weight, flow, steps }, onWeight }: { entry: EntryRow; onWeight: OnWeight }) {
  const [first, ...others] = steps;
  if (first === undefined) return null;
  const name = flow ?? first.name;
  const field = <Weight name={name} weight={weight} onWeight={onWeight && ((to) => onWeight(place, to))} />;
  if (flow === null) return <Step step={first}>{field}</Step>;
  return (
    <>
      <tr>
        <td className="strong">
          {flow} <span className="second small">{`flow of ${steps.length} steps`}</span>
        </td>
        <td>{field}</td>
        <td />
        <td />
      </tr>
      {[first, ...others].map((step) => (
        <Step key={step.name} step={step} isInFlow>
          {null}
        </Step>
      ))}
    </>
  );
}

type StepProps = { step: StepRow; isInFlow?: true; children: React.ReactNode };

function Step({ step: { name, tags, needs, ratio, p99From }, isInFlow, children }: StepProps) {
  const notes = [...tags, ...(needs === null ? [] : [`needs ${needs}`])].join(", ");
  return (
    <tr>
      <td className={isInFlow ? styles["in-flow"] : "strong"}>
        {name} {notes === "" ? null : <span className="second small">{notes}</span>}
      </td>
      <td>{children}</td>
      <td>
        <span className={styles["share"]}>
          <span className={styles["bar"]} aria-hidden="true">
            <span style={{ width: `${ratio * 100}%` }} />
          </span>
          {percent(ratio)}
        </span>
      </td>
      <td className="number second">{count(p99From)} requests</td>
    </tr>
  );
}

type WeightProps = { name: string; weight: number; onWeight: ((weight: number) => void) | null };

/** What is typed stays in the field until it is a weight. */
function Weight({ name, weight, onWeight }: WeightProps) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  if (onWeight === null) return <>{weight}</>;
  const type = (text: string) => {
    setTyped(text);
    const now = Number(text);
    if (text.trim() !== "" && now > 0 && now <= 1_000_000) onWeight(now);
  };
  const isWrong = typed !== null && Number(typed) !== weight;
  return (
    <>
      <label className="visually-hidden" htmlFor={id}>{`Weight of ${name}`}</label>
      <input
        id={id}
        className={`input ${styles["weight"]}`}
        inputMode="decimal"
        autoComplete="off"
        maxLength={12}
        value={typed ?? String(weight)}
        aria-invalid={isWrong}
        onChange={(event) => type(event.target.value)}
        onBlur={() => setTyped(null)}
      />
    </>
  );
}
