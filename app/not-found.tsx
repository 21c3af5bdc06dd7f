import Link from "next/link";
import styles from "./door.module.css";
import { DoorFrame } from "./door-frame.tsx";

export const metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <DoorFrame title="Not found">
      <p className={styles["why"]}>
        <strong>There is nothing at this address.</strong>
        <span className={styles["note"]}>It may have been typed wrong, or belong to another pilot.</span>
      </p>
      <p>
        <Link href="/">Go to the first page</Link>
      </p>
    </DoorFrame>
  );
}
