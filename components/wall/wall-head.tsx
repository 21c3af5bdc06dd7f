import type { WallNow } from "#lib/displays/browser/wall-state.ts";
import type { Board } from "#lib/displays/core/display.ts";
import { isSourceStale } from "#lib/displays/core/wall-clock.ts";
import type { WallView } from "#lib/displays/core/wall-view.ts";
import { launchClock } from "#lib/pilots/core/launch-clock.ts";
import { FitText } from "./fit-text.tsx";
import type { WallTexts } from "./messages/messages.ts";
import styles from "./wall.module.css";
import { WallMark } from "./wall-mark.tsx";
import { ageText, clockTime, lasting, shortTime } from "./wall-times.ts";

type HeadProps = { view: WallView; at: WallNow; board: Board; texts: WallTexts };

/** How long to the launch, whose it is, what time it is there, and whether what is shown is live. */
export function WallHead(props: HeadProps) {
  const { view, at, texts } = props;
  return (
    <header className={styles["head"]}>
      <Countdown {...props} />
      <div className={styles["who"]}>
        <h1>
          {view.pilot.practice ? <span className={styles["practice"]}>{texts.head.practice}</span> : null}
          <FitText size={48} lines={2}>{`${view.pilot.name}, ${view.pilot.site}`}</FitText>
        </h1>
        <Line {...props} />
      </div>
      <div className={styles["time"]}>
        <span>{clockTime(at.now, view.pilot.timeZone)}</span>
        <Feed {...props} />
      </div>
    </header>
  );
}

function Countdown({ view: { pilot }, at: { now }, texts }: HeadProps) {
  if (pilot.window === null) return <FitText size={48}>{texts.head.noWindow}</FitText>;
  const window = { fromMs: Date.parse(pilot.window.from), toMs: Date.parse(pilot.window.to) };
  // The minus of the typeface is as wide as its plus.
  const text = launchClock(window, now).text.replace("-", "−");
  return (
    <span className={[styles["countdown"], text.length > 10 ? styles["long"] : ""].join(" ")} role="timer">
      {text}
    </span>
  );
}

function Line({ view, at, board, texts }: HeadProps) {
  const { held, poll, pilot } = view;
  if (at.phase !== "live")
    return (
      <FitText size={40} className={styles["second"]}>
        {texts.head.lastKnown}
      </FitText>
    );
  if (held !== null) {
    const since = shortTime(held.since, pilot.timeZone, { now: at.now, locale: texts.locale });
    return <FitText size={40} className={styles["held"]}>{`${texts.head.held(since)}: ${held.reason}`}</FitText>;
  }
  const polled = poll.poll && texts.head.polled({ ...poll.poll, of: poll.stations.length });
  const more = board === "next" && view.next.more > 0 ? `. ${texts.next.more(view.next.more)}` : "";
  const says = board === "poll" ? (polled ?? texts.head.noPoll) : `${texts.head.boards[board]}${more}`;
  return (
    <FitText size={40} className={styles["second"]}>
      {says}
    </FitText>
  );
}

/** One line: nothing is heard, or a source is silent, or all is live. */
function Feed({ view, at, texts }: HeadProps) {
  if (at.phase === "connecting")
    return <span className={`${styles["feed"]} ${styles["plain"]}`}>{texts.head.connecting}</span>;
  const silent = at.phase === "stale" ? texts.head.noData(ageText(at.silentMs, texts)) : silentSource(view, at, texts);
  if (silent !== null)
    return (
      <span className={`${styles["feed"]} ${styles["silent"]}`}>
        <WallMark name="stale" size={34} /> {silent}
      </span>
    );
  return (
    <span className={`${styles["feed"]} ${styles["live"]}`}>
      <WallMark name="go" size={34} /> {texts.head.live((at.silentMs / 1000).toFixed(1))}
    </span>
  );
}

/** Sources say that they are there each second. The runner's silence matters while a run goes on. */
const sourceEveryMs = 1_000;

export function isKeeperSilent(view: WallView, { ages }: WallNow): boolean {
  return view.keeperSilent || isSourceStale(ages.keeper, sourceEveryMs);
}

function silentSource(view: WallView, at: WallNow, { head }: WallTexts): string | null {
  const { keeper, runner } = at.ages;
  if (isKeeperSilent(view, at)) return keeper === null ? head.keeperNever : head.keeperSilent(lasting(keeper));
  const isRunning = view.vitals?.kind === "run" && view.vitals.endedAt === null;
  if (!isRunning || !isSourceStale(runner, sourceEveryMs)) return null;
  return runner === null ? head.runnerNever : head.runnerSilent(lasting(runner));
}
