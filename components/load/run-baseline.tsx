"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { clearBaseline, comparisonQuery, setBaseline, trendQuery } from "#lib/load/browser/compare-query.ts";
import { decidingRows } from "#lib/load/core/comparison-rows.ts";
import type { RunTrend } from "#lib/load/core/trend.ts";
import { Problem } from "../ui/problem.tsx";
import { siteTime } from "../ui/site-time.ts";
import { CompareTable } from "./compare-table.tsx";
import styles from "./run-baseline.module.css";
import { RunTrendChart } from "./run-trend.tsx";

type Props = { pilot: string; number: number; timeZone: string; mayAct: boolean };

/** Of a run that has ended: how it stands against the baseline of its scenario, load and environment, and how such runs went so far. */
export function RunBaseline({ pilot, number, timeZone, mayAct }: Props) {
  const { data: trend, error } = useQuery(trendQuery(pilot, number));
  if (error !== null) return <Problem error={error} />;
  if (trend === undefined) return null;
  return (
    <>
      <Against {...{ pilot, number, trend, timeZone, mayAct }} />
      <RunTrendChart {...{ pilot, number, trend, timeZone }} />
    </>
  );
}

type AgainstProps = Props & { trend: RunTrend };

function Against({ pilot, number, trend, timeZone, mayAct }: AgainstProps) {
  const { own, run } = trend.baseline;
  const set = run === null ? "" : `set by ${run.setBy}, ${siteTime(new Date(run.setAt), timeZone)}`;
  return (
    <section className="section" aria-labelledby="baseline">
      <h2 id="baseline">
        {run === null || own ? "Baseline" : `Against baseline ${run.number}`}{" "}
        <span className="second small">
          {run === null || own ? "of its scenario, load and environment" : `${run.name}, ${set}`}
        </span>
      </h2>
      {run === null ? <p className="beneath">{noneYet(trend)}</p> : null}
      {own ? <p className="beneath">This run is the baseline, {set}. Runs like it are held against it.</p> : null}
      {run === null || own ? null : <Figures pilot={pilot} number={number} base={run.number} />}
      {mayAct ? <Acts pilot={pilot} number={number} trend={trend} /> : null}
    </section>
  );
}

function noneYet({ fits }: RunTrend): string {
  const none = "No run like this one is the baseline yet.";
  return fits
    ? `${none} Make it this one when it shows how the system should be; later runs say by themselves whether they are slower.`
    : `${none} This one cannot be: it did not go to its end.`;
}

/** Enough to see what differs; the rest is a click away. */
const mostRows = 8;

function Figures({ pilot, number, base }: { pilot: string; number: number; base: number }) {
  const { data, error } = useQuery(comparisonQuery(pilot, [base, number]));
  const [pair] = data?.pairs ?? [];
  if (error !== null) return <Problem error={error} />;
  if (pair === undefined) return <p className="beneath second">Comparing …</p>;
  return (
    <>
      <p className="beneath">{pair.sentence}</p>
      {pair.unlike.map((sentence) => (
        <p key={sentence} className="second">
          {sentence}
        </p>
      ))}
      <CompareTable rows={decidingRows(pair, mostRows)} base={`${base} base`} other="This" />
      <p className="beneath small">
        <Link href={`/${pilot}/runs/compare?runs=${base},${number}`}>
          Every step, errors and charts beside run {base}
        </Link>
      </p>
    </>
  );
}

function Acts({ pilot, number, trend: { baseline, fits } }: { pilot: string; number: number; trend: RunTrend }) {
  const client = useQueryClient();
  const { mutate, isPending, error } = useMutation<unknown>({
    mutationFn: () => (baseline.own ? clearBaseline(pilot, number) : setBaseline(pilot, number)),
    onSettled: () => Promise.all(["run", "runs"].map((word) => client.invalidateQueries({ queryKey: [word, pilot] }))),
  });
  if (!fits && !baseline.own) return null;
  return (
    <div className={styles["acts"]}>
      <button type="button" className="button" disabled={isPending} onClick={() => mutate()}>
        {baseline.own ? "Take it back as the baseline" : "Make this the baseline"}
      </button>
      {baseline.run === null || baseline.own ? null : (
        <span className="small second">It takes the place of run {baseline.run.number}.</span>
      )}
      {error === null ? null : <Problem error={error} />}
    </div>
  );
}
