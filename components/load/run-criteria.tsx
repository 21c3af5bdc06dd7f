import { isSearch } from "#lib/load/core/profile.ts";
import { limiterQuestion } from "#lib/load/core/rate-limiter.ts";
import type { RunView } from "#lib/load/core/run-view.ts";
import { clock, count, criterionName, inUnit, isAtLeast, measuredInWords } from "#lib/load/core/say.ts";
import type { Judged } from "#lib/load/core/verdict.ts";
import { whatWouldDecide } from "#lib/load/core/what-would-decide.ts";
import { AtLeast, AtMost } from "../ui/mark.tsx";
import { Plate, type PlateKind } from "../ui/plate.tsx";
import type { Stale } from "./use-stale.ts";

/** Each criterion with what was measured, worst first, and what is still missing. */
export function RunCriteria({ run, stale }: { run: RunView; stale: Stale | null }) {
  const { verdict, state } = run;
  // Of a search for the capacity the levels decide, each by itself.
  if (isSearch(run.plan.profile)) return null;
  const ended = state === "ended";
  const heading = stale === null ? (ended ? "what decided first" : "worst first") : "last known, nothing here is live";
  return (
    <section className="section" aria-labelledby="criteria">
      <h2 id="criteria">
        Criteria <span className="second small">{heading}</span>
      </h2>
      <div className={stale === null ? "scroll-x" : "scroll-x hatched was-live"}>
        <table>
          <thead>
            <tr>
              <th scope="col">Criterion</th>
              <th scope="col" className="number">
                Measured
              </th>
              <th scope="col" className="number">
                Limit
              </th>
              <th scope="col" className="number">
                n
              </th>
              {ended ? null : (
                <th scope="col" className="number">
                  {stale === null ? "Since" : "Age"}
                </th>
              )}
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {verdict.criteria.map((judged) => (
              <Row key={criterionName(judged.criterion)} judged={judged} run={run} stale={stale} />
            ))}
          </tbody>
        </table>
      </div>
      {stale === null ? <Beneath run={run} /> : null}
    </section>
  );
}

type RowProps = { judged: Judged; run: RunView; stale: Stale | null };

function Row({ judged, run, stale }: RowProps) {
  const { criterion, measured, n } = judged;
  const since = run.since[criterionName(criterion)];
  const { kind, word } = stateOf(judged, run.state === "ended");
  return (
    <tr>
      <th scope="row" className="row-name">
        {criterionName(criterion)}
        {criterion.judge === "bound" && criterion.metric.kind === "percentile" ? " by bound" : ""}
        {criterion.judge === "measured" && criterion.metric.kind === "errors" ? " by plain ratio" : ""}
      </th>
      <td className="number strong">{measured === null ? "–" : measuredInWords(criterion, measured)}</td>
      <td className="number second">
        {isAtLeast(criterion.metric) ? <AtLeast /> : <AtMost />}
        {inUnit(criterion.metric, criterion.limit)}
      </td>
      <td className="number">{count(n)}</td>
      {run.state === "ended" ? null : <td className="number second">{ageText(stale, since)}</td>}
      <td>{stale === null ? <Plate kind={kind} word={word} /> : <Plate kind="stale" word={`was ${word}`} />}</td>
    </tr>
  );
}

function ageText(stale: Stale | null, since: number | undefined): string {
  if (stale !== null) return `${Math.round(stale.seconds)} s`;
  return since === undefined ? "–" : clock(since);
}

function stateOf({ kind, isWarning }: Judged, ended: boolean): { kind: PlateKind; word: string } {
  if (kind === "pass" && isWarning) return { kind: "warning", word: "WARNING" };
  if (kind === "pass") return { kind, word: ended ? "PASS" : "HOLDS" };
  if (kind === "fail") return { kind, word: ended ? "FAIL" : "FAILING" };
  return ended ? { kind, word: "INCONCLUSIVE" } : { kind: "not-yet", word: "NOT YET" };
}

/** Under the table: while it runs, what is still missing; afterwards, what a next run would need. */
function Beneath({ run }: { run: RunView }) {
  const question = limiterQuestion(run.summary);
  const ended = run.state === "ended";
  const open = run.verdict.criteria.filter(({ kind }) => kind === "inconclusive");
  const warnings = run.verdict.criteria.filter(({ kind, isWarning }) => kind === "pass" && isWarning);
  const needs = ended ? whatWouldDecide(run.plan, run.summary, run.verdict) : [];
  return (
    <>
      {question === null ? null : <p className="beneath strong">{question}</p>}
      {ended || run.summary.lastSecond === null
        ? null
        : open.map(({ criterion, sentence }) => (
            <p key={criterionName(criterion)} className="beneath second">
              <strong>NOT YET</strong> {sentence}
            </p>
          ))}
      {warnings.map(({ criterion, sentence }) => (
        <p key={criterionName(criterion)} className="beneath">
          <strong>WARNING</strong> {sentence}
        </p>
      ))}
      {needs.length === 0 ? null : (
        <>
          <h3 className="beneath">What would make it conclusive</h3>
          <ol className="reasons second">
            {needs.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ol>
        </>
      )}
    </>
  );
}
