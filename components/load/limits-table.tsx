import type { Objectives } from "#lib/load/core/criterion.ts";
import { criterionName } from "#lib/load/core/say.ts";
import { abortsInWords, limitInWords } from "#lib/load/core/say-limits.ts";

/** Limits to be read: one a row, with its warning and how it is judged. */
export function LimitsTable({ objectives, caption }: { objectives: Objectives; caption: string }) {
  const { criteria } = objectives;
  const aborts = abortsInWords(objectives);
  return (
    <>
      {criteria.length === 0 ? (
        <p className="second">{`${caption}: none.`}</p>
      ) : (
        <table>
          <caption className="second small">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">Measure</th>
              <th scope="col">Limit</th>
              <th scope="col">Warns</th>
              <th scope="col">Judged by</th>
            </tr>
          </thead>
          <tbody>
            {criteria.map((criterion, index) => {
              const { limit, warns, judged } = limitInWords(criterion);
              return (
                <tr key={`${index} ${criterionName(criterion)}`}>
                  <th scope="row" className="wrap">
                    {criterionName(criterion)}
                  </th>
                  <td>{limit}</td>
                  <td>{warns}</td>
                  <td>{judged}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {aborts.map((sentence) => (
        <p key={sentence} className="small">
          {sentence}
        </p>
      ))}
    </>
  );
}
