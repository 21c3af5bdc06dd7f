import type { RunView } from "#lib/load/core/run-view.ts";
import { siteTime } from "../ui/site-time.ts";

/** The run's entries in the log, as lines for people. */
export function RunHappened({ run, timeZone }: { run: RunView; timeZone: string }) {
  return (
    <section className="section" aria-labelledby="happened">
      <h2 id="happened">What happened</h2>
      <table>
        <tbody>
          {run.happened.map(({ at, who, sentence }) => (
            <tr key={`${at} ${sentence}`}>
              <td className="mono second happened-at" suppressHydrationWarning>
                {siteTime(new Date(at), timeZone, false)}
              </td>
              <td className="wrap">{sentence}</td>
              <td className="number second">{who}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
