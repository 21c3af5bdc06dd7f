import styles from "../door.module.css";

/** For who cannot sign in here: only doors that exist. */
export function OtherDoors() {
  return (
    <section aria-labelledby="other-doors">
      <h2 id="other-doors" className={styles["step"]}>
        Other doors
      </h2>
      <dl className={styles["facts"]}>
        <div>
          <dt>No account yet</dt>
          <dd>Ask whoever runs Gantry on your site for an invitation: a link that works once.</dd>
        </div>
        <div>
          <dt>Password forgotten</dt>
          <dd>An admin makes you a link that sets a new one.</dd>
        </div>
      </dl>
    </section>
  );
}
