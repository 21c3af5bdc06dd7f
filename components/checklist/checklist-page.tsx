"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ChecklistsView, ListView } from "#lib/checklist/core/checklist-view.ts";
import { type PausePoint, pausePoints } from "#lib/checklist/core/item.ts";
import { checklistsQuery } from "#lib/checklist/query.ts";
import type { PilotFacts } from "#lib/pilots/core/place.ts";
import { useServerNow } from "../pilots/use-server-now.ts";
import { useFeed } from "../ui/feed-provider.tsx";
import { KeysHelp } from "../ui/keys-help.tsx";
import { LiveRegion } from "../ui/live-region.tsx";
import { Problem } from "../ui/problem.tsx";
import styles from "./checklist.module.css";
import { ItemPane } from "./item-pane.tsx";
import { NothingListed } from "./nothing-listed.tsx";
import { PointSection } from "./point-section.tsx";
import { PointsBar } from "./points-bar.tsx";
import { useChecklistAsked } from "./use-checklist-asked.ts";

/** The person at the screen, and what they may do here. */
export type Me = { id: string; name: string; mayAct: boolean; mayOpen: boolean; mayVerify: boolean; mayGrant: boolean };
/** What every part of the page is about. */
export type Place = { pilot: string; timeZone: string; me: Me };
type Props = { pilot: string; first: ChecklistsView; facts: PilotFacts; me: Me };

const agesEveryMs = 5_000;

const keys = [
  ["j, k", "next, previous check"],
  ["Enter", "go into the check"],
  ["y, n", "it holds, it does not hold"],
  ["p", "probe again"],
  ["v", "confirm somebody else's answer"],
  ["w", "ask for a waiver, or grant one"],
  ["/", "find a check"],
  ["Esc", "back to its row"],
] as const;

/** What has to be seen before each step of a launch, and what was seen. */
export function ChecklistPage({ pilot, first, facts, me }: Props) {
  const feed = useFeed();
  const { data: view = first, error } = useQuery({
    ...checklistsQuery(pilot),
    initialData: first,
    refetchInterval: agesEveryMs,
  });
  const [asked, ask] = useChecklistAsked();
  const nowMs = useServerNow(1_000);
  const point = chosenPoint(view, asked);
  const lists = view.lists.filter(({ pausePoint }) => pausePoint === point);
  const isStale = feed.phase !== "live" && feed.phase !== "connecting";
  const place = { pilot, timeZone: facts.timeZone, me };
  const choose = (next: PausePoint) => ask({ point: next, item: null }, "push");
  return (
    <>
      <ChecklistHeader pilot={pilot} view={view} />
      {error === null ? null : <Problem error={error} />}
      <div className={isStale ? "was-live hatched" : undefined}>
        {view.lists.length === 0 ? <NothingListed {...{ place, point }} /> : null}
        <PointsBar {...{ place, view, point, nowMs, window: facts.window }} onChoose={choose} />
        {view.lists.length === 0 ? null : (
          <div className={styles["columns"]}>
            <PointSection key={point} {...{ place, point, lists, nowMs, asked, ask }} />
            <div className={styles["beside"]}>
              {asked.item === null ? (
                <HowToAnswer />
              ) : (
                <ItemPane key={asked.item} {...{ place, nowMs, lists }} item={asked.item} />
              )}
            </div>
          </div>
        )}
      </div>
      <LiveRegion says={saidCounts(lists)} alarm={killerAlarm(lists)} />
    </>
  );
}

function ChecklistHeader({ pilot, view }: { pilot: string; view: ChecklistsView }) {
  const all = view.lists.reduce((sum, { items }) => sum + items.length, 0);
  return (
    <header className="page-header">
      <span className="code">CL</span>
      <h1>Checklist</h1>
      <p className="second">
        {all} {all === 1 ? "check" : "checks"} at {pausePoints.length} pause points; work stops at each until it is
        answered
      </p>
      <span className="end">
        <Link className="button" href={`/${pilot}/launch/documents`} prefetch={false}>
          Print list
        </Link>
      </span>
      <KeysHelp keys={keys} />
    </header>
  );
}

function HowToAnswer() {
  return (
    <section className={styles["pane"]} aria-labelledby="how">
      <h2 id="how">A check at a time</h2>
      <p className="second">
        Choose a check with <span className="key">j</span> and <span className="key">k</span>, and go into it with{" "}
        <span className="key">Enter</span>. A probe answers by itself; everything else is answered by what a person
        sees. <span className="key">?</span> shows all keys.
      </p>
    </section>
  );
}

/** The one that the address names or its item belongs to, else the first that is not done. */
function chosenPoint({ lists }: ChecklistsView, asked: { point: PausePoint | null; item: string | null }): PausePoint {
  const ofItem = lists.find(({ items }) => items.some(({ id }) => id === asked.item))?.pausePoint;
  const isDone = ({ counts, items }: ListView) => counts.good + counts.waived === items.length;
  const next = lists.find((list) => !isDone(list)) ?? lists[0];
  return ofItem ?? asked.point ?? next?.pausePoint ?? "pre-launch";
}

function saidCounts(lists: readonly ListView[]): string {
  const sum = (kind: "good" | "failed") => lists.reduce((all, { counts }) => all + counts[kind], 0);
  const all = lists.reduce((n, { items }) => n + items.length, 0);
  return `${sum("good")} of ${all} checks hold, ${sum("failed")} do not`;
}

function killerAlarm(lists: readonly ListView[]): string {
  const failed = lists.flatMap(({ items }) => items.filter((one) => one.isKiller && one.standing.kind === "failed"));
  return failed.map(({ title, standing }) => `NO-GO. ${title}. ${standing.sentence}`).join(" ");
}
