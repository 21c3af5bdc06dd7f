"use client";

import type { DisplayView } from "#lib/displays/core/display.ts";
import { agoText, boardsText, type DisplayState, displayState } from "#lib/displays/core/display-state.ts";
import { Mark, type MarkName } from "../ui/mark.tsx";
import styles from "./displays.module.css";

const looks: Readonly<Record<DisplayState, { mark: MarkName; style: string }>> = {
  LIVE: { mark: "go", style: "plate-quiet" },
  STALE: { mark: "stale", style: "plate-hatched" },
  SILENT: { mark: "stale", style: "plate-hatched" },
  "OLD VERSION": { mark: "warning", style: "plate-hold" },
  "NOT SEEN YET": { mark: "not-polled", style: "plate-dashed" },
  REVOKED: { mark: "locked", style: "plate-outline" },
};

function DisplayPlate({ state }: { state: DisplayState }) {
  const { mark, style } = looks[state];
  return (
    <span className={`plate ${style}`}>
      <Mark name={mark} />
      {state}
    </span>
  );
}

type Props = {
  displays: readonly DisplayView[];
  now: number;
  chosen: string | null;
  onChoose(id: string): void;
};

export function DisplaysTable({ displays, now, chosen, onChoose }: Props) {
  if (displays.length === 0) return null;
  return (
    <div className="scroll-x">
      <table className={styles["displays"]}>
        <thead>
          <tr>
            <th scope="col">No.</th>
            <th scope="col">Display, place</th>
            <th scope="col">State</th>
            <th scope="col" className="number">
              Last seen
            </th>
            <th scope="col">Board</th>
            <th scope="col" className="number">
              Resolution
            </th>
            <th scope="col" className="number">
              Version
            </th>
          </tr>
        </thead>
        <tbody>
          {displays.map((one) => (
            <Row key={one.id} display={one} now={now} isChosen={one.id === chosen} onChoose={onChoose} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RowProps = { display: DisplayView; now: number; isChosen: boolean; onChoose(id: string): void };

function Row({ display, now, isChosen, onChoose }: RowProps) {
  const { id, number, name, place, boards, report, lastSeenAt } = display;
  return (
    <tr className={isChosen ? styles["chosen"] : undefined} aria-current={isChosen ? "true" : undefined}>
      <td>D{number}</td>
      <th scope="row" className="wrap">
        <button type="button" className="button link" onClick={() => onChoose(id)}>
          {name}
        </button>
        <span className={`second ${styles["place"]}`}>{place}</span>
      </th>
      <td>
        <DisplayPlate state={displayState(display, now)} />
      </td>
      <td className="number" suppressHydrationWarning>
        {lastSeenAt === null ? "–" : agoText(now - lastSeenAt)}
      </td>
      <td className={styles["turn"]}>{boardsText(boards)}</td>
      <td className="number">{report === null ? "–" : `${report.width} × ${report.height}`}</td>
      <td className="number" title={report?.version}>
        {report === null ? "–" : withoutBuild(report.version)}
      </td>
    </tr>
  );
}

/** Which build it is tells nobody anything; whether it is an old one stands in its state. */
const withoutBuild = (version: string) => version.replace(/\+.*$/, "");
