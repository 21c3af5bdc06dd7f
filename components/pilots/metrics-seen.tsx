"use client";

import { type FoundMetric, guessedFigure, type OfferedFigure } from "#lib/pilots/core/known-figures.ts";
import type { MetricsSeen } from "#lib/pilots/query.ts";
import { Mark } from "../ui/mark.tsx";
import styles from "./settings.module.css";

type Props = {
  seen: MetricsSeen;
  /** Metrics that are chosen already. */
  chosen: ReadonlySet<string>;
  onAdd(figure: OfferedFigure): void;
};

/** What an address shows, and what of it is usual to choose. */
export function MetricsFound({ seen, chosen, onAdd }: Props) {
  const { address, why, latencyMs, metrics, offered } = seen;
  if (why !== null)
    return (
      <p className={`wrong ${styles["seen"]}`}>
        <Mark name="no-go" /> {address} could not be read: {why.replace(/\.$/, "")}.
      </p>
    );
  const left = offered.filter(({ metric }) => !chosen.has(metric));
  return (
    <div className={styles["seen"]}>
      <p>
        <Mark name="go" /> {address} answers in {Math.max(1, Math.round(latencyMs ?? 0))} ms with{" "}
        {metrics.length === 1 ? "1 metric" : `${metrics.length} metrics`}.{" "}
        {offered.length === 0
          ? "None of them is one that Gantry knows: choose from the list."
          : left.length === 0
            ? "All usual ones are chosen."
            : "Usual ones:"}
      </p>
      {left.length === 0 ? null : (
        <p className={styles["acts"]}>
          {left.map((figure) => (
            <button key={figure.metric} type="button" className="button link" onClick={() => onAdd(figure)}>
              Add {figure.label}
            </button>
          ))}
        </p>
      )}
      <details>
        <summary>All {metrics.length} metrics</summary>
        <MetricsTable metrics={metrics} chosen={chosen} onAdd={onAdd} />
      </details>
    </div>
  );
}

function MetricsTable({ metrics, chosen, onAdd }: Omit<Props, "seen"> & { metrics: readonly FoundMetric[] }) {
  return (
    <div className="scroll-x">
      <table>
        <thead>
          <tr>
            {["Metric", "Type", "Labels", "Now", "What it says"].map((word) => (
              <th key={word} scope="col">
                {word}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">Acts</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {metrics.map((metric) => (
            <tr key={metric.name}>
              <td className={`mono ${styles["address"]}`}>{metric.name}</td>
              <td>{metric.type}</td>
              <td>{metric.labels.join(", ") || "–"}</td>
              <td>{metric.value ?? `${metric.series} series`}</td>
              <td>{metric.help}</td>
              <td className={styles["row-acts"]}>
                {chosen.has(metric.name) ? (
                  <span className="second">chosen</span>
                ) : (
                  <button
                    type="button"
                    className="button link"
                    aria-label={`Add ${metric.name}`}
                    onClick={() => onAdd(guessedFigure(metric))}
                  >
                    Add
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
