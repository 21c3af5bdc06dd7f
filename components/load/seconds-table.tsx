import type { ChartPoint } from "#lib/load/core/chart-point.ts";
import { clock, count, milliseconds } from "#lib/load/core/say.ts";

/** A browser draws this many rows without a pause; older seconds are on the charts. */
const mostRows = 300;

/** The charts in figures, the newest second first. */
export function SecondsTable({ points }: { points: readonly ChartPoint[] }) {
  const shown = points.slice(-mostRows).reverse();
  const ms = (value: number | null) => (value === null ? "–" : milliseconds(value));
  return (
    <div className="scroll-x">
      <table>
        <caption className="second small">
          {points.length > mostRows ? `The newest ${mostRows} of ${count(points.length)} seconds` : "Every second"}. p99
          with fewer than 459 samples is their maximum and marked.
        </caption>
        <thead>
          <tr>
            {["Second", "p50", "p95", "p99", "Failed", "Planned", "Sent", "Ended", "Dropped", "Users"].map((name) => (
              <th key={name} scope="col" className="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((point) => (
            <tr key={point.second}>
              <td className="number mono">{clock(point.second)}</td>
              <td className="number">{ms(point.latencyMsP50)}</td>
              <td className="number">{ms(point.latencyMsP95)}</td>
              <td className="number">
                {point.p99IsMax && point.latencyMsP99 !== null ? "max " : ""}
                {ms(point.latencyMsP99)}
              </td>
              <td className="number">{count(point.failed)}</td>
              <td className="number">{count(point.planned)}</td>
              <td className="number">{count(point.sent)}</td>
              <td className="number">{count(point.ended)}</td>
              <td className="number">{count(point.dropped)}</td>
              <td className="number">{count(point.users)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
