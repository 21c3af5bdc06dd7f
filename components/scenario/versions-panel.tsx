"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { versionQuery } from "#lib/load/browser/scenarios-query.ts";
import { count } from "#lib/load/core/say.ts";
import type { ScenarioPage, VersionLine, VersionText } from "#lib/load/core/scenario-view.ts";
import { Problem } from "../ui/problem.tsx";
import { siteTime } from "../ui/site-time.ts";
import styles from "./scenario.module.css";

/** Loaded where somebody looks: it brings the comparison of texts with it. */
const VersionDiff = dynamic(() => import("./version-diff.tsx").then((module) => module.VersionDiff));

type Props = {
  pilot: string;
  page: ScenarioPage;
  timeZone: string;
  /** Puts an old version's text and files into the editor; null where nothing may be changed. */
  onRestore: ((version: VersionText) => void) | null;
};

/** Every version there was, who saved it, which runs used it, and what it changed. */
export function VersionsPanel({ pilot, page, timeZone, onRestore }: Props) {
  const [shown, show] = useState<number | null>(null);
  const client = useQueryClient();
  const restore = useMutation({
    mutationFn: (version: number) => client.fetchQuery(versionQuery(pilot, page.id, version)),
    onSuccess: (version) => onRestore?.(version),
  });
  const newest = page.versions[0]?.version;
  return (
    <section className="section" aria-labelledby="versions">
      <h2 id="versions" tabIndex={-1}>
        Versions <span className={`second small ${styles["end"]}`}>runs keep the version they started with</span>
      </h2>
      {restore.error === null ? null : <Problem error={restore.error} />}
      <ul className={styles["plain-list"]}>
        {page.versions.map((line, at) => (
          <li key={line.version} className={styles["version"]}>
            <Line pilot={pilot} line={line} timeZone={timeZone} />
            <span className={styles["version-acts"]}>
              {at === page.versions.length - 1 ? null : (
                <button
                  type="button"
                  className="button link"
                  aria-expanded={shown === line.version}
                  onClick={() => show(shown === line.version ? null : line.version)}
                >
                  What changed<span className="visually-hidden">{` in version ${line.version}`}</span>
                </button>
              )}
              {onRestore === null || line.version === newest ? null : (
                <button type="button" className="button link" onClick={() => restore.mutate(line.version)}>
                  {`Take back to ${line.version}`}
                </button>
              )}
            </span>
            {shown === line.version ? <VersionDiff pilot={pilot} id={page.id} version={line.version} /> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Line({ pilot, line, timeZone }: { pilot: string; line: VersionLine; timeZone: string }) {
  const { version, savedBy, savedAt, runs } = line;
  const more = runs.count - runs.newest.length;
  return (
    <>
      <strong>{version}</strong>
      <span>{savedBy}</span>
      <span className="second">{siteTime(new Date(savedAt), timeZone)}</span>
      <span>
        {runs.count === 0 ? <span className="second">no run yet</span> : `${count(runs.count)} `}
        {runs.count === 0 ? null : runs.count === 1 ? "run: " : "runs: "}
        {runs.newest.map((number, at) => (
          <span key={number}>
            {at === 0 ? "" : ", "}
            <Link href={`/${pilot}/runs/${number}`}>{number}</Link>
          </span>
        ))}
        {more > 0 ? " …" : null}
      </span>
    </>
  );
}
