import type { ComparedRun } from "#lib/load/core/comparison.ts";
import { clock, milliseconds, perSecond } from "#lib/load/core/say.ts";

/** The charts in figures: a row for each time that a run has a point at. */
export function ComparePoints({ runs }: { runs: readonly ComparedRun[] }) {
  const known = runs.map(({ points }) => new Map(points.map((point) => [point.second, point])));
  const seconds = [...new Set(known.flatMap((points) => [...points.keys()]))].sort((a, b) => a - b);
  return (
    <div className="scroll-x">
      <table>
        <caption className="second small">From the first second that counts; a point covers up to the next.</caption>
        <thead>
          <tr>
            <th scope="col" className="number">
              Time
            </th>
            {["p95", "per s", "errors per s"].flatMap((figure) =>
              runs.map(({ number }) => (
                <th key={`${figure} ${number}`} scope="col" className="number">
                  {number} {figure}
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {seconds.map((second) => {
            const points = known.map((one) => one.get(second));
            return (
              <tr key={second}>
                <td className="number mono">{clock(second)}</td>
                {cells(
                  runs,
                  points.map((point) => point?.latencyMsP95),
                  milliseconds,
                )}
                {cells(
                  runs,
                  points.map((point) => point?.throughputPerSecond),
                  perSecond,
                )}
                {cells(
                  runs,
                  points.map((point) => point?.failedPerSecond),
                  perSecond,
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

type Value = number | null | undefined;

function cells(runs: readonly ComparedRun[], values: readonly Value[], say: (value: number) => string) {
  return runs.map(({ number }, at) => {
    const value = values[at] ?? null;
    return (
      <td key={number} className="number">
        {value === null ? "–" : say(value)}
      </td>
    );
  });
}
