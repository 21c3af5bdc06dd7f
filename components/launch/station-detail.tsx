import Link from "next/link";
import type { StandingKind } from "#lib/checklist/core/item.ts";
import type { Station } from "#lib/launch/core/readiness-view.ts";
import { momentText } from "#lib/pilots/core/place-text.ts";
import { type PlateState, StatePlate } from "../ui/state-plate.tsx";
import styles from "./launch.module.css";
import { ageText } from "./stations-table.tsx";

type Props = { station: Station; timeZone: string; nowMs: number | null };

/** An item's standing as a state word; a failed killer item stops the launch, another holds it. */
export function plateOf(kind: StandingKind, isKiller: boolean): PlateState {
  if (kind === "good") return "GO";
  if (kind === "failed") return isKiller ? "NO-GO" : "HOLD";
  const states = { open: "OPEN", running: "RUNNING", inconclusive: "HOLD", stale: "STALE", waived: "WAIVED" } as const;
  return states[kind];
}

/** What a station rests on. */
export function StationDetail({ station, timeZone, nowMs }: Props) {
  if (station.items.length === 0) return <p className="second">No check belongs to this station yet.</p>;
  return (
    <table>
      <caption className="visually-hidden">Checks of {station.name}</caption>
      <thead>
        <tr>
          <th>No.</th>
          <th>Check</th>
          <th>State</th>
          <th>What was seen</th>
          <th className="number">Age</th>
          <th>Counts until</th>
        </tr>
      </thead>
      <tbody>
        {station.items.map(({ id, number, title, isKiller, standing, href }) => (
          <tr key={id}>
            <td className="mono">{number}</td>
            <td>
              {isKiller ? <span className="tag">KILLER</span> : null} <Link href={href}>{title}</Link>
            </td>
            <td>
              <StatePlate state={plateOf(standing.kind, isKiller)} />
            </td>
            <td className={styles["reason"]}>{standing.sentence}</td>
            <td className="number">{nowMs === null || standing.at === null ? "–" : ageText(nowMs - standing.at)}</td>
            <td>{standing.expiresAt === null ? "–" : momentText(standing.expiresAt, timeZone, nowMs ?? 0)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
