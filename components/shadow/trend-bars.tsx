import { count } from "#lib/load/core/say.ts";
import styles from "./shadow.module.css";

const height = 18;

/** Exchanges an hour over the last 48: the newest is on the right. */
export function TrendBars({ trend }: { trend: readonly number[] }) {
  const most = Math.max(...trend, 0);
  const sum = trend.reduce((all, n) => all + n, 0);
  const path = trend
    .map((n, at) => {
      const tall = n === 0 ? 0.6 : Math.max(1.5, (n / most) * height);
      return `M${at * 2} ${height}h1.4v${-tall.toFixed(2)}h-1.4z`;
    })
    .join("");
  return (
    <svg
      className={styles["trend"]}
      viewBox={`0 0 ${trend.length * 2} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={
        sum === 0
          ? "last 48 h: none"
          : `last 48 h: ${count(sum)}, most in an hour ${count(most)}, last hour ${count(trend.at(-1) ?? 0)}`
      }
    >
      <path d={path} />
    </svg>
  );
}
