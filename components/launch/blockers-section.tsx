import Link from "next/link";
import type { Readiness } from "#lib/launch/core/readiness-view.ts";
import { StatePlate } from "../ui/state-plate.tsx";
import styles from "./launch.module.css";

/** What keeps the launch, worst first, and who can do something about it. */
export function BlockersSection({ readiness: { blockers } }: { readiness: Readiness }) {
  return (
    <section className="section" aria-labelledby="blockers">
      <h2 id="blockers">What holds us</h2>
      {blockers.length === 0 ? (
        <p className={`second ${styles["empty"]}`}>Nothing. Every station is called on good evidence.</p>
      ) : (
        <div className="scroll-x">
          <table className={styles["blockers"]}>
            <thead>
              <tr>
                <th>State</th>
                <th>Reason</th>
                <th>What releases it</th>
                <th>Owner</th>
              </tr>
            </thead>
            <tbody>
              {blockers.map(({ station, state, sentence, releases, owner, href }) => (
                <tr key={`${station} ${href} ${sentence}`}>
                  <td>
                    <StatePlate state={state} />
                  </td>
                  <td className={styles["reason"]}>
                    <Link href={href}>
                      {station}: {sentence}
                    </Link>
                  </td>
                  <td className={styles["releases"]}>{releases}</td>
                  <td className={styles["whole"]}>{owner || <span className="second">nobody yet</span>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
