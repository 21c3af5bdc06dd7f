import type { ListedRun } from "#lib/load/core/run-list.ts";
import { milliseconds } from "#lib/load/core/say.ts";
import styles from "./runs.module.css";
import { trendShape } from "./trend-shape.ts";

/** p99 of the last runs of one scenario and profile: dashed is the limit, the square is this run. */
export function RunsTrend({ run: { trendMsP99, latencyMsP99, limitMsP99 } }: { run: ListedRun }) {
  const shape = trendShape(trendMsP99, latencyMsP99, limitMsP99);
  if (shape === null) return <span className="second">–</span>;
  const { width, height, line, limitY, square } = shape;
  return (
    <svg className={styles["trend"]} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={inWords(trendMsP99)}>
      {limitY === null ? null : <line className={styles["trend-limit"]} x1={0} x2={width} y1={limitY} y2={limitY} />}
      <polyline className={styles["trend-line"]} points={line} />
      {square === null ? null : (
        <rect
          className={square.isOver ? styles["trend-over"] : styles["trend-this"]}
          x={square.x - 3}
          y={square.y - 3}
          width={6}
          height={6}
        />
      )}
    </svg>
  );
}

function inWords(before: readonly number[]): string {
  if (before.length === 0) return "p99: no earlier run of this scenario and profile";
  return `p99 of the runs before, oldest first: ${before.map((value) => milliseconds(value)).join(", ")}`;
}
