"use client";

import { useQuery } from "@tanstack/react-query";
import { objectiveSetQuery } from "#lib/load/browser/objective-sets-query.ts";
import type { ObjectiveSetView } from "#lib/load/core/objective-set-view.ts";
import { Problem } from "../ui/problem.tsx";
import { siteTime } from "../ui/site-time.ts";
import styles from "./objectives.module.css";

type Props = { pilot: string; timeZone: string; set: ObjectiveSetView; maySave: boolean; onTake(text: string): void };

/** Every version as it was saved; an older one can be taken back, and saved as the next one. */
export function SetHistory({ pilot, timeZone, set, maySave, onTake }: Props) {
  const { data, error } = useQuery(objectiveSetQuery(pilot, set));
  return (
    <section className="section" aria-labelledby="versions">
      <h2 id="versions">Versions</h2>
      {error === null ? null : <Problem error={error} />}
      {(data?.versions ?? []).map(({ version, createdBy, createdAt, text }) => (
        <details key={version} className={styles["version"]}>
          <summary>{`Version ${version}, ${createdBy}, ${siteTime(new Date(createdAt), timeZone)}`}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls has to be reached by the keyboard */}
          <pre tabIndex={0}>{text}</pre>
          {maySave && version !== set.version ? (
            <button type="button" className="button" onClick={() => onTake(text)}>
              {`Take back to ${version}`}
            </button>
          ) : null}
        </details>
      ))}
    </section>
  );
}
