import type { BoardProps } from "./board.ts";
import { FitText } from "./fit-text.tsx";
import styles from "./wall.module.css";
import { markOf, toneOf, WallMark } from "./wall-mark.tsx";

/** The decision across the room, and the one thing that keeps it. Filled only while it is live: a fill means now. */
export function Band({ view, stale, texts }: BoardProps) {
  const { overall } = view.poll;
  const tone = stale ? "band-last" : `band-${toneOf[overall]}`;
  return (
    <section className={[styles["band"], styles[tone]].join(" ")} aria-hidden={stale}>
      <WallMark name={markOf[overall]} size={168} />
      <strong className={styles["decision"]} data-decision>
        <FitText size={overall === "STALE" ? 176 : 216} least={110}>
          {texts.states[overall]}
        </FitText>
      </strong>
      <Beside view={view} texts={texts} />
    </section>
  );
}

function Beside({ view: { poll }, texts }: Pick<BoardProps, "view" | "texts">) {
  const { blocker, moreBlockers } = poll;
  if (blocker === null) {
    const decision = poll.poll?.decision ?? null;
    return (
      <div className={styles["beside"]}>
        {decision === null ? null : <FitText size={56}>{texts.poll.decided(decision)}</FitText>}
        <FitText size={decision === null ? 56 : 44} lines={3}>
          {poll.sentence}
        </FitText>
      </div>
    );
  }
  const more = moreBlockers > 0 ? `, ${texts.poll.more(moreBlockers)}` : "";
  return (
    <div className={styles["beside"]}>
      <FitText size={64} least={38} lines={4}>{`${blocker.station}: ${blocker.sentence}`}</FitText>
      <FitText size={38} lines={2}>{`${blocker.owner}${more}`}</FitText>
    </div>
  );
}
