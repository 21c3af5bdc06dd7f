"use client";

import { useQuery } from "@tanstack/react-query";
import { count, milliseconds } from "#lib/load/core/say.ts";
import type { CoverageView, LatencyView, ParityView } from "#lib/shadow/core/shadow-view.ts";
import { coverageQuery, parityQuery } from "#lib/shadow/query.ts";
import { Mark } from "../ui/mark.tsx";
import { Plate } from "../ui/plate.tsx";
import { cutPercent, dayAndTime, sourceWords } from "./say-shadow.ts";
import styles from "./shadow.module.css";

type Props = { pilot: string; first: { parity: ParityView; coverage: CoverageView }; timeZone: string };

/** Parity with what it is made of, whether it is enough for a launch, and what is missing. */
export function ShadowTop({ pilot, first, timeZone }: Props) {
  const { data: view = first.parity } = useQuery({ ...parityQuery(pilot), initialData: first.parity });
  const { data: coverage = first.coverage } = useQuery({ ...coverageQuery(pilot), initialData: first.coverage });
  const { parity, gate } = view;
  return (
    <section className={styles["top"]} aria-label="Parity">
      <div className={styles["parity"]}>
        <p className={styles["big"]}>{parity.n === 0 ? "no parity" : cutPercent(parity.parity)}</p>
        <div>
          <p className="strong">
            {parity.n === 0
              ? "nothing in the window was compared"
              : `parity of answers, ${count(parity.n - parity.differing)} of n ${count(parity.n)}`}
          </p>
          {parity.n === 0 ? null : (
            <p className="second">
              95 % lower bound {cutPercent(parity.lowerBound)}; strict parity, nothing accepted,{" "}
              {cutPercent(parity.strict)}
            </p>
          )}
          <Aside view={view} />
        </div>
      </div>
      <div className={styles["gate"]}>
        <p>
          {gate.isGood ? (
            <Plate kind="pass" word="GO" />
          ) : (
            <span className={`plate ${styles["hold"]}`}>
              <Mark name="warning" /> HOLD
            </span>
          )}{" "}
          <span className="strong">
            {gate.isGood ? "Enough for a launch" : "Not enough for a launch, which counts real exchanges only"}
          </span>
        </p>
        <ul className={styles["conditions"]} aria-label="What a launch needs">
          {missingFirst(gate.conditions).map(({ name, isGood, says }) => (
            <li key={name} className={isGood ? "second small" : "strong"}>
              <Mark name={isGood ? "go" : "warning"} />{" "}
              <span>
                <span className="visually-hidden">{isGood ? "good: " : "missing: "}</span>
                {says}
              </span>
            </li>
          ))}
        </ul>
      </div>
      <Facts view={view} coverage={coverage} timeZone={timeZone} />
    </section>
  );
}

function missingFirst(conditions: ParityView["gate"]["conditions"]): ParityView["gate"]["conditions"] {
  return [...conditions].sort((a, b) => Number(a.isGood) - Number(b.isGood));
}

/** Whatever is not in the fraction is told beside it. */
function Aside({ view: { parity, ignored } }: { view: ParityView }) {
  const parts = [
    parity.accepted > 0 ? `${count(parity.accepted)} differ and are accepted` : "",
    parity.leftOut > 0 ? `${count(parity.leftOut)} left out by a re-check` : "",
    parity.notTheSame > 0 ? `${count(parity.notTheSame)} said not to be the same request` : "",
    ignored > 0 ? `${count(ignored)} differences ignored by rules` : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? null : <p className="second small">{parts.join(" · ")}</p>;
}

type FactsProps = { view: ParityView; coverage: CoverageView; timeZone: string };

function Facts({ view: { window, exchanges, arrivals, sources, duration }, coverage, timeZone }: FactsProps) {
  const at = (time: string) => dayAndTime(time, timeZone);
  const kinds = (["mirrored", "ingested", "replayed", "simulated"] as const).filter((kind) => exchanges[kind]);
  return (
    <dl className={styles["facts"]}>
      <div>
        <dt>Source</dt>
        <dd className="strong">{kinds.map((kind) => sourceWords[kind]).join(", ") || "none yet"}</dd>
        <dd className="small second wrap">
          {kinds.map((kind) => `${count(exchanges[kind] ?? 0)} ${kind}`).join(", ")}
          {sources.length === 0 ? "" : ` from ${sources.map(({ name }) => name).join(", ")}`}
        </dd>
      </div>
      <div>
        <dt>Window</dt>
        <dd className="strong wrap">
          {window === null ? "everything" : `since ${at(window.from)}`}
          {window?.to ? ` to ${at(window.to)}` : ""}
        </dd>
        <dd className="small second wrap">
          {window === null ? "no window named" : `${window.version ?? window.why}, by ${window.by}`}; {duration.hours} h
          of shift traffic
        </dd>
      </div>
      <div>
        <dt>Newest exchange</dt>
        <dd className="strong">{arrivals === null ? "–" : at(arrivals.latest)}</dd>
        <dd className="small second wrap">
          {arrivals === null
            ? "none"
            : `the oldest ${at(arrivals.earliest)}; the last arrived after ${at(arrivals.last)}`}
        </dd>
      </div>
      <LatencyFact latency={coverage.all} />
    </dl>
  );
}

function LatencyFact({ latency }: { latency: LatencyView | null }) {
  if (latency === null) return null;
  const { legacyMs, candidateMs, ratio, legacyErrors, candidateErrors } = latency;
  const line = (of: LatencyView["legacyMs"]) => [of.p50, of.p95, of.p99].map((ms) => milliseconds(ms)).join(" / ");
  return (
    <div>
      <dt>p50 / p95 / p99, same requests</dt>
      <dd>
        <span className={styles["legacy-line"]} aria-hidden="true" /> Legacy {line(legacyMs)}
      </dd>
      <dd>
        <span className={styles["new-line"]} aria-hidden="true" /> New {line(candidateMs)}
      </dd>
      <dd className="small second">
        ratio {[ratio.p50, ratio.p95, ratio.p99].map(ratioText).join(" / ")}; 5xx: legacy {count(legacyErrors)}, new{" "}
        {count(candidateErrors)}
      </dd>
    </div>
  );
}

export function ratioText(ratio: number | null): string {
  return ratio === null ? "–" : ratio.toFixed(2);
}
