"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { practiceBags, practiceBytes } from "#lib/database-tests/core/practice-bags.ts";
import type { PracticeDatabase } from "#lib/database-tests/core/test-view.ts";
import { traitorTrackStatements } from "#lib/database-tests/core/traitortrack.ts";
import { askPracticeDatabase, startTest } from "#lib/database-tests/query.ts";
import { count } from "#lib/load/core/say.ts";
import { Problem } from "../ui/problem.tsx";
import styles from "./database-tests.module.css";

type Props = { pilot: string; practice: PracticeDatabase; mayStart: boolean };

/** A database of the size at which an index matters, made on this machine, and the statements that go with it. */
export function PracticeSection({ pilot, practice, mayStart }: Props) {
  const client = useQueryClient();
  const making = useMutation({
    mutationFn: () => askPracticeDatabase(pilot),
    onSettled: () => client.invalidateQueries({ queryKey: ["database-test", pilot] }),
  });
  const router = useRouter();
  const starting = useMutation({
    mutationFn: () => startTest(pilot, { text: traitorTrackStatements, database: practice.name }),
    onSuccess: ({ number }) => router.push(`/${pilot}/database-tests/${number}`),
  });
  const error = making.error ?? starting.error;
  const { state } = practice;
  const isMaking = state === "queued" || state === "making";
  return (
    <section className={`section ${styles["practice"]}`} aria-labelledby="practice-database">
      <h2 id="practice-database">Practice database</h2>
      <p>{stateText(practice)}</p>
      {isMaking ? <Progress practice={practice} /> : null}
      {error === null ? null : <Problem error={error} />}
      {mayStart && !isMaking ? (
        <p>
          {state === "ready" ? (
            <button
              type="button"
              className="button primary"
              disabled={starting.isPending}
              onClick={() => starting.mutate()}
            >
              {starting.isPending ? "Starting …" : "Run the TraitorTrack statements"}
            </button>
          ) : null}{" "}
          <button type="button" className="button" disabled={making.isPending} onClick={() => making.mutate()}>
            {state === "none" ? "Make the practice database" : "Make it anew"}
          </button>
        </p>
      ) : null}
    </section>
  );
}

const megabytes = (bytes: number) => `${count(bytes / 1_000_000)} MB`;
const what = `${count(practiceBags)} bags with their scans and bills, and the indexes on them`;

function stateText({ state, wrong, sizeBytes }: PracticeDatabase): string {
  switch (state) {
    case "none":
      return `Gantry can make a database to practise on, beside its own: ${what}. It takes about ${megabytes(practiceBytes)} of disk and less than a minute on an idle machine.`;
    case "ready":
      return `It is there: ${what}. It takes ${sizeBytes === null ? "some" : megabytes(sizeBytes)} of disk.`;
    case "gone":
      return "It is empty: its PostgreSQL did not end properly, and it is not kept through that. Make it anew.";
    case "failed":
      return wrong ?? "It could not be made.";
    default:
      return "It is being made by the runner; you may leave this page.";
  }
}

function Progress({ practice: { state, part, done, parts } }: { practice: PracticeDatabase }) {
  const says = state === "queued" ? "waits for the runner" : `${done + 1} of ${parts}: ${part}`;
  return (
    <>
      <progress value={done} max={parts} aria-label="The practice database" />
      <p className="second" role="status">
        {says}
      </p>
    </>
  );
}
