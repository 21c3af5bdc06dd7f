import type { ComparisonRow } from "#lib/load/core/comparison-rows.ts";
import { ratioScale } from "#lib/load/core/comparison-rows.ts";
import styles from "./compare.module.css";
import { RatioAxis, RatioBar } from "./ratio-bar.tsx";
import { SaysWord } from "./says-word.tsx";

type Props = {
  rows: readonly ComparisonRow[];
  /** Heads of the two columns of figures. */
  base: string;
  other: string;
};

/** Figures of two runs beside each other: the ratio with its interval, in figures and as a bar against 1, and what that says. */
export function CompareTable({ rows, base, other }: Props) {
  const scale = ratioScale(rows.map(({ interval }) => interval));
  return (
    <div className={`scroll-x ${styles["table"]}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">Figure</th>
            <th scope="col" className="number">
              {base}
            </th>
            <th scope="col" className="number">
              {other}
            </th>
            <th scope="col" className="number">
              Ratio
            </th>
            <th scope="col">95 % interval</th>
            <th scope="col">
              <RatioAxis scale={scale} />
              <span className="visually-hidden">The interval against 1</span>
            </th>
            <th scope="col">Says</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, step, isFirst, figure, interval, says, ...row }) => (
            <tr key={key} className={isFirst ? styles["first"] : undefined}>
              <th scope="row" className="row-name">
                {isFirst ? step : <span className="visually-hidden">{step}</span>}
              </th>
              <td>{figure}</td>
              <td className="number second">{row.base}</td>
              <td className="number">{row.other}</td>
              <td className="number">{row.ratio}</td>
              <td className="second">{row.range}</td>
              <td>
                <RatioBar interval={interval} scale={scale} />
              </td>
              <td>
                <SaysWord says={says} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
