import type { RatioInterval } from "#lib/load/core/block-bootstrap.ts";
import type { RatioScale } from "#lib/load/core/comparison-rows.ts";
import styles from "./compare.module.css";

/** An interval as a bar against 1; the same figures stand beside it. */
export function RatioBar({ interval, scale }: { interval: RatioInterval | null; scale: RatioScale }) {
  if (interval === null) return null;
  const { low, high, ratio } = interval;
  const percent = (value: number) => `${scale.at(value) * 100}%`;
  const tone = low > 1 ? styles["worse"] : high < 1 ? styles["better"] : styles["even"];
  return (
    <span className={`${styles["bar"]} ${tone}`} aria-hidden="true">
      <i className={styles["one"]} />
      <i
        className={styles["whisker"]}
        style={{ left: percent(low), width: `${(scale.at(high) - scale.at(low)) * 100}%` }}
      />
      <i className={styles["ratio"]} style={{ left: percent(ratio) }} />
    </span>
  );
}

/** Where the bar's ends and 1 stand. */
export function RatioAxis({ scale: { low, high } }: { scale: RatioScale }) {
  const said = (value: number) => String(Number(value.toPrecision(2)));
  return (
    <span className={styles["axis"]} aria-hidden="true">
      <span>{said(low)}</span>
      <span>1</span>
      <span>{said(high)}</span>
    </span>
  );
}
