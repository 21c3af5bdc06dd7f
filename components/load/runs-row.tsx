import Link from "next/link";
import type { ListedRun } from "#lib/load/core/run-list.ts";
import { clock, criterionName, inUnit, isAtLeast, measuredInWords, milliseconds, percent } from "#lib/load/core/say.ts";
import { verdictWord } from "#lib/load/core/say-verdict.ts";
import { EnvironmentTag } from "../ui/environment-tag.tsx";
import { Plate } from "../ui/plate.tsx";
import { siteTime } from "../ui/site-time.ts";
import { canMark } from "./marked-runs.ts";
import styles from "./runs.module.css";
import { RunMark } from "./runs-marked.tsx";
import { RunsTrend } from "./runs-trend.tsx";

type Props = {
  pilot: string;
  run: ListedRun;
  timeZone: string;
  stale: boolean;
  isMarked: boolean;
  toggle(): void;
};

export function RunsRow({ pilot, run, timeZone, stale, isMarked, toggle }: Props) {
  const figure = (value: number | null, say: (value: number) => string) => (value === null ? "–" : say(value));
  const goesOn = run.state !== "ended";
  return (
    <tr className={rowStyle(goesOn, isMarked)}>
      <td className={`mono second ${styles["number"]}`}>
        {canMark(run) ? <RunMark number={run.number} isMarked={isMarked} toggle={toggle} /> : null}
        {run.number}
      </td>
      <td className={`wrap ${styles["name"]}`}>
        <Link prefetch={false} data-run={run.number} href={`/${pilot}/runs/${run.number}`}>
          {run.name}
        </Link>{" "}
        {run.isBaseline ? <span className="tag">BASELINE</span> : null}
        <br />
        <span className="second">
          {run.scenarioName} v{run.scenarioVersion}, {run.profileInWords}
        </span>
        <span className={styles["phone-target"]}>
          {run.systemName} <EnvironmentTag environment={run.environment} />
        </span>
      </td>
      <td className={`wrap ${styles["target"]}`}>
        {run.systemName}
        <br />
        <EnvironmentTag environment={run.environment} />
      </td>
      <td>
        <State run={run} stale={stale} />
      </td>
      <td className={`wrap ${styles["worst"]}`}>
        <Worst run={run} />
        {goesOn ? <Progress run={run} /> : null}
      </td>
      <td className="number">{figure(run.latencyMsP99, (value) => milliseconds(value))}</td>
      <td className="number">{figure(run.errorRatio, (value) => percent(value))}</td>
      <td className="number">{figure(run.deliveredRatio, (value) => percent(value))}</td>
      <td>
        <RunsTrend run={run} />
      </td>
      <td className={styles["when"]}>
        <When at={run.startedAt ?? run.requestedAt} timeZone={timeZone} />
        <br />
        <span className="second">{run.requestedBy}</span>
      </td>
    </tr>
  );
}

function rowStyle(goesOn: boolean, isMarked: boolean): string | undefined {
  if (isMarked) return "row-current";
  return goesOn ? "row-running" : undefined;
}

/** To the minute; the whole time stands behind it. */
function When({ at, timeZone }: { at: string; timeZone: string }) {
  const whole = siteTime(new Date(at), timeZone);
  return (
    <time dateTime={at} title={whole} suppressHydrationWarning>
      {whole.replace(/(\d\d:\d\d):\d\d/, "$1")}
    </time>
  );
}

/** Old figures never look live: without the feed a run that went on is what it was. */
function State({ run: { state, verdict }, stale }: { run: ListedRun; stale: boolean }) {
  if (state === "ended")
    return verdict === null ? <span>–</span> : <Plate kind={verdict.kind} word={verdictWord[verdict.kind]} />;
  const word = state.toUpperCase();
  if (stale) return <Plate kind="stale" word={`was ${word}`} />;
  return (
    <>
      <Plate kind={state === "queued" ? "waiting" : "running"} word={word} />
      {verdict === null ? null : (
        <span className={`small second ${styles["line"]}`}>
          would {verdict.kind === "inconclusive" ? "be " : ""}
          {verdictWord[verdict.kind]}
        </span>
      )}
    </>
  );
}

function Worst({ run: { verdict } }: { run: ListedRun }) {
  const worst = verdict?.criteria[0];
  if (worst === undefined) return <span className="second">{verdict?.reasons[0]?.sentence ?? "–"}</span>;
  const { criterion, measured, kind } = worst;
  const bound = isAtLeast(criterion.metric) ? "at least" : "limit";
  return (
    <>
      <span className={kind === "pass" ? undefined : "strong"}>
        {criterionName(criterion)} {measured === null ? "" : measuredInWords(criterion, measured)}
      </span>
      <br />
      <span className="second">
        {bound} {inUnit(criterion.metric, criterion.limit)}
      </span>
    </>
  );
}

function Progress({ run: { measuredSeconds, plannedSeconds } }: { run: ListedRun }) {
  if (measuredSeconds === null) return null;
  const done = Math.min(1, measuredSeconds / plannedSeconds);
  return (
    <>
      <span className={styles["progress"]} aria-hidden="true">
        <i style={{ width: `${done * 100}%` }} />
      </span>
      <span className="small second">
        {clock(Math.min(measuredSeconds, plannedSeconds))} of {clock(plannedSeconds)}
      </span>
    </>
  );
}
