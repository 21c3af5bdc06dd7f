"use client";

import Link from "next/link";
import { dayOffsetText, offsetText } from "#lib/launch/core/offset.ts";
import { type PlanView, type Step, stepState } from "#lib/launch/core/plan.ts";
import styles from "./launch.module.css";
import { plannedText } from "./planned-text.ts";

const mostShown = 8;

/** What comes next by the plan, whoever does it. */
export function NextSection({ pilot, plan, timeZone }: { pilot: string; plan: PlanView; timeZone: string }) {
  const open = plan.steps
    .filter((step) => stepState(step) === "open" || stepState(step) === "under way")
    .sort((a, b) => a.offsetMinutes - b.offsetMinutes);
  if (open.length === 0) return null;
  return (
    <section className="section" aria-labelledby="next">
      <div className="section-title">
        <h2 id="next">Next by the plan</h2>
        <Link className="end" href={`/${pilot}/launch/day`}>
          Launch day
        </Link>
      </div>
      <ol className={styles["next"]}>
        {open.slice(0, mostShown).map((step) => (
          <li key={step.id}>
            <strong>{step.plannedAt === null ? offsetOf(step) : plannedText(step, timeZone)}</strong>
            {step.plannedAt === null ? null : <span className="second small">{offsetOf(step)}</span>}
            <span>{step.title}</span>
            <span className="second small">{step.owner}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

const offsetOf = ({ part, offsetMinutes }: Step) =>
  part === "programme" ? dayOffsetText(offsetMinutes) : offsetText(offsetMinutes);
