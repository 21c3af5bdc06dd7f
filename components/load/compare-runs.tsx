import Link from "next/link";
import type { ComparedRun } from "#lib/load/core/comparison.ts";
import { duration, percent, perSecond } from "#lib/load/core/say.ts";
import { verdictWord } from "#lib/load/core/say-verdict.ts";
import { EnvironmentTag } from "../ui/environment-tag.tsx";
import { Plate } from "../ui/plate.tsx";
import { siteTime } from "../ui/site-time.ts";
import styles from "./compare.module.css";
import { lineOf, type RunLine } from "./compare-marks.ts";

type Props = { pilot: string; runs: readonly ComparedRun[]; timeZone: string };

/** The runs themselves, each with the line that it has on the charts. The base can be chosen anew, and each of the others taken out. */
export function CompareRuns({ pilot, runs, timeZone }: Props) {
  const numbers = runs.map(({ number }) => number);
  return (
    <section className="section" aria-labelledby="compared">
      <h2 id="compared">The runs</h2>
      <div className={`scroll-x ${styles["runs"]}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">Run</th>
              <th scope="col">Name, scenario, load</th>
              <th scope="col">Target</th>
              <th scope="col">Verdict</th>
              <th scope="col">Counted</th>
              {["Throughput", "Errors", "Delivered"].map((name) => (
                <th key={name} scope="col" className="number">
                  {name}
                </th>
              ))}
              <th scope="col">
                <span className="visually-hidden">Choose</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run, place) => (
              <RunRow key={run.number} {...{ pilot, run, place, numbers, timeZone }} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

type RowProps = {
  pilot: string;
  run: ComparedRun;
  place: number;
  numbers: readonly number[];
  timeZone: string;
};

function RunRow({ pilot, run, place, numbers, timeZone }: RowProps) {
  const ratio = (value: number | null) => (value === null ? "–" : percent(value));
  return (
    <tr>
      <th scope="row" className={styles["number"]}>
        <LineSample line={lineOf(place)} /> {run.number}
        {place === 0 ? <span className="second small"> base</span> : null}
      </th>
      <td className={`wrap ${styles["name"]}`}>
        <Link prefetch={false} href={`/${pilot}/runs/${run.number}`}>
          {run.name}
        </Link>{" "}
        {run.isBaseline ? <span className="tag">BASELINE</span> : null}
        <br />
        <span className="second">
          {run.scenarioName} v{run.scenarioVersion}, {run.profileInWords}
        </span>
      </td>
      <td className="wrap">
        {run.systemName} <EnvironmentTag environment={run.environment} />
      </td>
      <td>{run.verdict === null ? "–" : <Plate kind={run.verdict} word={verdictWord[run.verdict]} />}</td>
      <td className={styles["when"]}>
        {duration(run.seconds)}
        <br />
        <span className="second" suppressHydrationWarning>
          {run.startedAt === null ? "" : siteTime(new Date(run.startedAt), timeZone)}
        </span>
      </td>
      <td className="number">{perSecond(run.throughputPerSecond)}</td>
      <td className="number">{ratio(run.errorRatio)}</td>
      <td className="number">{ratio(run.deliveredRatio)}</td>
      <td className={styles["choose"]}>
        {place === 0 ? null : <Choices {...{ pilot, numbers }} number={run.number} />}
      </td>
    </tr>
  );
}

type ChoicesProps = { pilot: string; numbers: readonly number[]; number: number };

function Choices({ pilot, numbers, number }: ChoicesProps) {
  const others = numbers.filter((one) => one !== number);
  const at = (runs: readonly number[]) => `/${pilot}/runs/compare?runs=${runs.join(",")}`;
  return (
    <>
      <Link prefetch={false} href={at([number, ...others])} aria-label={`Make run ${number} the base`}>
        Make it the base
      </Link>
      {others.length < 2 ? null : (
        <Link prefetch={false} href={at(others)} aria-label={`Take run ${number} out`}>
          Take out
        </Link>
      )}
    </>
  );
}

function LineSample({ line: { color, dash } }: { line: RunLine }) {
  return (
    <svg className={styles["sample"]} viewBox="0 0 34 10" aria-hidden="true">
      <line x1={0} x2={34} y1={5} y2={5} stroke={color} strokeWidth={2.4} strokeDasharray={dash} />
    </svg>
  );
}
