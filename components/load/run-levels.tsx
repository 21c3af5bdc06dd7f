import { capacityOf } from "#lib/load/core/judge-search.ts";
import type { LevelFigures } from "#lib/load/core/level-fold.ts";
import { levelsOf } from "#lib/load/core/levels.ts";
import { isSearch } from "#lib/load/core/profile.ts";
import type { RunView } from "#lib/load/core/run-view.ts";
import { clock, count, milliseconds, percent, perSecond } from "#lib/load/core/say.ts";
import { verdictWord } from "#lib/load/core/say-verdict.ts";
import { Plate } from "../ui/plate.tsx";
import styles from "./run-levels.module.css";

/** The levels of a sweep, of steps or of a search for the capacity, each with its own figures and what it says about the limits. */
export function RunLevels({ run }: { run: RunView }) {
  const planned = levelsOf(run.plan.profile);
  if (planned.length === 0) return null;
  const { levels } = run;
  const searched = isSearch(run.plan.profile);
  const last = searched ? capacityOf(levels).last : null;
  return (
    <section className="section" aria-labelledby="levels">
      <h2 id="levels">
        Levels{" "}
        <span className="second small">
          {count(levels.length)} of {count(planned.length)} measured.{" "}
          {planned.every(({ byCount }) => byCount)
            ? "Every request of a level counts."
            : "A level after the first counts from a few seconds after its start."}
        </span>
      </h2>
      {levels.length === 0 ? <p className="second">The first level is listed when it has ended.</p> : null}
      {levels.length === 0 ? null : <LevelTable levels={levels} last={last} />}
      {searched ? <p className="beneath strong">{sayFound(run, last)}</p> : null}
    </section>
  );
}

function sayFound({ state }: RunView, last: LevelFigures | null): string {
  const soFar = state === "ended" ? "" : " so far";
  if (last === null) return `No level has held${soFar}.`;
  return `The last level that held${soFar} is ${last.name}.`;
}

const columns = ["From", "Requests", "per s", "p50", "p95", "p99", "Error ratio", "Delivered"] as const;

function LevelTable({ levels, last }: { levels: readonly LevelFigures[]; last: LevelFigures | null }) {
  return (
    <div className="scroll-x">
      <table>
        <thead>
          <tr>
            <th scope="col">Level</th>
            {columns.map((name) => (
              <th key={name} scope="col" className="number">
                {name}
              </th>
            ))}
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {levels.map((level) => (
            <LevelRow key={level.index} level={level} isLast={level.index === last?.index} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function LevelRow({ level, isLast }: { level: LevelFigures; isLast: boolean }) {
  const ms = (value: number | null) => (value === null ? "–" : milliseconds(value));
  const ratio = (value: number | null) => (value === null ? "–" : percent(value));
  return (
    <tr className={isLast ? styles["last"] : undefined}>
      <th scope="row" className="row-name">
        {level.name}
        {level.sentences.map((sentence) => (
          <span key={sentence} className="second small kinds">
            {sentence}
          </span>
        ))}
      </th>
      <td className="number second">{clock(level.fromSecond)}</td>
      <td className="number">{count(level.n)}</td>
      <td className="number">{perSecond(level.throughputPerSecond).replace("/s", "")}</td>
      <td className="number">{ms(level.latencyMsP50)}</td>
      <td className="number">{ms(level.latencyMsP95)}</td>
      <td className="number">{ms(level.latencyMsP99)}</td>
      <td className="number">{ratio(level.errorRatio)}</td>
      <td className="number">{ratio(level.deliveredRatio)}</td>
      <td>
        <Plate kind={level.kind} word={level.kind === "pass" ? "HOLDS" : verdictWord[level.kind]} />
      </td>
    </tr>
  );
}
