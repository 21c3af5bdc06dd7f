import Link from "next/link";
import type { RunRow } from "#lib/load/core/run-view.ts";
import { besideLimit, criterionName, duration, inUnit, milliseconds, percent } from "#lib/load/core/say.ts";
import { EnvironmentTag } from "../ui/environment-tag.tsx";
import { Plate } from "../ui/plate.tsx";
import { siteTime } from "../ui/site-time.ts";

type Props = { pilot: string; runs: readonly RunRow[]; current: number; timeZone: string };

export function RunsTable({ pilot, runs, current, timeZone }: Props) {
  return (
    <div className="scroll-x runs">
      <table>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">Name, scenario</th>
            <th scope="col">Target</th>
            <th scope="col">Verdict</th>
            <th scope="col">Worst criterion</th>
            <th scope="col" className="number">
              p99
            </th>
            <th scope="col" className="number">
              Errors
            </th>
            <th scope="col" className="number">
              Delivered
            </th>
            <th scope="col">When, who</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run, index) => (
            <Row key={run.id} pilot={pilot} run={run} isCurrent={index === current} timeZone={timeZone} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RowProps = { pilot: string; run: RunRow; isCurrent: boolean; timeZone: string };

function Row({ pilot, run, isCurrent, timeZone }: RowProps) {
  const figure = (value: number | null, say: (value: number) => string) => (value === null ? "–" : say(value));
  const goesOn = run.state !== "ended";
  const look = isCurrent ? "row-current" : goesOn ? "row-running" : undefined;
  return (
    <tr className={look} aria-current={isCurrent ? "true" : undefined}>
      <td className="mono second">{run.number}</td>
      <td className="wrap">
        <Link href={`/${pilot}/runs/${run.number}`}>{run.name}</Link>
        <br />
        <span className="second">
          {run.scenarioName} v{run.scenarioVersion}, {duration(run.plannedSeconds)}
        </span>
      </td>
      <td className="wrap">
        {run.systemName}
        <br />
        <EnvironmentTag environment={run.environment} />
      </td>
      <td>
        <State run={run} />
      </td>
      <td className="wrap">
        <Worst run={run} />
      </td>
      <td className="number">{figure(run.latencyMsP99, (value) => milliseconds(value))}</td>
      <td className="number">{figure(run.errorRatio, (value) => percent(value))}</td>
      <td className="number">{figure(run.deliveredRatio, (value) => percent(value))}</td>
      <td>
        {siteTime(new Date(run.startedAt ?? run.requestedAt), timeZone)}
        <br />
        <span className="second">{run.requestedBy}</span>
      </td>
    </tr>
  );
}

const words = { pass: "PASS", fail: "FAIL", inconclusive: "INCONCLUSIVE" } as const;

function State({ run: { state, verdict } }: { run: RunRow }) {
  if (state === "ended")
    return verdict === null ? <span>–</span> : <Plate kind={verdict.kind} word={words[verdict.kind]} />;
  return (
    <>
      <Plate kind={state === "queued" ? "waiting" : "running"} word={state.toUpperCase()} />
      {verdict === null ? null : (
        <>
          <br />
          <span className="small second">
            would {verdict.kind === "inconclusive" ? "be INCONCLUSIVE" : words[verdict.kind]}
          </span>
        </>
      )}
    </>
  );
}

function Worst({ run: { verdict } }: { run: RunRow }) {
  const worst = verdict?.criteria[0];
  if (worst === undefined) return <span className="second">–</span>;
  const { criterion, measured } = worst;
  return (
    <>
      {criterionName(criterion)} {measured === null ? "" : besideLimit(criterion, measured)}
      <br />
      <span className="second">limit {inUnit(criterion.metric, criterion.limit)}</span>
    </>
  );
}
