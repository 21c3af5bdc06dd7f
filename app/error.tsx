"use client";

import styles from "./door.module.css";
import { DoorFrame } from "./door-frame.tsx";

type Props = { error: Error & { digest?: string }; reset(): void };

/** A fault of ours on a page. The log has the same id. */
export default function PageFault({ error, reset }: Props) {
  return (
    <DoorFrame title="Something broke on our side">
      <p className={styles["why"]} role="alert">
        <strong>{`This page could not be shown${error.digest === undefined ? "" : `, id ${error.digest}`}.`}</strong>
        <span className={styles["note"]}>What is running goes on. Whoever runs Gantry finds the cause in its log.</span>
      </p>
      <button type="button" className={styles["primary"]} onClick={reset}>
        Try again
      </button>
    </DoorFrame>
  );
}
