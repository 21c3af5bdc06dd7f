"use client";

import Link from "next/link";
import { useState } from "react";
import { momentText } from "#lib/pilots/core/place-text.ts";
import { coverageCsv } from "#lib/training/browser/coverage-query.ts";
import { type Reminder, reminders } from "#lib/training/core/coverage-lines.ts";
import type { CoverageView } from "#lib/training/core/coverage-view.ts";
import styles from "./coverage.module.css";
import type { PageAsked } from "./coverage-address.ts";

type Props = { pilot: string; view: CoverageView; asked: PageAsked };

const mostShown = 12;

/** Who is on shift at launch and not signed: to be copied into whatever reaches them. */
export function RemindersSection({ pilot, view, asked }: Props) {
  const [copied, setCopied] = useState("");
  const list = reminders(view);
  const anyLaunching = view.shifts.some(({ countsForLaunch }) => countsForLaunch);
  const copy = () => {
    const text = list.map((one) => reminderText(one, view)).join("\n");
    const failed = () => setCopied("The browser did not let it be copied.");
    navigator.clipboard.writeText(text).then(() => setCopied("Copied."), failed);
  };
  const module = view.modules.find(({ code }) => code === asked.module)?.id ?? "";
  return (
    <section className="section" aria-labelledby="reminders">
      <h2 id="reminders">On shift at launch, not signed</h2>
      {list.length === 0 ? (
        <p className="second">
          {anyLaunching ? "Nobody: whoever needs a module is signed." : "No shift works in the go-live window yet."}
        </p>
      ) : (
        <ul className={styles["reminders"]}>
          {list.slice(0, mostShown).map((one) => (
            <li key={one.row.operatorId}>
              <Link prefetch={false} href={`/${pilot}/training/operators/${one.row.operatorId}`}>
                {one.row.name}
              </Link>
              <span>{one.codes.join(", ")}</span>
              <span className="second">{nextText(one, view)}</span>
            </li>
          ))}
          {list.length > mostShown ? (
            <li>
              <Link href="?state=launch">{list.length - mostShown} more</Link>
            </li>
          ) : null}
        </ul>
      )}
      <p className={styles["acts"]}>
        {list.length === 0 ? null : (
          <button type="button" className="button" onClick={copy}>
            Copy the list
          </button>
        )}
        <a className="button" href={coverageCsv(pilot, { shift: asked.shift, role: asked.role, module })} download>
          Everybody as CSV
        </a>
        <span role="status" className="second small">
          {copied}
        </span>
      </p>
    </section>
  );
}

function nextText({ nextAt }: Reminder, { timeZone, now }: CoverageView): string {
  return nextAt === null ? "no session planned" : momentText(nextAt, timeZone, now);
}

/** "0212 Marek Nowak, Day: M3; Mon 23 Nov 09:30" */
function reminderText(one: Reminder, view: CoverageView): string {
  const { badge, name, shift } = one.row;
  return `${badge} ${name}, ${shift}: ${one.codes.join(", ")}; ${nextText(one, view)}`;
}
