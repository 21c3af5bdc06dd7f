"use client";

import { Mark } from "#components/ui/mark.tsx";
import type { ToSign } from "#lib/training/core/kiosk-view.ts";
import type { Shown } from "#lib/training/core/shown.ts";
import styles from "./kiosk.module.css";
import { ReadBox } from "./read-box.tsx";
import { useMessages } from "./use-messages.ts";
import { WhoSigns } from "./who-signs.tsx";

const longStatement = 110;

/** Everything that is signed, as it is hashed: who, what, seen by whom, and what the signature means. */
export function Statement({ toSign: { shown, sha256 } }: { toSign: ToSign }) {
  const t = useMessages();
  return (
    <ReadBox label={t.sign.did} of={sha256}>
      <WhoSigns as={t.sign.as} operator={shown.operator} />
      <div className={styles["part"]}>
        <h2>{t.sign.did}</h2>
        <p className={styles["statement"]} data-long={shown.statement.length > longStatement}>
          {shown.statement}
        </p>
        <ul className={styles["steps"]}>
          {shown.steps.map(({ id, shows }) => (
            <li key={id}>
              <Mark name="go" />
              {shows}
            </li>
          ))}
        </ul>
        <Taught shown={shown} />
      </div>
      <div className={styles["part"]}>
        <h2>{t.sign.means}</h2>
        <p className={styles["meaning"]}>{shown.meaning}</p>
      </div>
    </ReadBox>
  );
}

function Taught({ shown: { session, module } }: { shown: Shown }) {
  const t = useMessages();
  const name = `${module.code} ${module.name}`;
  const { version, minutes } = module;
  return (
    <p className={`${styles["note"]} ${styles["saw"]}`}>
      {t.sign.saw(session.trainer)}. {t.sign.taught({ name, version, minutes, place: session.place })}
    </p>
  );
}
