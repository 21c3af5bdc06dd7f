"use client";

import { useQuery } from "@tanstack/react-query";
import type { PilotFacts } from "#lib/pilots/core/place.ts";
import { momentText } from "#lib/pilots/core/place-text.ts";
import { factsQuery } from "#lib/pilots/query.ts";
import styles from "./settings.module.css";

/** On every page of an archived pilot. */
export function ArchivedNote({ first }: { first: PilotFacts }) {
  const { data: facts = first } = useQuery({ ...factsQuery(first.slug), initialData: first });
  if (facts.archivedAt === null) return null;
  return (
    <p className={styles["archived"]}>
      <strong>Archived</strong> since {momentText(Date.parse(facts.archivedAt), facts.timeZone, 0)}: everything can be
      read, nothing is started or changed.
    </p>
  );
}
