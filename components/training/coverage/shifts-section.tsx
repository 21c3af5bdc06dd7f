import type { CoverageView, ShiftCoverage } from "#lib/training/core/coverage-view.ts";
import styles from "./coverage.module.css";
import { championWords, dayWord, shiftWord } from "./say-coverage.ts";

type Props = { view: CoverageView };

/** How much of each shift is ready, and which of them the launch asks for. */
export function ShiftsSection({ view }: Props) {
  const shifts = view.shifts.filter(({ of, withoutNeed }) => of + withoutNeed > 0);
  return (
    <section className="section" aria-labelledby="shifts">
      <h2 id="shifts">Coverage per shift</h2>
      <table className={styles["shifts"]}>
        <tbody>
          {shifts.map((shift) => (
            <tr key={shift.shift}>
              <th scope="row">{shiftWord(shift.shift)}</th>
              <td>
                <span className={styles["bar-of"]}>
                  <i style={{ width: `${shift.of === 0 ? 0 : (100 * shift.ready) / shift.of}%` }} />
                </span>
              </td>
              <td className="number">
                {shift.ready} of {shift.of}{" "}
                <span className="second">
                  {shift.firstTurnAt === null ? "not in the calendar" : dayWord(shift.firstTurnAt, view.timeZone)}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="second small">{launchWords(view)}</p>
      {view.shifts.filter(lacksChampion).map(({ shift }) => (
        <p key={shift} className={styles["lacks"]}>
          {shiftWord(shift)} launches without a champion.
        </p>
      ))}
      <p className="second small">
        {shifts
          .filter((one) => !lacksChampion(one))
          .map(({ shift, champions }) => `${shiftWord(shift)}: ${championWords(champions)}`)
          .join(" · ")}
      </p>
    </section>
  );
}

const lacksChampion = ({ countsForLaunch, champions, of }: ShiftCoverage) =>
  countsForLaunch && champions === 0 && of > 0;

/** "Only Day counts for this launch: 24 of 24 needed." */
function launchWords({ shifts, launchAt }: CoverageView): string {
  if (launchAt === null) return "No go-live window is set yet, so no shift is known to launch.";
  const launching = shifts.filter(({ countsForLaunch }) => countsForLaunch);
  if (launching.length === 0) return "No shift of the calendar works in the go-live window.";
  const names = launching.map(({ shift }) => shiftWord(shift));
  const of = launching.reduce((sum, one) => sum + one.of, 0);
  const who =
    names.length === 1 ? `Only ${names[0]} counts` : `${names.slice(0, -1).join(", ")} and ${names.at(-1)} count`;
  return `${who} for this launch: ${of} of ${of} needed.`;
}
