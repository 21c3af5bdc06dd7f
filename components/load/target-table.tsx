import { count } from "#lib/load/core/say.ts";
import { figureRows, figureText, type TargetFigures } from "#lib/load/core/target-figures.ts";

/** A browser draws this many rows without a pause; older ones are on the charts. */
const mostRows = 300;

/** The same in figures, the newest reading first. A dash: it could not be read then. */
export function TargetTable({ figures: { figures, everySeconds } }: { figures: TargetFigures }) {
  const rows = figureRows(figures, everySeconds);
  const which = rows.length > mostRows ? `The newest ${mostRows} of ${count(rows.length)} rows.` : "";
  return (
    <div className="scroll-x">
      <table>
        <caption className="second small">
          {which} A dash stands where nothing was read
          {everySeconds === 5 ? "." : `; each row is the mean of ${everySeconds} s.`}
        </caption>
        <thead>
          <tr>
            <th scope="col" className="number">
              Second
            </th>
            {figures.map(({ label }) => (
              <th key={label} scope="col" className="number">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, mostRows).map(({ at, values }) => (
            <tr key={at}>
              <td className="number mono">{at}</td>
              {figures.map((figure, index) => {
                const value = values[index];
                return (
                  <td key={figure.label} className="number">
                    {value === undefined ? "" : value === null ? "–" : figureText(value, figure)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
