"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { momentText, zoneWord } from "#lib/pilots/core/place-text.ts";
import { placesQuery, systemsQuery, withdrawUnlock } from "#lib/pilots/query.ts";
import { Problem } from "../ui/problem.tsx";
import styles from "./settings.module.css";
import type { SystemProps } from "./system-row.tsx";

/** The unlocks that a run may still use, each with who gave it and why. */
export function OpenUnlocks({ pilot, system, timeZone, nowMs, mayChange }: SystemProps) {
  const client = useQueryClient();
  const asked = useMutation({
    mutationFn: (unlock: string) => withdrawUnlock(pilot, { system: system.id, unlock }),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: systemsQuery(pilot).queryKey });
      await client.invalidateQueries({ queryKey: placesQuery(pilot).queryKey });
    },
  });
  if (system.unlocks.length === 0) return asked.error === null ? null : <Problem error={asked.error} />;
  return (
    <ul className={styles["lines"]} aria-label={`Open unlocks of ${system.name}`}>
      {system.unlocks.map(({ id, reason, grantedBy, expiresAt }) => (
        <li key={id} className={styles["unlock"]}>
          <strong>
            Unlocked for one run until {momentText(Date.parse(expiresAt), timeZone, nowMs)}{" "}
            {zoneWord(Date.parse(expiresAt), timeZone)}
          </strong>
          <span>
            by {grantedBy}: {reason}
          </span>
          {mayChange ? (
            <button
              type="button"
              className="button link"
              disabled={asked.isPending}
              aria-label={`Withdraw the unlock of ${system.name}: ${reason}`}
              onClick={() => asked.mutate(id)}
            >
              Withdraw
            </button>
          ) : null}
        </li>
      ))}
      {asked.error === null ? null : (
        <li>
          <Problem error={asked.error} />
        </li>
      )}
    </ul>
  );
}
