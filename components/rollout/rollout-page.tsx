"use client";

import { useQuery } from "@tanstack/react-query";
import type { RolloutView } from "#lib/rollout/core/rollout-view.ts";
import { rolloutQuery } from "#lib/rollout/query.ts";
import { LaunchTabs } from "../launch/launch-tabs.tsx";
import settings from "../pilots/settings.module.css";
import { useServerNow } from "../pilots/use-server-now.ts";
import { LiveRegion } from "../ui/live-region.tsx";
import { Problem } from "../ui/problem.tsx";
import { BackClockSection } from "./back-clock-section.tsx";
import { PastSection } from "./past-section.tsx";
import { RolloutPlanSection } from "./plan-section.tsx";
import { RolloutHead } from "./rollout-head.tsx";
import type { RolloutChoices, RolloutPlace } from "./rollout-place.ts";
import { StagesSection } from "./stages-section.tsx";
import { TrafficSection } from "./traffic-section.tsx";
import { VitalsSection } from "./vitals-section.tsx";
import { WrittenSection } from "./written-section.tsx";

type Props = { place: RolloutPlace; first: RolloutView; choices: RolloutChoices };

/** How the traffic goes over to the new system by stages, and back by two taps. */
export function RolloutPage({ place, first, choices }: Props) {
  const { data: view = first, error } = useQuery({ ...rolloutQuery(place.pilot), initialData: first });
  const nowMs = useServerNow(1_000);
  const { rollout } = view;
  const isBack = rollout !== null && rollout.state.back !== null;
  const hasStages = view.plan !== null || rollout !== null;
  let last = 0;
  const number = () => {
    last += 1;
    return last;
  };
  return (
    <>
      <header className="page-header">
        <span className="code">RO</span>
        <h1>Rollout</h1>
        <p className="second">Over to the new system by stages, and back by two taps</p>
        <LaunchTabs pilot={place.pilot} here="rollout" />
      </header>
      {error === null ? null : <Problem error={error} />}
      <RolloutHead place={place} view={view} nowMs={nowMs} />
      <div className={settings["page"]}>
        {isBack ? <BackClockSection number={number()} place={place} rollout={rollout} nowMs={nowMs} /> : null}
        {hasStages ? <StagesSection number={number()} view={view} nowMs={nowMs} /> : null}
        {hasStages ? <TrafficSection number={number()} view={view} nowMs={nowMs} /> : null}
        {hasStages ? <VitalsSection number={number()} view={view} nowMs={nowMs} /> : null}
        {isBack ? <WrittenSection number={number()} place={place} rollout={rollout} /> : null}
        <RolloutPlanSection number={number()} place={place} view={view} choices={choices} />
        <PastSection number={number()} place={place} past={view.past} />
      </div>
      <LiveRegion
        says={rollout?.stands ?? ""}
        alarm={isBack && rollout.endedAt === null ? "The rollback was called." : ""}
      />
    </>
  );
}
