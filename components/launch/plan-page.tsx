"use client";

import { useQuery } from "@tanstack/react-query";
import { planQuery } from "#lib/launch/browser/plan-query.ts";
import type { PlanView } from "#lib/launch/core/plan.ts";
import settings from "../pilots/settings.module.css";
import { Problem } from "../ui/problem.tsx";
import { LaunchTabs } from "./launch-tabs.tsx";
import { RehearsalsSection } from "./rehearsals-section.tsx";
import { RisksSection } from "./risks-section.tsx";
import { StationsSection, WantedSection } from "./stations-section.tsx";
import { StepsSection } from "./steps-section.tsx";
import { TemplateSection } from "./template-section.tsx";

type Props = { pilot: string; first: PlanView; timeZone: string; practice: boolean; mayPlan: boolean };

/** Everything that is laid down before the launch. */
export function PlanPage({ pilot, first, timeZone, practice, mayPlan }: Props) {
  const { data: plan = first, error } = useQuery({ ...planQuery(pilot), initialData: first });
  const { steps, lists } = plan;
  // Whoever has a plan comes for the plan; whoever has none, for one to begin with.
  const hasBegun = plan.templates.length > 0 || steps.length > 0;
  const templates = <TemplateSection number={hasBegun ? 9 : 1} pilot={pilot} used={plan.templates} mayPlan={mayPlan} />;
  const shared = { pilot, steps, lists, timeZone, mayPlan };
  // A plan that asks for nobody has no such section, and no gap in the numbers.
  const before = plan.wanted.length === 0 ? 2 : 3;
  return (
    <>
      <header className="page-header">
        <span className="code">PLAN</span>
        <h1>Launch plan</h1>
        <p className="second">What is done when, by whom, and what may go wrong</p>
        <LaunchTabs pilot={pilot} here="plan" />
      </header>
      {error === null ? null : <Problem error={error} />}
      <div className={settings["page"]}>
        {hasBegun ? null : templates}
        <StationsSection number={2} {...{ pilot, plan, mayPlan }} />
        <WantedSection number={3} {...{ pilot, plan }} />
        <StepsSection
          number={before + 1}
          id="programme"
          title="Programme"
          note="days before and after the launch"
          empty="No day is planned. Such as: L-3 d, shadow mode, first day."
          part="programme"
          {...shared}
        />
        <StepsSection
          number={before + 2}
          id="sequence"
          title="Launch-day sequence"
          note="minutes from the window's beginning"
          empty="No step is planned. Such as: L-00:30, legacy stops taking new lots."
          part="sequence"
          {...shared}
        />
        <StepsSection
          number={before + 3}
          id="hypercare"
          title="After the launch"
          note="what is looked at in the first day"
          empty="Nothing is planned. Such as: L+04:00, open incidents and figures."
          part="hypercare"
          {...shared}
        />
        <RisksSection number={before + 4} {...{ pilot, mayPlan }} risks={plan.risks} />
        <RehearsalsSection
          number={before + 5}
          rehearsals={plan.rehearsals}
          {...{ pilot, timeZone, practice, mayPlan }}
        />
        {hasBegun ? templates : null}
      </div>
    </>
  );
}
