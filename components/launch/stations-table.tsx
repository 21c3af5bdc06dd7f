"use client";

import Link from "next/link";
import { useState } from "react";
import type { Readiness, Station } from "#lib/launch/core/readiness-view.ts";
import { momentText } from "#lib/pilots/core/place-text.ts";
import { useServerNow } from "../pilots/use-server-now.ts";
import { StatePlate } from "../ui/state-plate.tsx";
import { useKeys } from "../ui/use-keys.ts";
import { CallForm, LiftForm } from "./call-form.tsx";
import styles from "./launch.module.css";
import type { Me } from "./launch-page.tsx";
import { StationDetail } from "./station-detail.tsx";

type Props = { pilot: string; readiness: Readiness; me: Me; timeZone: string; hasPoll: boolean };
type Open = { station: string; what: "detail" | "call" | "lift" } | null;

/** One line a station: its state by evidence and calls, the one reason, and who called what. */
export function StationsTable({ pilot, readiness, me, timeZone, hasPoll }: Props) {
  const { stations } = readiness;
  const [open, setOpen] = useState<Open>(null);
  const nowMs = useServerNow(1_000);
  const at = stations.findIndex(({ name }) => name === open?.station);
  const go = (index: number) => {
    const next = stations[Math.max(0, Math.min(stations.length - 1, index))];
    if (next === undefined) return;
    setOpen({ station: next.name, what: "detail" });
    document.getElementById(`station-${index}`)?.scrollIntoView({ block: "nearest" });
  };
  const chosen = stations[at];
  useKeys({
    j: () => go(at + 1),
    k: () => go(at - 1),
    c: () => (chosen && owns(chosen, me) ? setOpen({ station: chosen.name, what: "call" }) : undefined),
    Escape: () => setOpen(null),
  });
  return (
    <div className="scroll-x">
      <table className={styles["stations"]}>
        <thead>
          <tr>
            <th>No.</th>
            <th>Station</th>
            <th>State</th>
            <th>The one reason</th>
            <th className="number">Age</th>
            <th>Person’s call</th>
            <th aria-label="Acts" />
          </tr>
        </thead>
        <tbody>
          {stations.map((station, index) => (
            <StationRow
              key={station.name}
              {...{ pilot, station, index, me, timeZone, nowMs, hasPoll }}
              open={open?.station === station.name ? open.what : null}
              onOpen={(what) => setOpen(what === null ? null : { station: station.name, what })}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function owns({ owners }: Station, me: Me): boolean {
  return owners.some(({ id }) => id === me.id);
}

type RowProps = {
  pilot: string;
  station: Station;
  index: number;
  me: Me;
  timeZone: string;
  nowMs: number | null;
  hasPoll: boolean;
  open: "detail" | "call" | "lift" | null;
  onOpen(what: "detail" | "call" | "lift" | null): void;
};

function StationRow(props: RowProps) {
  const { station, index, timeZone, nowMs, open, onOpen } = props;
  const toggle = () => onOpen(open === "detail" ? null : "detail");
  return (
    <>
      <tr id={`station-${index}`} className={open === null ? undefined : styles["chosen"]}>
        <td className="mono second">S{index + 1}</td>
        <th scope="row" className={`row-name ${styles["name"]}`}>
          <button type="button" className="button link" aria-expanded={open === "detail"} onClick={toggle}>
            {station.name}
          </button>
        </th>
        <td>
          <StatePlate state={station.state} />
        </td>
        <td className={styles["reason"]}>
          <Link href={station.href}>{station.sentence}</Link>
        </td>
        <td className="number">
          {nowMs === null || station.evidenceAt === null ? "–" : ageText(nowMs - station.evidenceAt)}
        </td>
        <td className={styles["call"]}>
          <Call {...{ station, timeZone, nowMs }} />
        </td>
        <td className={styles["acts-cell"]}>
          <RowActs {...props} />
        </td>
      </tr>
      {open === null ? null : (
        <tr>
          <td />
          <td colSpan={6} className={styles["detail"]}>
            <Opened {...props} />
          </td>
        </tr>
      )}
    </>
  );
}

function Opened({ pilot, station, timeZone, nowMs, hasPoll, open, onOpen }: RowProps) {
  const onClose = () => onOpen(null);
  if (open === "call") return <CallForm {...{ pilot, station, hasPoll, onClose }} />;
  if (open === "lift" && station.call !== null)
    return <LiftForm {...{ pilot, onClose }} call={station.call} name={station.name} />;
  return <StationDetail {...{ station, timeZone, nowMs }} />;
}

function RowActs({ station, me, open, onOpen }: RowProps) {
  const { call } = station;
  const holdsBack = call?.stands === true && (call.call === "no-go" || call.call === "hold");
  const mayLift = holdsBack && (owns(station, me) || me.isLead || me.isDecider);
  return (
    <>
      {owns(station, me) && open !== "call" ? (
        <button type="button" className="button" onClick={() => onOpen("call")}>
          Call<span className="visually-hidden"> {station.name}</span>
        </button>
      ) : null}
      {mayLift && open !== "lift" ? (
        <button type="button" className="button link" onClick={() => onOpen("lift")}>
          Lift<span className="visually-hidden"> the call of {station.name}</span>
        </button>
      ) : null}
    </>
  );
}

const words = {
  go: "GO",
  "go-with-conditions": "GO",
  hold: "HOLD",
  "no-go": "NO-GO",
  abstain: "NOT POLLED",
} as const;

/** Who called what, when; what fell, and why. */
function Call({ station, timeZone, nowMs }: Pick<RowProps, "station" | "timeZone" | "nowMs">) {
  const { call, owners } = station;
  // A line ends between names, not within one.
  const names = owners.map(({ name }) => name.replaceAll(" ", "\u00a0")).join(", ");
  if (call === null)
    return (
      <>
        <StatePlate state="NOT POLLED" /> <span className="second">{names === "" ? "no owner yet" : names}</span>
      </>
    );
  return (
    <>
      <StatePlate state={words[call.call]} isStruck={!call.stands} /> {call.by}{" "}
      <span className="second">{momentText(call.at, timeZone, nowMs ?? call.at)}</span>
      {call.call === "abstain" ? <span className="second"> abstained</span> : null}
      {call.conditions.map(({ what, owner, by }) => (
        <span key={what} className="second small">
          {" "}
          on condition: {what} ({owner}, by {by})
        </span>
      ))}
      {call.moved === null ? null : (
        <span className={styles["void"]}>
          {call.stands ? "evidence changed since" : "void"}{" "}
          {momentText(call.moved.at, timeZone, nowMs ?? call.moved.at)}: {call.moved.what}
        </span>
      )}
    </>
  );
}

/** "12 s", "4 min", "3 h", "8 d" */
export function ageText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}
