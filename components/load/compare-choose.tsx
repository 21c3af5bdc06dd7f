"use client";

import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { useState } from "react";
import { CompareQuery } from "#lib/load/input/compare-runs.ts";
import { Mark } from "../ui/mark.tsx";
import styles from "./compare.module.css";

/** Which runs, as one types them. They go into the address, so that a comparison can be passed on. */
export function CompareChoose({ pilot, numbers }: { pilot: string; numbers: readonly number[] }) {
  const router = useRouter();
  const [mistake, setMistake] = useState<string | null>(null);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget).get("runs") ?? "").trim();
    const read = CompareQuery.safeParse({ runs: typed.split(/[\s,]+/).join(",") });
    setMistake(read.success ? null : `Expected: ${read.error.issues[0]?.message}.`);
    if (read.success) router.push(`/${pilot}/runs/compare?runs=${read.data.runs.join(",")}`);
  };
  return (
    <form className={styles["form"]} onSubmit={submit}>
      <label htmlFor="compare-runs">Runs to compare, the base first</label>
      <input
        id="compare-runs"
        name="runs"
        className="input mono"
        defaultValue={numbers.join(", ")}
        placeholder="12, 14"
        autoComplete="off"
        maxLength={80}
        aria-invalid={mistake !== null}
        aria-describedby="compare-says"
      />
      <button type="submit" className="button">
        Compare
      </button>
      <span id="compare-says" className="second small">
        {mistake === null ? (
          "Two to five numbers; one alone is held against its baseline."
        ) : (
          <span className="wrong" role="alert">
            <Mark name="warning" /> {mistake}
          </span>
        )}
      </span>
    </form>
  );
}
