"use client";

import Link from "next/link";
import { momentText } from "#lib/pilots/core/place-text.ts";
import type { SessionLine } from "#lib/training/core/training-view.ts";
import { useServerNow } from "../../pilots/use-server-now.ts";
import { Mark as Glyph } from "../../ui/mark.tsx";
import { stateMarks, stateWords } from "./say-session.ts";
import styles from "./session.module.css";

type Props = { pilot: string; shown: readonly SessionLine[]; timeZone: string; nowMs: number };

/** The sessions; each row's link carries the focus, so that Enter opens it. */
export function SessionsTable({ pilot, shown, timeZone, nowMs }: Props) {
  const now = useServerNow(60_000) ?? nowMs;
  return (
    <div className="scroll-x">
      <table className={styles["list"]}>
        <thead>
          <tr>
            <th scope="col">Session</th>
            <th scope="col">Module</th>
            <th scope="col">State</th>
            <th scope="col">When</th>
            <th scope="col">Place, trainer</th>
            <th scope="col" className="number">
              Present
            </th>
            <th scope="col" className="number">
              Signed twice
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(
            ({ id, number, name, module, state, plannedFrom, plannedTo, place, trainer, booked, present, signed }) => (
              <tr key={id}>
                <td className="mono">
                  <Link data-session={number} href={`/${pilot}/training/sessions/${number}`}>
                    {name}
                  </Link>
                </td>
                <td className="wrap">
                  <strong>{module.code}</strong> {module.name}
                </td>
                <td>
                  <Glyph name={stateMarks[state]} /> {stateWords[state]}
                </td>
                <td>
                  {momentText(plannedFrom, timeZone, now)} to {momentText(plannedTo, timeZone, plannedFrom)}
                </td>
                <td className="wrap">
                  {place} <span className="second small">{trainer}</span>
                </td>
                <td className="number">
                  {state === "planned" || state === "called-off" ? `${booked} booked` : `${present} of ${booked}`}
                </td>
                <td className="number">{state === "planned" || state === "called-off" ? "–" : signed}</td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}
