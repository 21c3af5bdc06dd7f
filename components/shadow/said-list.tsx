import type { Standing } from "#lib/shadow/core/dispositions.ts";
import type { SaidView } from "#lib/shadow/core/shadow-view.ts";
import { dayAndTime, saidWord } from "./say-shadow.ts";
import styles from "./shadow.module.css";

type Props = { said: readonly SaidView[]; standing: Standing; timeZone: string };

/** Owner, link, and what was said about the group, the newest first. */
export function SaidList({ said, standing: { owner, link }, timeZone }: Props) {
  return (
    <>
      <dl className={styles["owner"]}>
        <dt>Owner</dt>
        <dd className="wrap">{owner ?? "nobody"}</dd>
        {link === null ? null : (
          <>
            <dt>Link</dt>
            <dd className="wrap">
              <a href={link} rel="noreferrer" target="_blank">
                {link}
              </a>
            </dd>
          </>
        )}
      </dl>
      <h3 className="beneath">What was said</h3>
      {said.length === 0 ? <p className="second">Nothing yet.</p> : null}
      <ul className={styles["said"]}>
        {[...said].reverse().map(({ what, at, by, reason }, place) => (
          <li key={`${at} ${said.length - place}`}>
            <span className="second">
              {dayAndTime(at, timeZone)}, {by}:
            </span>{" "}
            {saidWord(what)}
            {reason === null || reason === "" ? "" : <span className="wrap">, {reason}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}
