import type { WallNext } from "#lib/displays/core/wall-view.ts";
import type { BoardProps } from "./board.ts";
import { FitText } from "./fit-text.tsx";
import styles from "./wall.module.css";
import { WallMark } from "./wall-mark.tsx";
import { ageText, shortTime } from "./wall-times.ts";

type Step = WallNext["steps"][number];

/** D. What comes next and when, and who is on duty. */
export function BoardNext(props: BoardProps) {
  const { next } = props.view;
  const { texts } = props;
  if (next.steps.length === 0 && next.people.length === 0)
    return (
      <div className={styles["nothing"]}>
        <p>{texts.next.nothing}</p>
        <p className={styles["second"]}>{texts.next.nothingNote}</p>
      </div>
    );
  return (
    <div className={styles["next"]}>
      <ol className={styles["steps"]} aria-label={texts.next.title}>
        {next.steps.map((step, at) => (
          <StepRow key={at} {...props} step={step} />
        ))}
      </ol>
      <People {...props} />
    </div>
  );
}

function StepRow(props: BoardProps & { step: Step }) {
  const { step, view, now, texts } = props;
  const { plannedAt, title, pointOfNoReturn } = step;
  const time = (at: number) => shortTime(at, view.pilot.timeZone, { now, locale: texts.locale });
  return (
    <li className={styles["step"]}>
      <span className={styles["when"]}>
        <FitText size={44} lines={2}>
          {plannedAt === null ? texts.next.noTime : time(plannedAt)}
        </FitText>
      </span>
      <span className={styles["what"]}>
        <FitText size={44} lines={pointOfNoReturn === "" ? 2 : 1}>
          {title}
        </FitText>
        {pointOfNoReturn === "" ? null : (
          <span className={styles["held"]}>
            <WallMark name="warning" size={34} />
            <FitText size={36}>{texts.next.pointOfNoReturn(pointOfNoReturn)}</FitText>
          </span>
        )}
      </span>
      <Standing {...props} time={time} />
    </li>
  );
}

/** Lateness is counted on while nobody writes. */
function Standing({ step, now, texts, time }: BoardProps & { step: Step; time(at: number): string }) {
  const lateMs = step.plannedAt === null || step.state === "under way" ? 0 : now - step.plannedAt;
  const isUnderWay = step.state === "under way" && step.startedAt !== null;
  return (
    <span className={styles["standing"]}>
      {isUnderWay ? (
        <span className={styles["tag"]}>
          <WallMark name="running" size={36} />
          <FitText size={38}>{texts.next.underWay(time(step.startedAt ?? now))}</FitText>
        </span>
      ) : null}
      {lateMs >= 60_000 ? (
        <span className={`${styles["tag"]} ${styles["late"]}`}>
          <WallMark name="due" size={36} />
          <FitText size={38}>{texts.next.behind(ageText(lateMs, texts))}</FitText>
        </span>
      ) : null}
      <FitText size={36} className={styles["second"]}>
        {step.owner}
      </FitText>
    </span>
  );
}

/** What there is room for; the rest is counted. */
const mostPeople = 6;

function People({ view: { next }, texts }: BoardProps) {
  const shown = next.people.slice(0, mostPeople);
  return (
    <section className={styles["people"]}>
      <h2>{texts.next.people}</h2>
      {shown.length === 0 ? <p className={styles["second"]}>{texts.next.nobodyAsked}</p> : null}
      <ul>
        {shown.map(({ duty, station, held }) => (
          <li key={`${duty} ${station}`}>
            <FitText size={42} className={held.length === 0 ? styles["held"] : undefined}>
              {held.length === 0 ? texts.next.nobodyHolds : held.join(", ")}
            </FitText>
            <FitText size={36} className={styles["second"]}>
              {[texts.next.duties[duty] ?? duty, station].filter(Boolean).join(" ")}
            </FitText>
          </li>
        ))}
        {next.people.length > mostPeople ? (
          <li className={styles["second"]}>{texts.next.morePeople(next.people.length - mostPeople)}</li>
        ) : null}
      </ul>
    </section>
  );
}
