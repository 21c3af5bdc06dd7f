"use client";

import type { PairingCode } from "#lib/displays/browser/ask-wall.ts";
import type { Trouble } from "#lib/displays/browser/wall-device.ts";
import type { Moment } from "#lib/displays/core/wall-clock.ts";
import { FitText } from "./fit-text.tsx";
import type { WallTexts } from "./messages/messages.ts";
import styles from "./wall.module.css";
import { browserTexts } from "./wall-texts.ts";
import { clockTime } from "./wall-times.ts";

type Props = { code: PairingCode | null; trouble: Trouble | null; at: Moment; version: string };

/** Not paired: the code, how long it is good, and what to do with it. Nothing of any pilot is shown. */
export function PairScreen({ code, trouble, at, version }: Props) {
  const texts = browserTexts();
  const { pair } = texts;
  const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <main className={styles["wall"]} lang={texts.language}>
      <div className={styles["picture"]}>
        <header className={styles["head"]}>
          <h1 className={styles["title"]}>
            <FitText size={68}>{pair.title}</FitText>
          </h1>
          <div className={styles["time"]}>
            <span>{clockTime(at.dayMs, ownZone)}</span>
            <span className={`${styles["feed"]} ${styles["plain"]}`}>{pair.ownClock}</span>
          </div>
        </header>
        <div className={styles["pair"]}>
          <p>{code === null ? pair.asking : pair.typeIt}</p>
          <Letters letters={code?.letters ?? ""} />
          {code === null ? <div /> : <Life code={code} at={at} texts={texts} />}
          <div className={styles["trouble"]} role="status">
            {trouble === null ? null : <FitText size={46}>{troubleOf(trouble, texts)}</FitText>}
          </div>
          <Steps texts={texts} />
        </div>
        <footer className={styles["foot"]}>
          <FitText size={38}>{pair.canOnlyRead}</FitText>
          <FitText size={38}>{pair.size(window.innerWidth, window.innerHeight, version.split("+")[0] ?? "")}</FitText>
        </footer>
      </div>
    </main>
  );
}

function Letters({ letters }: { letters: string }) {
  if (letters === "") return <div />;
  return (
    <div className={styles["letters"]} role="img" aria-label={[...letters].join(" ")}>
      {[...letters].flatMap((letter, at) => [
        ...(at === letters.length / 2 ? [<span key="dash" className={styles["dash"]} />] : []),
        <span key={at}>{letter}</span>,
      ])}
    </div>
  );
}

function Life({ code, at, texts: { pair } }: { code: PairingCode; at: Moment; texts: WallTexts }) {
  const leftMs = Math.max(0, code.endsAtMs - at.steadyMs);
  const seconds = Math.ceil(leftMs / 1000);
  const left = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return (
    <div>
      <div className={styles["life-bar"]}>
        <div style={{ transform: `scaleX(${Math.min(1, leftMs / code.lifeMs)})` }} />
      </div>
      <p className={styles["life"]}>
        <span>
          {pair.goodFor} <strong>{left}</strong>
          {pair.thenNew}
        </span>
        <span className={styles["second"]}>{pair.once}</span>
      </p>
    </div>
  );
}

function Steps({ texts: { pair } }: { texts: WallTexts }) {
  return (
    <ol className={styles["pair-steps"]}>
      <li>
        <span className={styles["second"]}>1</span>
        <FitText size={46}>{`${pair.open} ${window.location.host} ${pair.signIn}`}</FitText>
      </li>
      <li>
        <span className={styles["second"]}>2</span>
        <FitText size={46}>{`${pair.goTo} ${pair.displays}${pair.pair}`}</FitText>
      </li>
      <li>
        <span className={styles["second"]}>3</span>
        <FitText size={46}>{pair.choose}</FitText>
      </li>
    </ol>
  );
}

function troubleOf({ status }: Trouble, { pair }: WallTexts): string {
  return status === 0 ? pair.unreachable : pair.refused(String(status));
}
