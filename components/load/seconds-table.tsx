import { drawnWidth, type KeptSeconds } from "#lib/load/core/kept-seconds.ts";
import { clock, count, milliseconds } from "#lib/load/core/say.ts";

/** A browser draws this many rows without a pause; older seconds are on the charts. */
const mostRows = 300;

/** A chart has no room for every second of a long run. */
function drawnOf(kept: KeptSeconds): string {
  const width = drawnWidth(kept);
  return width === 1 ? "" : ` Of every ${count(width)} s the charts draw the lowest and the highest second.`;
}

/** The charts in figures, the newest second first. */
export function SecondsTable({ kept }: { kept: KeptSeconds }) {
  const { points, seconds } = kept;
  const shown = points.slice(-mostRows).reverse();
  const ms = (value: number | null) => (value === null ? "–" : milliseconds(value));
  return (
    <div className="scroll-x">
      <table>
        <caption className="second small">
          {seconds > mostRows ? `The newest ${mostRows} of ${count(seconds)} seconds` : "Every second"}. p99 with fewer
          than 459 samples is their maximum and marked.{drawnOf(kept)}
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
