"use client";

import { useQuery } from "@tanstack/react-query";
import { planQuery } from "#lib/launch/browser/plan-query.ts";
import type { PlanView } from "#lib/launch/core/plan.ts";
import type { PilotFacts } from "#lib/pilots/core/place.ts";
import { factsQuery } from "#lib/pilots/query.ts";
import settings from "../pilots/settings.module.css";
import { useServerNow } from "../pilots/use-server-now.ts";
import { Problem } from "../ui/problem.tsx";
import { ClockBlock } from "./clock-block.tsx";
import { LaunchTabs } from "./launch-tabs.tsx";
import { IncidentsSection, NotesSection } from "./notes-section.tsx";
import { SequenceSection } from "./sequence-section.tsx";
import { WatchSection } from "./watch-section.tsx";

type Props = { pilot: string; first: PlanView; facts: PilotFacts; mayAct: boolean };

/** The launch day and the hours after it: what is next, who does it, what holds it, and what happened. */
export function DayPage({ pilot, first, facts: firstFacts, mayAct }: Props) {
  const { data: plan = first, error } = useQuery({ ...planQuery(pilot), initialData: first });
  const { data: facts = firstFacts } = useQuery({ ...factsQuery(pilot), initialData: firstFacts });
  const nowMs = useServerNow(1_000);
  const { timeZone } = facts;
  const shared = { pilot, plan, timeZone, mayAct, nowMs };
  return (
    <>
      <header className="page-header">
        <span className="code">DAY</span>
        <h1>Launch day</h1>
        <p className="second">The sequence, and the first day after it</p>
        <LaunchTabs pilot={pilot} here="day" />
      </header>
      {error === null ? null : <Problem error={error} />}
      <ClockBlock {...shared} window={facts.window} />
      <div className={settings["page"]}>
        <SequenceSection number={1} part="sequence" title="Sequence" {...shared} />
        <SequenceSection number={2} part="hypercare" title="After the launch" {...shared} />
        <WatchSection number={3} pilot={pilot} />
        <IncidentsSection number={4} {...shared} />
        <NotesSection number={5} kind="handover" {...shared} />
        <NotesSection number={6} kind="note" {...shared} />
        <NotesSection number={7} kind="review" {...shared} />
      </div>
    </>
  );
}
