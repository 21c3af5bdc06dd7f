"use client";

import { useQuery } from "@tanstack/react-query";
import { modulesQuery } from "#lib/training/browser/people-query.ts";
import type { ModulesView } from "#lib/training/core/people-view.ts";
import settings from "../../pilots/settings.module.css";
import { Problem } from "../../ui/problem.tsx";
import { TrainingTabs } from "../training-tabs.tsx";
import { ModulesSection } from "./modules-section.tsx";
import { RequirementsSection } from "./requirements-section.tsx";

type Props = { pilot: string; first: ModulesView; timeZone: string; mayChange: boolean };

/** What is taught, and who has to know it. */
export function ModulesPage({ pilot, first, timeZone, mayChange }: Props) {
  const { data: view = first, error } = useQuery({ ...modulesQuery(pilot), initialData: first });
  return (
    <>
      <header className="page-header">
        <span className="code">TR-mod</span>
        <h1>Modules</h1>
        <p className="second">What is taught, and which role needs it</p>
        <TrainingTabs pilot={pilot} here="modules" />
      </header>
      {error === null ? null : <Problem error={error} />}
      <div className={settings["page"]}>
        <ModulesSection {...{ pilot, view, timeZone, mayChange }} />
        <RequirementsSection {...{ pilot, view, mayChange }} />
      </div>
    </>
  );
}
