import { generatorFigures, generatorSays } from "#lib/load/core/report-generator.ts";
import type { RunView } from "#lib/load/core/run-view.ts";

/** Whether the generator itself kept up, and whether its machine let it: the same words and figures as in the report. */
export function RunGenerator({ run: { summary } }: { run: RunView }) {
  if (summary.seconds === 0) return null;
  const { facts, stolen } = generatorSays(generatorFigures(summary));
  return (
    <section className="section" aria-labelledby="generator">
      <h2 id="generator">The generator’s own standing</h2>
      <div className="scroll-x">
        <table>
          <tbody>
            {facts.map(({ name, text }) => (
              <tr key={name}>
                <th scope="row" className="row-name">
                  {name}
                </th>
                <td>{text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {stolen === "" ? null : <p className="beneath">{stolen}</p>}
    </section>
  );
}
