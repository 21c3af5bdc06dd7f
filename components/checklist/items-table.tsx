"use client";

import { memo } from "react";
import type { ItemView } from "#lib/checklist/core/checklist-view.ts";
import { plateOf } from "../launch/station-detail.tsx";
import { ageText } from "../launch/stations-table.tsx";
import { staysHere } from "../shadow/groups-bar.tsx";
import { StatePlate } from "../ui/state-plate.tsx";
import styles from "./checklist.module.css";
import { rowId } from "./use-chosen-item.ts";

type Props = {
  items: readonly ItemView[];
  chosen: string | null;
  nowMs: number | null;
  label: string;
  onChoose(item: string): void;
};

/** Checks of a list, each with what was seen. */
export function ItemsTable({ items, chosen, nowMs, label, onChoose }: Props) {
  return (
    <div className="scroll-x">
      <table className={styles["items"]}>
        <caption className="visually-hidden">Checks of {label}</caption>
        <thead>
          <tr>
            <th scope="col">No.</th>
            <th scope="col">Check, and what was seen</th>
            <th scope="col">State</th>
            <th scope="col" className={styles["person"]}>
              Performer
            </th>
            <th scope="col" className={styles["person"]}>
              Verifier
            </th>
            <th scope="col" className="number">
              Expires in
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <Row
              key={item.id}
              item={item}
              isChosen={item.id === chosen}
              expires={expiresText(item, nowMs)}
              onChoose={onChoose}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RowProps = { item: ItemView; isChosen: boolean; expires: string; onChoose(item: string): void };

/** Made again only when something in it changed. */
const Row = memo(function Row({ item, isChosen, expires, onChoose }: RowProps) {
  const { id, number, title, isKiller, standing } = item;
  return (
    <tr className={isChosen ? styles["chosen"] : undefined}>
      <td className="mono">{number}</td>
      <td className={styles["what"]}>
        {isKiller ? <span className="tag">KILLER</span> : null}{" "}
        <a
          id={rowId(id)}
          href={`?item=${id}`}
          className="wrap"
          aria-current={isChosen ? "true" : undefined}
          onClick={(event) => staysHere(event, () => onChoose(id))}
        >
          {title}
        </a>
        <span className={`second small wrap ${styles["seen"]}`}>{standing.sentence}</span>
      </td>
      <td>
        <StatePlate state={plateOf(standing.kind, isKiller)} />
      </td>
      <td className={`wrap ${styles["person"]}`}>{performerOf(item)}</td>
      <td className={`wrap ${styles["person"]}`}>{verifierOf(item)}</td>
      <td className="number">{expires}</td>
    </tr>
  );
});

function performerOf({ rule, answer }: ItemView): string {
  if (rule.kind === "probe") return "probe";
  if (rule.kind === "linked") return "evidence";
  return answer === null || answer.isWithdrawn ? "–" : answer.by;
}

function verifierOf({ needsVerification, answer, verified }: ItemView): string {
  if (!needsVerification) return "–";
  return answer?.isWithdrawn === false && verified !== null ? verified.by : "not verified";
}

function expiresText({ standing: { expiresAt } }: ItemView, nowMs: number | null): string {
  if (expiresAt === null || nowMs === null) return "–";
  return expiresAt >= nowMs ? ageText(expiresAt - nowMs) : `${ageText(nowMs - expiresAt)} over`;
}
