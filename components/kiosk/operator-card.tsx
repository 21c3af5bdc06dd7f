"use client";

import { Mark } from "#components/ui/mark.tsx";
import type { KioskOperator } from "#lib/training/core/kiosk-view.ts";
import type { Card } from "./card-state.ts";
import styles from "./kiosk.module.css";
import { useMessages } from "./use-messages.ts";
import { isLong } from "./who-signs.tsx";

type Props = { operator: KioskOperator; card: Card; onOpen(): void };

/** The whole place is the target; who cannot sign is not a button, and reads why. */
export function OperatorCard({ operator, card, onOpen }: Props) {
  const t = useMessages();
  const look = `${styles["card"]} ${styles[card.look]}`;
  const inside = (
    <>
      <span>
        <span className={styles["name"]} data-long={isLong(operator.name)}>
          {operator.name}
        </span>
        <span className={styles["note"]}>{t.list.badge(operator.badge, operator.shift)}</span>
      </span>
      <CardState card={card} />
    </>
  );
  if (card.opens === null) return <div className={look}>{inside}</div>;
  return (
    <button type="button" className={look} onClick={onOpen}>
      {inside}
    </button>
  );
}

function CardState({ card }: { card: Card }) {
  const note =
    card.note === "" ? null : (
      <span className={`${styles["note"]} ${card.isWrong ? styles["wrong"] : ""}`}>{card.note}</span>
    );
  if (card.look === "can")
    return (
      <span className={styles["state"]}>
        <span className={styles["sign-plate"]}>{card.words}</span>
        {note}
      </span>
    );
  return (
    <span className={`${styles["state"]} ${card.look === "done" ? styles["good"] : ""}`}>
      {card.mark === null ? null : <Mark name={card.mark} />} {card.words}
      {note}
    </span>
  );
}
