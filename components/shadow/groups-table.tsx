"use client";

import { memo, useEffect, useState } from "react";
import { count } from "#lib/load/core/say.ts";
import type { ListedGroup } from "#lib/shadow/core/shadow-view.ts";
import { Mark } from "../ui/mark.tsx";
import { staysHere } from "./groups-bar.tsx";
import { dayAndTime, dispositionWord, kindWords, sharePercent, standingText, stateWords } from "./say-shadow.ts";
import styles from "./shadow.module.css";
import { type ShadowAsked, shadowSearch } from "./shadow-address.ts";
import { TrendBars } from "./trend-bars.tsx";

type Props = {
  asked: ShadowAsked;
  groups: readonly ListedGroup[];
  timeZone: string;
  onChoose(group: number): void;
};

const atATime = 50;

/** Groups of differences. So many rows at a time; the chosen one is always among them. */
export function GroupsTable({ asked, groups, timeZone, onChoose }: Props) {
  const [asFarAs, setAsFarAs] = useState(atATime);
  const chosenAt = groups.findIndex(({ number }) => number === asked.group);
  const shown = Math.max(asFarAs, Math.ceil((chosenAt + 1) / atATime) * atATime);
  useEffect(() => inView(asked.group), [asked.group]);
  const left = groups.length - shown;
  return (
    <div className={styles["groups"]}>
      <table>
        <thead>
          <tr>
            <th scope="col">Group</th>
            <th scope="col">Endpoint, field, kind</th>
            <th scope="col" className="number">
              Count
            </th>
            <th scope="col" className="number">
              Share
            </th>
            <th scope="col">First, last</th>
            <th scope="col">48 h</th>
            <th scope="col">Disposition, owner</th>
          </tr>
        </thead>
        <tbody>
          {groups.slice(0, shown).map((group) => (
            <Row
              key={group.number}
              group={group}
              href={shadowSearch({ ...asked, group: group.number })}
              isChosen={group.number === asked.group}
              timeZone={timeZone}
              onChoose={onChoose}
            />
          ))}
        </tbody>
      </table>
      {left <= 0 ? null : (
        <p className={styles["more"]}>
          <button type="button" className="button" onClick={() => setAsFarAs(shown + atATime)}>
            Show {count(Math.min(left, atATime))} more
          </button>{" "}
          <span className="second">{count(left)} are not shown</span>
        </p>
      )}
    </div>
  );
}

type RowProps = {
  group: ListedGroup;
  href: string;
  isChosen: boolean;
  timeZone: string;
  onChoose(group: number): void;
};

/** Made again only when something in it changed. */
const Row = memo(function Row({ group, href, isChosen, timeZone, onChoose }: RowProps) {
  const { number, endpoint, path, kind, isCritical, n, total, share, firstAt, lastAt, trend, standing } = group;
  return (
    <tr className={isChosen ? styles["chosen"] : undefined}>
      <td className={`mono ${styles["number"]}`}>
        <a
          id={rowId(number)}
          href={href}
          aria-current={isChosen ? "true" : undefined}
          aria-label={`SD-${number}, ${endpoint}, ${path}, ${kindWords[kind]}`}
          onClick={(event) => staysHere(event, () => onChoose(number))}
        >
          SD-{number}
        </a>
      </td>
      <td className={styles["what"]}>
        <span className="strong wrap">{endpoint}</span>{" "}
        {isCritical ? <span className={styles["critical"]}>CRITICAL</span> : null}
        <span className={styles["field"]}>
          <span className="mono wrap">{path}</span> {path === kind ? "" : kindWords[kind]}
        </span>
      </td>
      <td className="number strong" title={`ever: ${count(total)}`}>
        {count(n)}
      </td>
      <td className="number">{sharePercent(share)}</td>
      <td className={`small ${styles["times"]}`}>
        <time dateTime={firstAt}>{dayAndTime(firstAt, timeZone)}</time>
        <time dateTime={lastAt}>{dayAndTime(lastAt, timeZone)}</time>
      </td>
      <td>
        <TrendBars trend={trend} />
      </td>
      <td className={styles["stands"]}>
        {standing.disposition === null ? (
          <span>
            <Mark name="inconclusive" /> none
          </span>
        ) : (
          <span className="strong">{dispositionWord(standing.disposition)}</span>
        )}
        <span className="small">
          {standing.disposition === null
            ? standingText(standing)
            : standingText(standing) || stateWords[standing.state]}
        </span>
        <span className="small second wrap">{standing.owner ?? "nobody"}</span>
      </td>
    </tr>
  );
});

const rowId = (group: number) => `sd-${group}`;

/** The chosen row is brought into view, and the focus with it unless it is elsewhere for a reason. */
function inView(group: number | null): void {
  if (group === null) return;
  document.getElementById(rowId(group))?.closest("tr")?.scrollIntoView({ block: "nearest" });
}

export function focusRow(group: number): void {
  // After the row has been made.
  requestAnimationFrame(() => document.getElementById(rowId(group))?.focus({ preventScroll: true }));
}
