"use client";

import { useQueries } from "@tanstack/react-query";
import { structuredPatch } from "diff";
import { versionQuery } from "#lib/load/browser/scenarios-query.ts";
import type { VersionText } from "#lib/load/core/scenario-view.ts";
import { Problem } from "../ui/problem.tsx";
import styles from "./scenario.module.css";

type Props = { pilot: string; id: string; version: number };

/** A version held against the one before: lines that went and lines that came, with what stands around them. */
export function VersionDiff({ pilot, id, version }: Props) {
  const [before, after] = useQueries({
    queries: [version - 1, version].map((one) => versionQuery(pilot, id, one)),
  });
  const error = before?.error ?? after?.error ?? null;
  if (error !== null) return <Problem error={error} />;
  if (before?.data === undefined || after?.data === undefined) return <p role="status">Loading both versions …</p>;
  const files = fileChanges(before.data, after.data);
  return (
    <div className={styles["diff"]}>
      <Lines before={before.data.text} after={after.data.text} />
      {files.map((sentence) => (
        <p key={sentence} className="second">
          {sentence}
        </p>
      ))}
    </div>
  );
}

/** A comparison that takes longer is given up. */
const longestMs = 2_000;

function Lines({ before, after }: { before: string; after: string }) {
  if (before === after) return <p className="second">The text is the same.</p>;
  const patch = structuredPatch("before", "after", before, after, "", "", { context: 2, timeout: longestMs });
  if (patch === undefined) return <p className="second">The two texts differ too much to be shown line by line.</p>;
  return (
    <>
      {patch.hunks.map(({ newStart, lines }) => (
        <div key={newStart} className={`scroll-x ${styles["hunk"]}`}>
          <p className="second small">{`from line ${newStart}`}</p>
          {lines.map((line, at) => (
            <Line key={at} line={line} />
          ))}
        </div>
      ))}
    </>
  );
}

const kinds = {
  "+": { element: "ins", says: "new: ", style: "came" },
  "-": { element: "del", says: "gone: ", style: "went" },
} as const;

function Line({ line }: { line: string }) {
  const sign = line.charAt(0);
  if (sign !== "+" && sign !== "-") return <code className={styles["diff-line"]}>{`  ${line.slice(1)}`}</code>;
  const { element: Element, says, style } = kinds[sign];
  return (
    <Element className={`${styles["diff-line"]} ${styles[style]}`}>
      <span className="visually-hidden">{says}</span>
      {`${sign === "-" ? "−" : "+"} ${line.slice(1)}`}
    </Element>
  );
}

function fileChanges(before: VersionText, after: VersionText): string[] {
  const textOf = (version: VersionText, name: string) => version.files.find((file) => file.name === name)?.text;
  const names = [...new Set([...before.files, ...after.files].map(({ name }) => name))];
  return names.flatMap((name) => {
    const [was, now] = [textOf(before, name), textOf(after, name)];
    if (was === now) return [];
    if (was === undefined) return [`${name} came with it.`];
    return [now === undefined ? `${name} is no longer used.` : `${name} was replaced.`];
  });
}
