import type { ReactNode } from "react";
import { isByChance, mayEndBefore, requestsByCount } from "#lib/load/core/profile.ts";
import type { RunView } from "#lib/load/core/run-view.ts";
import { clock, count, percent } from "#lib/load/core/say.ts";
import { siteTime } from "../ui/site-time.ts";
import type { Stale } from "./use-stale.ts";

type Props = { run: RunView; timeZone: string; stale: Stale | null };

/** How far the run is, and what was sent against the plan. */
export function RunFigures({ run, timeZone, stale }: Props) {
  const { summary, state, plannedSeconds } = run;
  if (state === "queued" || state === "starting") return null;
  if (run.kind === "smoke") return <SmokeFigures run={run} />;
  const driven = Math.min(plannedSeconds, (summary.lastSecond ?? -1) + 1);
  const known = stale === null ? "" : ", last known";
  return (
    <>
      <Figure name={`${state === "ended" ? "Ran" : "Elapsed"}${known}`} value={clock(driven)}>
        of {mayEndBefore(run.plan.profile) ? "at most " : ""}
        {clock(plannedSeconds)}, {endText(run, timeZone)}
      </Figure>
      <Figure
        name={`${run.plan.profile.model === "open" ? "Sent of planned" : "Sent"}${known}`}
        value={count(summary.sent)}
      >
        {sentText(run)}
      </Figure>
    </>
  );
}

function SmokeFigures({ run: { summary, passes, checks } }: { run: RunView }) {
  const held = summary.ended - summary.failed;
  return (
    <>
      <Figure name="Passes" value={count(checks?.passes ?? 0)}>
        of {count(passes ?? 1)}, one user
      </Figure>
      <Figure name="Requests" value={count(summary.ended)}>
        {count(held)} of them as expected
      </Figure>
    </>
  );
}

function Figure({ name, value, children }: { name: string; value: string; children: ReactNode }) {
  return (
    <dl className="figure">
      <dt>{name}</dt>
      <dd className="value">{value}</dd>
      <dd className="small second">{children}</dd>
    </dl>
  );
}

function endText(run: RunView, timeZone: string): string {
  const { endedAt, startedAt, plannedSeconds } = run;
  if (endedAt !== null) return `ended ${siteTime(new Date(endedAt), timeZone)}`;
  if (startedAt === null) return "starting";
  const end = siteTime(new Date(Date.parse(startedAt) + plannedSeconds * 1000), timeZone, false);
  return mayEndBefore(run.plan.profile) ? `ends ${end} at the latest` : `ends ${end}`;
}

function sentText({ summary, plan, plannedRequests, state }: RunView): string {
  const delivered = summary.deliveredRatio === null ? "" : `${percent(summary.deliveredRatio)} delivered`;
  const byCount = requestsByCount(plan.profile);
  if (byCount !== null) return `of ${count(byCount)} requests`;
  if (plan.profile.model === "closed")
    return `requests; ${delivered === "" ? "ramp not over yet" : `${delivered} of user-time`}`;
  const planned = state === "ended" ? summary.planned : (plannedRequests ?? summary.planned);
  const about = state !== "ended" && isByChance(plan.profile) ? "about " : "";
  const due = state === "ended" ? "" : `, ${count(summary.planned)} due`;
  return `of ${about}${count(planned)}${due}${delivered === "" ? "" : `, ${delivered}`}`;
}
