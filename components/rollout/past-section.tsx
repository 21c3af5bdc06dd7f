import { momentText } from "#lib/pilots/core/place-text.ts";
import type { RolloutLine } from "#lib/rollout/core/rollout-view.ts";
import { tookText } from "#lib/rollout/core/say-rollout.ts";
import { Section } from "../pilots/section.tsx";
import styles from "./rollout.module.css";
import type { RolloutPlace } from "./rollout-place.ts";

const howWords = { over: "all traffic over", back: "led back", abandoned: "abandoned" } as const;

/** Rollouts and drills before, with the time of each way back: what the Rollback station reads. */
export function PastSection({
  number,
  place: { timeZone },
  past,
}: {
  number: number;
  place: RolloutPlace;
  past: readonly RolloutLine[];
}) {
  return (
    <Section number={number} id="past" title="Earlier rollouts and drills">
      {past.length === 0 ? (
        <p className={`second ${styles["note"]}`}>
          Nothing yet. A drill against the real target gives the Rollback station its evidence; it counts for 7 days.
        </p>
      ) : (
        <div className="scroll-x">
          <table className={styles["table"]}>
            <thead>
              <tr>
                <th>No.</th>
                <th>What</th>
                <th>Where</th>
                <th>Began</th>
                <th>By</th>
                <th>Ended</th>
                <th className="number">Back in</th>
              </tr>
            </thead>
            <tbody>
              {past.map((one) => (
                <tr key={one.number}>
                  <td>{one.number}</td>
                  <th scope="row" className="row-name">
                    {one.kind === "drill" ? "Drill" : "Cut-over"}
                  </th>
                  <td>{one.environment}</td>
                  <td className={styles["name"]}>{momentText(one.startedAt, timeZone, 0)}</td>
                  <td>{one.startedBy}</td>
                  <td>{one.endedHow === null ? "open" : howWords[one.endedHow]}</td>
                  <td className="number">{one.backTookMs === null ? "–" : tookText(one.backTookMs)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}
