"use client";

import { useState } from "react";
import { holdClock, releaseClock } from "#lib/launch/browser/plan-query.ts";
import { type ClockHold, heldMs, nextStep, type PlanView } from "#lib/launch/core/plan.ts";
import { launchClock } from "#lib/pilots/core/launch-clock.ts";
import type { GoLiveWindow } from "#lib/pilots/core/place.ts";
import { momentText } from "#lib/pilots/core/place-text.ts";
import { StatePlate } from "../ui/state-plate.tsx";
import styles from "./day.module.css";
import { ReasonForm } from "./reason-form.tsx";
import { usePlanAgain } from "./use-plan-act.ts";

type Props = {
  pilot: string;
  plan: PlanView;
  window: GoLiveWindow | null;
  timeZone: string;
  nowMs: number | null;
  mayAct: boolean;
};

/** How long to the launch or since, what is next, and whether the sequence is held. */
export function ClockBlock({ pilot, plan, window, timeZone, nowMs, mayAct }: Props) {
  const [opens, setOpens] = useState(false);
  const again = usePlanAgain(pilot);
  const open = plan.holds.find((hold) => hold.until === null) ?? null;
  const close = () => setOpens(false);
  return (
    <section className={styles["clock"]} aria-label="Launch clock">
      <p className={styles["big"]} suppressHydrationWarning>
        {clockText(window, nowMs)}
      </p>
      <div className={styles["words"]}>
        {open === null ? <NextStep {...{ plan, timeZone, nowMs }} /> : <Held {...{ hold: open, timeZone, nowMs }} />}
        <HeldBefore {...{ plan, nowMs }} />
      </div>
      {mayAct && !opens ? (
        <button
          type="button"
          className={open === null ? "button act" : "button primary"}
          onClick={() => setOpens(true)}
        >
          {open === null ? "Hold the clock" : "Release the clock"}
        </button>
      ) : null}
      {mayAct && opens ? (
        <div className={styles["form"]}>
          {open === null ? (
            <ReasonForm
              place={`${pilot}.clock.hold`}
              label="Hold the clock"
              title="No step is begun or done until it is released; the wall clock goes on"
              hint="Why the clock is held"
              act="Hold the clock"
              acting="Holding …"
              least={10}
              isGrave
              send={async (reason) => {
                await holdClock(pilot, reason);
                await again();
              }}
              onClose={close}
            />
          ) : (
            <ReasonForm
              place={`${pilot}.clock.release`}
              label="Release the clock"
              title="The sequence goes on"
              hint="What was settled"
              act="Release the clock"
              acting="Releasing …"
              least={1}
              send={async (says) => {
                await releaseClock(pilot, open.id, says);
                await again();
              }}
              onClose={close}
            />
          )}
        </div>
      ) : null}
    </section>
  );
}

function clockText(window: GoLiveWindow | null, nowMs: number | null): string {
  if (window === null) return "No window";
  return nowMs === null
    ? "L"
    : launchClock({ fromMs: Date.parse(window.from), toMs: Date.parse(window.to) }, nowMs).text;
}

function Held({ hold, timeZone, nowMs }: { hold: ClockHold; timeZone: string; nowMs: number | null }) {
  return (
    <p className={styles["held"]}>
      <StatePlate state="HOLD" /> Held by {hold.by} since {momentText(hold.from, timeZone, nowMs ?? hold.from)}:{" "}
      {hold.reason}
    </p>
  );
}

function NextStep({ plan, timeZone, nowMs }: { plan: PlanView; timeZone: string; nowMs: number | null }) {
  const next = nextStep(plan.steps, "sequence") ?? nextStep(plan.steps, "hypercare");
  if (next === null) return <p className="second">No step is left.</p>;
  return (
    <p className={styles["next"]}>
      Next: <strong>{next.title}</strong>
      {next.owner === "" ? "" : `, ${next.owner}`}
      {next.plannedAt === null || nowMs === null ? "" : `, planned ${momentText(next.plannedAt, timeZone, nowMs)}`}
    </p>
  );
}

function HeldBefore({ plan, nowMs }: { plan: PlanView; nowMs: number | null }) {
  if (plan.holds.length === 0 || nowMs === null) return null;
  const minutes = Math.round(heldMs(plan.holds, nowMs) / 60_000);
  return (
    <p className="second small">
      {plan.holds.length === 1 ? "Held once" : `Held ${plan.holds.length} times`}, {minutes} min in all
    </p>
  );
}
