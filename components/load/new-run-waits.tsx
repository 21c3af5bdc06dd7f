"use client";

import { useQuery } from "@tanstack/react-query";
import { everyRun } from "#lib/load/core/run-list.ts";
import type { RunRow } from "#lib/load/core/run-view.ts";
import { sameTarget } from "#lib/load/core/target-key.ts";
import { runsQuery } from "#lib/load/query.ts";
import type { PilotWithCounts, SystemChoice } from "#lib/pilots/query.ts";
import { Mark } from "../ui/mark.tsx";
import { siteTime } from "../ui/site-time.ts";
import styles from "./new-run-side.module.css";

type Props = { pilot: PilotWithCounts; target: SystemChoice; systems: readonly SystemChoice[] };

/** Another run at the same address goes first. */
export function WaitsFor({ pilot, target, systems }: Props) {
  const { data } = useQuery(runsQuery(pilot.slug, { ...everyRun, segment: "running" }));
  const run = data?.runs.find(({ systemName }) => {
    const its = systems.find(({ name }) => name === systemName);
    return its !== undefined && sameTarget(bare(its), bare(target));
  });
  if (run === undefined) return null;
  return (
    <p className={styles["waits"]} role="status">
      <Mark name="warning" /> {`${busyWith(run, pilot.timeZone)} The start waits until it has ended.`}
    </p>
  );
}

function busyWith({ number, systemName, startedAt, plannedSeconds }: RunRow, timeZone: string): string {
  if (startedAt === null) return `Run ${number} waits to load ${systemName}.`;
  const ends = new Date(Date.parse(startedAt) + plannedSeconds * 1000);
  return `Run ${number} is loading ${systemName} until about ${siteTime(ends, timeZone, false)}.`;
}

function bare({ baseUrl }: SystemChoice) {
  return { baseUrl, addresses: [] };
}
