"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { pilotsQuery } from "#lib/pilots/query.ts";
import styles from "./rail.module.css";

/** The way to another pilot, asked for when it is opened. */
export function PilotSwitch({ pilot, mayCreate }: { pilot: string; mayCreate: boolean }) {
  const [isOpen, setOpen] = useState(false);
  const { data, error } = useQuery({ ...pilotsQuery, enabled: isOpen });
  return (
    <details className={styles["switch"]} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Change pilot</summary>
      <ul>
        {data?.pilots.map(({ slug, name, site }) => (
          <li key={slug}>
            <Link href={`/${slug}/launch`} aria-current={slug === pilot ? "true" : undefined}>
              {name}
            </Link>
            <span className="small">{site}</span>
          </li>
        ))}
        {error === null ? null : <li className="small">The list did not come. Open it again.</li>}
        <li className={styles["more"]}>
          <Link href="/pilots">All pilots</Link>
          {mayCreate ? <Link href="/pilots/new">New pilot</Link> : null}
        </li>
      </ul>
    </details>
  );
}
