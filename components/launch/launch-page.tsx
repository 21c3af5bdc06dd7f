"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { planQuery } from "#lib/launch/browser/plan-query.ts";
import { pollQuery, pollsQuery, readinessQuery } from "#lib/launch/browser/readiness-query.ts";
import type { PlanView } from "#lib/launch/core/plan.ts";
import type { ListedPoll, PollView } from "#lib/launch/core/poll-view.ts";
import type { Readiness } from "#lib/launch/core/readiness-view.ts";
import type { PilotFacts } from "#lib/pilots/core/place.ts";
import type { RolloutView } from "#lib/rollout/core/rollout-view.ts";
import { useFeed } from "../ui/feed-provider.tsx";
import { KeysHelp } from "../ui/keys-help.tsx";
import { LiveRegion } from "../ui/live-region.tsx";
import { Problem } from "../ui/problem.tsx";
import { BlockersSection } from "./blockers-section.tsx";
import { HistorySection } from "./history-section.tsx";
import styles from "./launch.module.css";
import { LaunchTabs } from "./launch-tabs.tsx";
import { NextSection } from "./next-section.tsx";
import { PollSection } from "./poll-section.tsx";
import { ReadinessHead } from "./readiness-head.tsx";
import { RolloutOpen } from "./rollout-open.tsx";
import { StationsTable } from "./stations-table.tsx";

type LaunchFirst = {
  readiness: Readiness;
  polls: readonly ListedPoll[];
  poll: PollView | null;
  plan: PlanView;
  rollout: RolloutView;
};
/** What the person at the screen may do here. */
export type Me = { id: string; name: string; isLead: boolean; isDecider: boolean };
type Props = { pilot: string; first: LaunchFirst; facts: PilotFacts; me: Me };

const agesEveryMs = 5_000;

const keys = [
  ["j, k", "next, previous station"],
  ["Enter", "what the station rests on"],
  ["c", "call the station"],
  ["Esc", "close"],
] as const;

/** What holds the launch, who is needed, and how long there is. */
export function LaunchPage({ pilot, first, facts, me }: Props) {
  const feed = useFeed();
  const { data: readiness = first.readiness, error } = useQuery({
    ...readinessQuery(pilot),
    initialData: first.readiness,
    // A probe that passes again changes nothing but the age of what it saw.
    refetchInterval: agesEveryMs,
  });
  const { data: polls } = useQuery({ ...pollsQuery(pilot), initialData: { polls: [...first.polls] } });
  const { data: plan = first.plan } = useQuery({ ...planQuery(pilot), initialData: first.plan });
  const newest = polls?.polls[0] ?? null;
  const poll = usePoll(pilot, newest, first.poll);
  const isStale = feed.phase !== "live" && feed.phase !== "connecting";
  const isEmpty = readiness.stations.every(({ items }) => items.length === 0);
  const { timeZone } = facts;
  return (
    <>
      <header className="page-header">
        <span className="code">GO</span>
        <h1>Launch</h1>
        <p className="second">Readiness is computed from evidence; people decide on top of it</p>
        <LaunchTabs pilot={pilot} here="readiness" />
        <KeysHelp keys={keys} />
      </header>
      {error === null ? null : <Problem error={error} />}
      <RolloutOpen {...{ pilot, timeZone }} first={first.rollout} mayAct={me.isLead} />
      <div className={isStale ? "was-live hatched" : undefined}>
        <ReadinessHead {...{ readiness, facts, isStale }} />
        {isEmpty ? <NothingPlanned pilot={pilot} isLead={me.isLead} /> : null}
        <StationsTable {...{ pilot, readiness, me, timeZone }} hasPoll={newest !== null && newest.closed === null} />
        <div className={styles["columns"]}>
          <BlockersSection readiness={readiness} />
          <PollSection {...{ pilot, readiness, poll, me, timeZone }} />
        </div>
        <div className="sections">
          <NextSection {...{ pilot, plan, timeZone }} />
          <HistorySection {...{ pilot, timeZone }} />
        </div>
      </div>
      <LiveRegion
        says={`${readiness.overall}. ${readiness.sentence}`}
        alarm={readiness.overall === "NO-GO" ? `NO-GO. ${readiness.sentence}` : ""}
      />
    </>
  );
}

/** The newest poll, open or closed; null where none was ever opened. */
function usePoll(pilot: string, newest: ListedPoll | null, first: PollView | null): PollView | null {
  const number = newest?.number ?? 0;
  const { data } = useQuery({
    ...pollQuery(pilot, number),
    enabled: newest !== null,
    ...(first !== null && first.number === number ? { initialData: { poll: first } } : {}),
  });
  return data?.poll ?? null;
}

function NothingPlanned({ pilot, isLead }: { pilot: string; isLead: boolean }) {
  return (
    <p className={styles["head"]}>
      <span className={styles["words"]}>
        No check is planned yet, so nothing can be called.{" "}
        {isLead ? (
          <>
            Begin with a plan that fits your team, or add lists of your own:{" "}
            <Link href={`/${pilot}/launch/plan`}>launch plan</Link>, <Link href={`/${pilot}/checklist`}>checklist</Link>
            .
          </>
        ) : (
          "A project lead begins with a plan."
        )}
      </span>
    </p>
  );
}
