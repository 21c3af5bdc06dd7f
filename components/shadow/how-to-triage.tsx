import { dispositions } from "#lib/shadow/core/dispositions.ts";
import styles from "./shadow.module.css";

/** Before a group is chosen: what can be done with one. */
export function HowToTriage({ mayTriage }: { mayTriage: boolean }) {
  return (
    <section className={styles["pane"]} aria-labelledby="how">
      <h2 id="how">No group chosen</h2>
      <p className="second">
        A group holds every exchange that differs in one field of one endpoint in one way.{" "}
        <span className="key">j</span> and <span className="key">k</span> go through them.
      </p>
      {mayTriage ? (
        <dl className={styles["how"]}>
          {dispositions.map(({ key, word, does }) => (
            <div key={key}>
              <dt>
                <span className="key">{key}</span> {word}
              </dt>
              <dd className="second">{does}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </section>
  );
}
