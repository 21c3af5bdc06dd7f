"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { momentText } from "#lib/pilots/core/place-text.ts";
import { sessionsQuery } from "#lib/training/browser/sessions-query.ts";
import type { SessionLine } from "#lib/training/core/training-view.ts";
import { Problem } from "../../ui/problem.tsx";
import styles from "./coverage.module.css";

type Props = { pilot: string; timeZone: string; now: number };

const mostShown = 4;

/** Sessions that go on now, and those that come next. */
export function SessionsSection({ pilot, timeZone, now }: Props) {
  const open = useQuery(sessionsQuery(pilot, { state: "open" }));
  const planned = useQuery(sessionsQuery(pilot, { state: "planned" }));
  const error = open.error ?? planned.error;
  if (error !== null) return <Problem error={error} />;
  if (open.data === undefined || planned.data === undefined) return null;
  const next = [...planned.data.sessions].sort((a, b) => a.plannedFrom - b.plannedFrom);
  return (
    <section className="section" aria-labelledby="sessions">
      <h2 id="sessions">Sessions</h2>
      {open.data.sessions.length + next.length === 0 ? (
        <p className="second">None goes on, and none is planned.</p>
      ) : null}
      <ul className={styles["sessions"]}>
        {open.data.sessions.map((one) => (
          <Line key={one.id} {...{ pilot, one }}>
            <strong>in progress</strong> since {momentText(one.openedAt ?? one.plannedFrom, timeZone, now)};{" "}
            {one.present} of {one.booked} present, {one.signed} signed twice
          </Line>
        ))}
        {next.slice(0, mostShown).map((one) => (
          <Line key={one.id} {...{ pilot, one }}>
            {momentText(one.plannedFrom, timeZone, now)}, {one.booked} booked
          </Line>
        ))}
      </ul>
      {next.length > mostShown ? (
        <p>
          <Link href={`/${pilot}/training/sessions`}>{next.length - mostShown} more planned</Link>
        </p>
      ) : null}
    </section>
  );
}

function Line({ pilot, one, children }: { pilot: string; one: SessionLine; children: React.ReactNode }) {
  return (
    <li>
      <Link href={`/${pilot}/training/sessions/${one.number}`}>{one.name}</Link>{" "}
      <span className="strong">
        {one.module.code} {one.module.name}
      </span>
      , {one.place}, {one.trainer}
      <span className={`second ${styles["line"]}`}>{children}</span>
    </li>
  );
}
