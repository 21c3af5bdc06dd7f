"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { readinessHistoryQuery } from "#lib/launch/browser/readiness-query.ts";
import { stationStates } from "#lib/launch/core/readiness-view.ts";
import { momentText } from "#lib/pilots/core/place-text.ts";
import { useServerNow } from "../pilots/use-server-now.ts";
import { Problem } from "../ui/problem.tsx";
import { type PlateState, StatePlate } from "../ui/state-plate.tsx";
import styles from "./launch.module.css";

const isState = (text: string | null): text is PlateState => stationStates.some((one) => one === text);
const fewest = 10;

/** When a station became red, and why; newest first. */
export function HistorySection({ pilot, timeZone }: { pilot: string; timeZone: string }) {
  const { data, error } = useQuery(readinessHistoryQuery(pilot));
  const [shows, setShows] = useState(fewest);
  const nowMs = useServerNow(10_000);
  const changes = data?.changes ?? [];
  return (
    <section className="section" aria-labelledby="history">
      <h2 id="history">How readiness changed</h2>
      {error === null ? null : <Problem error={error} />}
      {data !== undefined && changes.length === 0 ? (
        <p className={`second ${styles["empty"]}`}>No change so far.</p>
      ) : null}
      {changes.length === 0 ? null : (
        <div className="scroll-x">
          <table>
            <thead>
              <tr>
                <th>When</th>
                <th>What</th>
                <th>Became</th>
                <th>Was</th>
                <th>Why</th>
              </tr>
            </thead>
            <tbody>
              {changes.slice(0, shows).map(({ sequence, at, station, before, after, sentence }) => (
                <tr key={sequence}>
                  <td className={styles["whole"]}>{momentText(at, timeZone, nowMs ?? at)}</td>
                  <td className={styles["whole"]}>{station ?? <strong>The launch</strong>}</td>
                  <td>{isState(after) ? <StatePlate state={after} /> : "not on the plan"}</td>
                  <td className={`second ${styles["whole"]}`}>{before ?? "–"}</td>
                  <td className={styles["reason"]}>{sentence}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {changes.length > shows ? (
        <button type="button" className="button link" onClick={() => setShows(shows + 50)}>
          Show more of {changes.length}
        </button>
      ) : null}
    </section>
  );
}
