"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { count, milliseconds } from "#lib/load/core/say.ts";
import type { NotCompared } from "#lib/shadow/core/exchange.ts";
import type { CoverageView, LatencyView } from "#lib/shadow/core/shadow-view.ts";
import { isSlower } from "#lib/shadow/core/slower-endpoint.ts";
import { coverageQuery } from "#lib/shadow/query.ts";
import { Mark } from "../ui/mark.tsx";
import { EndpointForm } from "./endpoint-form.tsx";
import { notComparedWords, sharePercent } from "./say-shadow.ts";
import styles from "./shadow.module.css";
import { ratioText } from "./shadow-top.tsx";

type Props = { pilot: string; first: CoverageView; mayTriage: boolean };
type Row = CoverageView["endpoints"][number];

/** In their own columns; the other reasons stand together, each with its word. */
const ownColumns = ["dropped", "too-large", "timed-out"] as const;

/** What was seen of each endpoint, what became of it, and both systems' latency on the same requests. */
export function CoverageSection({ pilot, first, mayTriage }: Props) {
  const { data: view = first } = useQuery({ ...coverageQuery(pilot), initialData: first });
  const [corrects, setCorrects] = useState<string | null>(null);
  const { endpoints, inScope, covered, timesEach, lostShare } = view;
  return (
    <section className="section" aria-labelledby="coverage">
      <div className="section-title">
        <h2 id="coverage" tabIndex={-1}>
          Coverage
        </h2>
        <span className="second small">
          {covered} of {inScope} endpoints compared at least {timesEach} times
          {lostShare === null ? "" : `; ${sharePercent(lostShare)} lost on the way`}
        </span>
      </div>
      <div className="scroll-x">
        <table className={styles["coverage"]}>
          <thead>
            <tr>
              <th scope="col">Endpoint</th>
              <th scope="col" className="number">
                Seen
              </th>
              <th scope="col" className="number">
                Comparable
              </th>
              {ownColumns.map((name) => (
                <th key={name} scope="col" className="number">
                  {notComparedWords[name]}
                </th>
              ))}
              <th scope="col">Else not compared</th>
              <th scope="col">p50 / p95 / p99, same requests</th>
              <th scope="col" className="number">
                Ratio p99
              </th>
              <th scope="col" className="number">
                5xx legacy / new
              </th>
              {mayTriage ? <th scope="col" /> : null}
            </tr>
          </thead>
          <tbody>
            {endpoints.map((row) => (
              <EndpointRow
                key={row.endpoint}
                row={row}
                {...(mayTriage ? { onCorrect: () => setCorrects(row.endpoint) } : {})}
              />
            ))}
          </tbody>
        </table>
      </div>
      {corrects === null ? null : (
        <EndpointForm key={corrects} pilot={pilot} endpoint={corrects} onClose={() => setCorrects(null)} />
      )}
    </section>
  );
}

function EndpointRow({ row, onCorrect }: { row: Row; onCorrect?: () => void }) {
  const { endpoint, isInScope, seen, comparable, notCompared, isCovered, names, latency } = row;
  return (
    <tr>
      <th scope="row" className={`row-name ${styles["endpoint"]}`}>
        <span className="wrap">{endpoint}</span>
        <span className={`small second ${styles["line"]}`}>
          {[isInScope ? "" : "outside the scope", withNames(names)].filter((part) => part !== "").join("; ")}
        </span>
      </th>
      <td className="number">{count(seen)}</td>
      <td className="number">
        {seen === 0 ? (
          <span className="strong">
            <Mark name="inconclusive" /> never seen
          </span>
        ) : (
          <>
            {isCovered || !isInScope ? null : <Mark name="warning" />} {count(comparable)}
            {isCovered || !isInScope ? "" : ", too seldom"}
          </>
        )}
      </td>
      {ownColumns.map((name) => (
        <td key={name} className="number">
          {count(notCompared[name])}
        </td>
      ))}
      <td className="small">{elseText(row)}</td>
      <td>{latency === null ? "–" : <Latencies latency={latency} />}</td>
      <td className="number">
        {ratioText(latency?.ratio.p99 ?? null)}
        {latency !== null && isSlower(latency) ? (
          <span className={`strong ${styles["line"]}`} title="Half of its answers take longer than 95 % of legacy's.">
            <Mark name="warning" /> slower
          </span>
        ) : null}
      </td>
      <td className="number">
        {latency === null ? "–" : `${count(latency.legacyErrors)} / ${count(latency.candidateErrors)}`}
      </td>
      {onCorrect === undefined ? null : (
        <td>
          <button type="button" className="button link" aria-label={`Correct ${endpoint}`} onClick={onCorrect}>
            Correct
          </button>
        </td>
      )}
    </tr>
  );
}

const mostNames = 3;

/** Of many that were folded in, a few say which kind they were. */
function withNames(names: readonly string[]): string {
  if (names.length === 0) return "";
  const more = names.length - mostNames;
  return `with ${names.slice(0, mostNames).join(", ")}${more > 0 ? ` and ${count(more)} more` : ""}`;
}

function Latencies({ latency: { legacyMs, candidateMs } }: { latency: LatencyView }) {
  const line = (of: LatencyView["legacyMs"]) => [of.p50, of.p95, of.p99].map((ms) => milliseconds(ms)).join(" / ");
  return (
    <>
      <span className={styles["latency"]}>
        <span className={styles["legacy-line"]} aria-hidden="true" /> legacy {line(legacyMs)}
      </span>
      <span className={styles["latency"]}>
        <span className={styles["new-line"]} aria-hidden="true" /> new {line(candidateMs)}
      </span>
    </>
  );
}

function elseText({ notCompared, leftOut }: Row): string {
  const reasons = Object.entries(notCompared) as [NotCompared, number][];
  const parts = reasons
    .filter(([name, n]) => n > 0 && !ownColumns.some((own) => own === name))
    .map(([name, n]) => `${notComparedWords[name].toLowerCase()} ${count(n)}`);
  return [...parts, ...(leftOut > 0 ? [`left out by a re-check ${count(leftOut)}`] : [])].join(", ") || "–";
}
