"use client";

import type { SwitchServer } from "#lib/rollout/core/driver.ts";
import type { RolloutView } from "#lib/rollout/core/rollout-view.ts";
import { ageText } from "../launch/stations-table.tsx";
import { Section } from "../pilots/section.tsx";
import { StatePlate } from "../ui/state-plate.tsx";
import styles from "./rollout.module.css";

const takesWords: Readonly<Record<SwitchServer["takes"], string>> = {
  all: "everything",
  "known-sessions": "known sessions only",
  nothing: "nothing",
};
const oldMs = 10_000;

/** What the switch does, as it says itself, and how long ago it was asked. */
export function TrafficSection({
  number,
  view: { reading },
  nowMs,
}: {
  number: number;
  view: RolloutView;
  nowMs: number | null;
}) {
  const age = reading?.readAt == null || nowMs === null ? null : nowMs - reading.readAt;
  const isOld = age === null || age > oldMs;
  const note = reading === null ? undefined : age === null ? "never read yet" : `read ${ageText(age)} ago`;
  return (
    <Section
      number={number}
      id="traffic"
      title="The switch"
      {...(note === undefined ? {} : { note })}
      end={isOld && reading !== null ? <StatePlate state="STALE" /> : null}
    >
      {reading === null ? (
        <p className={`second ${styles["note"]}`}>Nothing was read yet. Gantry asks the switch every few seconds.</p>
      ) : (
        <div className="scroll-x">
          <table className={`${styles["table"]}${isOld ? " hatched" : ""}`}>
            <thead>
              <tr>
                <th>Server</th>
                <th>Side</th>
                <th className="number">Weight</th>
                <th>Takes</th>
                <th>Health</th>
                <th className="number">Connections</th>
              </tr>
            </thead>
            <tbody>
              {reading.servers.map(({ name, side, weight, takes, healthy, sessions }) => (
                <tr key={name}>
                  <th scope="row" className={`row-name ${styles["name"]}`}>
                    {name}
                  </th>
                  <td>{side}</td>
                  <td className="number">{weight}</td>
                  <td>{takesWords[takes]}</td>
                  <td>{healthy === null ? "not looked at" : healthy ? "answers well" : "does not answer well"}</td>
                  <td className="number">{sessions ?? "–"}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}
