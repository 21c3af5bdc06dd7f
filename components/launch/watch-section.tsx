"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { checklistsQuery } from "#lib/checklist/query.ts";
import { Section } from "../pilots/section.tsx";
import { useServerNow } from "../pilots/use-server-now.ts";
import { Problem } from "../ui/problem.tsx";
import { StatePlate } from "../ui/state-plate.tsx";
import styles from "./plan.module.css";
import { plateOf } from "./station-detail.tsx";
import { ageText } from "./stations-table.tsx";

/** What the machine looks at by itself, live: the watch list of the first day. */
export function WatchSection({ number, pilot }: { number: number; pilot: string }) {
  const { data, error } = useQuery(checklistsQuery(pilot));
  const nowMs = useServerNow(1_000);
  const probes = (data?.lists ?? []).flatMap(({ items }) => items).filter(({ rule }) => rule.kind === "probe");
  const worst = [...probes].sort((a, b) => Number(a.standing.kind === "good") - Number(b.standing.kind === "good"));
  const end = <Link href={`/${pilot}/checklist`}>Checklist</Link>;
  return (
    <Section number={number} id="watch" title="Watch list" note="probes, the worst first" end={end}>
      {error === null ? null : <Problem error={error} />}
      {data !== undefined && probes.length === 0 ? (
        <p className={`second ${styles["note"]}`}>
          No probe is planned. Such as: errors over 5 %, p95 over 1 s, memory over 80 %.
        </p>
      ) : null}
      {probes.length === 0 ? null : (
        <div className="scroll-x">
          <table>
            <thead>
              <tr>
                <th>State</th>
                <th>Check</th>
                <th>What was seen</th>
                <th className="number">Age</th>
              </tr>
            </thead>
            <tbody>
              {worst.map(({ id, title, isKiller, standing }) => (
                <tr key={id}>
                  <td>
                    <StatePlate state={plateOf(standing.kind, isKiller)} />
                  </td>
                  <th scope="row" className={`row-name ${styles["long"]}`}>
                    <Link href={`/${pilot}/checklist?item=${id}`}>{title}</Link>
                  </th>
                  <td className={styles["long"]}>{standing.sentence}</td>
                  <td className="number">
                    {nowMs === null || standing.at === null ? "–" : ageText(nowMs - standing.at)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}
