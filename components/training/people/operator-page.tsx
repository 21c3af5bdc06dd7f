"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { operatorQuery, operatorRecord } from "#lib/training/browser/people-query.ts";
import type { OperatorView } from "#lib/training/core/people-view.ts";
import settings from "../../pilots/settings.module.css";
import { Problem } from "../../ui/problem.tsx";
import { TrainingTabs } from "../training-tabs.tsx";
import { OperatorFacts } from "./operator-facts.tsx";
import { OperatorPin } from "./operator-pin.tsx";
import { OperatorModules, OperatorSessions } from "./operator-record.tsx";

type Props = {
  pilot: string;
  operatorId: string;
  first: OperatorView;
  timeZone: string;
  may: { change: boolean; reset: boolean };
};

/** One person: who they are, what they need and have, where they were trained. */
export function OperatorPage({ pilot, operatorId, first, timeZone, may }: Props) {
  const { data: view = first, error } = useQuery({ ...operatorQuery(pilot, operatorId), initialData: first });
  const { badge, name, removedAt } = view.operator;
  const isHere = removedAt === null;
  return (
    <>
      <header className="page-header">
        <span className="code">{badge.length > 8 ? `${badge.slice(0, 7)}…` : badge}</span>
        <h1>{name}</h1>
        <Link href={`/${pilot}/training/operators`}>All operators</Link>
        <a href={operatorRecord(pilot, operatorId)}>Record as PDF</a>
        <TrainingTabs pilot={pilot} here="operators" />
      </header>
      {error === null ? null : <Problem error={error} />}
      <div className={settings["page"]}>
        <div className={settings["columns"]}>
          <div>
            <OperatorFacts {...{ pilot, view, timeZone }} mayChange={may.change && isHere} />
            <OperatorPin {...{ pilot, view }} mayReset={may.reset && isHere} />
          </div>
          <div>
            <OperatorModules {...{ view, timeZone }} />
          </div>
        </div>
        <OperatorSessions {...{ pilot, view, timeZone }} />
      </div>
    </>
  );
}
