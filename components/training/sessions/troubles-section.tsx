import { momentText } from "#lib/pilots/core/place-text.ts";
import type { ArrivalTrouble, SessionOperator, SessionView } from "#lib/training/core/training-view.ts";
import { Mark as Glyph } from "../../ui/mark.tsx";
import { PinActs } from "./pin-acts.tsx";
import { troubleText } from "./say-trouble.ts";
import styles from "./session.module.css";
import type { SessionPlace } from "./session-place.ts";

type Props = { place: SessionPlace; view: SessionView };

/** What tablets brought that did not become a signature, and what to do about each. */
export function TroublesSection({ place, view }: Props) {
  const open = view.troubles.filter((one) => !isSettled(one, view.operators));
  if (open.length === 0) return null;
  return (
    <section className="section" aria-labelledby="troubles">
      <h2 id="troubles">Not signed, to be seen to</h2>
      <ul className={styles["troubles"]}>
        {open.map((one) => {
          const seen = view.operators.find(({ operator }) => operator.id === one.operatorId) ?? null;
          return (
            <li key={one.id} className={styles["trouble"]}>
              <p className="wrap">
                <Glyph name="warning" /> <strong>{seen?.operator.name ?? `${view.trainer}, as trainer`}</strong>,{" "}
                {momentText(one.at, place.timeZone, view.openedAt ?? one.at)}: {troubleText(one)}
              </p>
              {seen !== null && place.mayAct ? <PinActs place={place} seen={seen} /> : <span />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Who has signed since needs nothing more. */
function isSettled({ operatorId, at }: ArrivalTrouble, operators: readonly SessionOperator[]): boolean {
  const seen = operators.find(({ operator }) => operator.id === operatorId);
  if (seen === undefined) return false;
  const { operatorSigned } = seen;
  return operatorSigned !== null && operatorSigned.at >= at;
}
