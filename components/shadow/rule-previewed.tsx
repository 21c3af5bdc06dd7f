"use client";

import { useEffect, useRef } from "react";
import { count } from "#lib/load/core/say.ts";
import type { RulePreview } from "#lib/shadow/query.ts";
import { cutPercent } from "./say-shadow.ts";
import styles from "./shadow.module.css";

const mostShown = 20;

/** What a rule would swallow, and what parity would be; brought into view, because it is read before the rule is accepted. */
export function RulePreviewed({ preview: { swallowed, now, then } }: { preview: RulePreview }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Newer browsers answer a promise, which is no way to clean up.
    place.current?.scrollIntoView({ block: "nearest" });
  }, []);
  if (swallowed.length === 0)
    return (
      <p className={styles["whole-line"]} role="status">
        It would swallow nothing that is known.
      </p>
    );
  return (
    <div ref={place} className={styles["whole-line"]} role="status">
      <p className="strong">
        It would swallow differences of {count(swallowed.length)} {swallowed.length === 1 ? "group" : "groups"}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">Group</th>
            <th scope="col">Field</th>
            <th scope="col" className="number">
              Differences
            </th>
            <th scope="col" className="number">
              Kept pairs
            </th>
            <th scope="col">Then</th>
          </tr>
        </thead>
        <tbody>
          {swallowed.slice(0, mostShown).map(({ group, endpoint, path, kind, rows, pairs, wholly }) => (
            <tr key={group}>
              <td className="mono">SD-{group}</td>
              <td className="wrap">
                {endpoint} <span className="mono">{path}</span> {kind}
              </td>
              <td className="number">
                {count(rows.swallowed)} of {count(rows.seen)}
                {rows.unclear > 0 ? `, ${count(rows.unclear)} unclear` : ""}
              </td>
              <td className="number">
                {count(pairs.swallowed)} of {count(pairs.seen)}
              </td>
              <td>{wholly ? "settled" : "from now on only"}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {swallowed.length > mostShown ? (
        <p className="second">{count(swallowed.length - mostShown)} more groups</p>
      ) : null}
      <p>
        Parity {cutPercent(now.parity)} → {cutPercent(then.parity)}, strict parity {cutPercent(now.strict)} →{" "}
        {cutPercent(then.strict)}
      </p>
    </div>
  );
}
