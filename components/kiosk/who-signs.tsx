"use client";

import styles from "./kiosk.module.css";
import { useMessages } from "./use-messages.ts";

type Props = { as: string; operator: { name: string; badge: string; shift: string } };

const longName = 24;
export const isLong = (name: string) => name.length > longName;

export function WhoSigns({ as, operator }: Props) {
  const t = useMessages();
  return (
    <div className={styles["part"]}>
      <p>{as}</p>
      <h1 className={styles["title"]} data-long={isLong(operator.name)}>
        {operator.name}
      </h1>
      <p className={styles["note"]}>{t.list.badge(operator.badge, operator.shift)}</p>
    </div>
  );
}
