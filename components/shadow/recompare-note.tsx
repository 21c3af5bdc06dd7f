"use client";

import { useQuery } from "@tanstack/react-query";
import { count } from "#lib/load/core/say.ts";
import type { ParityView } from "#lib/shadow/core/shadow-view.ts";
import { parityQuery } from "#lib/shadow/query.ts";
import styles from "./shadow.module.css";

/** How far kept pairs have been compared anew after a change of the rules. */
export function RecompareNote({ pilot, first }: { pilot: string; first: ParityView }) {
  const { data = first } = useQuery({ ...parityQuery(pilot), initialData: first });
  const { recompare } = data;
  if (recompare === null || recompare.ended) return null;
  const { version, done, total } = recompare;
  return (
    <p className={styles["recompare"]} role="status">
      Kept pairs are compared anew under rules {version}: {count(Math.min(done, total))} of {count(total)}{" "}
      <progress max={Math.max(1, total)} value={done} aria-label="Compared anew" />
    </p>
  );
}
