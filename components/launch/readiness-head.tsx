"use client";

import type { Readiness } from "#lib/launch/core/readiness-view.ts";
import type { PilotFacts } from "#lib/pilots/core/place.ts";
import { momentText, zoneWord } from "#lib/pilots/core/place-text.ts";
import { StatePlate } from "../ui/state-plate.tsx";
import styles from "./launch.module.css";

type Props = { readiness: Readiness; facts: PilotFacts; isStale: boolean };

/** The whole in one word and one sentence. Without a live feed it says what it was, and that it is old. */
export function ReadinessHead({ readiness, facts, isStale }: Props) {
  return (
    <section className={styles["head"]} aria-label="Overall">
      <StatePlate state={isStale ? "STALE" : readiness.overall} size="large" />
      <div className={styles["words"]}>
        <p className={styles["sentence"]}>
          {isStale ? `This was ${readiness.overall}: ` : ""}
          {readiness.sentence}
        </p>
        <p className="second">The worst evidence sets this state. Nobody can type it; a waiver needs two people.</p>
      </div>
      <div className={styles["window"]}>
        <span className="second small">Go-live window</span>
        {facts.window === null ? (
          <strong>not set yet</strong>
        ) : (
          <WindowText window={facts.window} zone={facts.timeZone} />
        )}
      </div>
    </section>
  );
}

function WindowText({ window, zone }: { window: NonNullable<PilotFacts["window"]>; zone: string }) {
  const [from, to] = [Date.parse(window.from), Date.parse(window.to)];
  const until = momentText(to, zone, from);
  return (
    <strong>
      {momentText(from, zone, 0).replace(/ \d{4} /, " ")} – {until} {zoneWord(from, zone)}
    </strong>
  );
}
