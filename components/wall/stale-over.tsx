import type { WallNow } from "#lib/displays/browser/wall-state.ts";
import { FitText } from "./fit-text.tsx";
import type { WallTexts } from "./messages/messages.ts";
import styles from "./wall.module.css";
import { WallMark } from "./wall-mark.tsx";
import { lasting } from "./wall-times.ts";

/** Over whatever board there is: for how long nothing is known, and what it was. */
export function StaleOver({ at, overall, texts }: { at: WallNow; overall: string; texts: WallTexts }) {
  const says = `${texts.stale.word} ${lasting(at.silentMs)}`;
  const was = at.staleSince === null ? texts.stale.nothingKnown : texts.was(overall);
  return (
    <>
      <section className={styles["stale-band"]} data-stale>
        <WallMark name="stale" size={144} />
        <strong className={styles["stale-word"]} style={{ fontSize: `calc(${sizeOf(says)} * var(--u))` }}>
          {says}
        </strong>
        <span className={styles["was"]}>
          <FitText size={104} least={56}>{`— ${was}`}</FitText>
        </span>
      </section>
      <div className={styles["veil"]} />
    </>
  );
}

/** The word and its clock grow with the time and the language; what it was must stay beside them. A letter is half as wide as high. */
function sizeOf(text: string): number {
  return Math.round(Math.min(188, 2_080 / text.length));
}
