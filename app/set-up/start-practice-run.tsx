"use client";

import { useState } from "react";
import type { Objectives } from "#lib/load/core/criterion.ts";
import type { Profile } from "#lib/load/core/profile.ts";
import styles from "../door.module.css";
import { useHydrated } from "../use-hydrated.ts";

type Run = { name: string; scenarioText: string; systemId: string; profile: Profile; objectives: Objectives };
type Props = { open: boolean; slug: string; run: Run };

/** The one primary button of step 2: starts the run and goes to its page. */
export function StartPracticeRun({ open, slug, run }: Props) {
  const [says, setSays] = useState("");
  const [busy, setBusy] = useState(false);
  const hydrated = useHydrated();

  async function start() {
    setBusy(true);
    setSays("");
    const started = await post(slug, run);
    if (typeof started === "number") return window.location.assign(`/${slug}/runs/${started}`);
    setSays(started);
    setBusy(false);
  }

  return (
    <div className={styles["foot"]}>
      <button
        type="button"
        className={`${styles["primary"]} ${styles["wide"]}`}
        disabled={!open || busy || !hydrated}
        onClick={start}
      >
        Start your first load run
      </button>
      <p className={`${styles["says"]} ${says === "" ? styles["beside"] : styles["wrong"]}`} role="alert">
        {says === "" ? hint(open) : says}
      </p>
    </div>
  );
}

function hint(open: boolean): string {
  return open ? "One click, to this machine only." : "Opens when the admin is named; one click, nothing to type.";
}

/** The run's number, or why there is none. */
async function post(slug: string, run: Run): Promise<number | string> {
  try {
    const answer = await fetch(`/api/v1/pilots/${slug}/runs`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(run),
    });
    const body: { number?: number; detail?: string } = await answer.json();
    return body.number ?? body.detail ?? "The run was not started. Try again.";
  } catch {
    return "Gantry did not answer. Try again.";
  }
}
