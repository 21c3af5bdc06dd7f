"use client";

import { useEffect } from "react";
import type { WallDevice } from "#lib/displays/browser/wall-device.ts";
import { type WallKnown, type WallNow, wallNow } from "#lib/displays/browser/wall-state.ts";
import type { Board } from "#lib/displays/core/display.ts";
import { shiftAt } from "#lib/displays/core/pixel-shift.ts";
import { boardAt } from "#lib/displays/core/rotation.ts";
import type { Moment } from "#lib/displays/core/wall-clock.ts";
import type { WallView } from "#lib/displays/core/wall-view.ts";
import type { BoardProps } from "./board.ts";
import { boardOf } from "./boards.ts";
import { FitText } from "./fit-text.tsx";
import type { WallTexts } from "./messages/messages.ts";
import { footOf } from "./poll-foot.ts";
import { StaleOver } from "./stale-over.tsx";
import { useReload } from "./use-reload.ts";
import { useTone } from "./use-tone.ts";
import { useWakeLock } from "./use-wake-lock.ts";
import styles from "./wall.module.css";
import { isKeeperSilent, WallHead } from "./wall-head.tsx";
import { WallSaid } from "./wall-said.tsx";
import { textsOf } from "./wall-texts.ts";

type Props = { device: WallDevice; known: WallKnown; moment: Moment; version: string };

/** The wall at one moment. Whether it is live is judged here, from the clocks, each time it is drawn. */
export function WallScreen({ device, known, moment, version }: Props) {
  const at = wallNow(known, moment);
  const { settings } = known.display;
  const texts = textsOf(settings.language);
  const overall = texts.states[known.view.poll.overall];
  // A wall that hears nothing stays on the board it had.
  const board = boardAt(settings.boards, known.view, at.staleSince ?? at.now);
  useWakeLock();
  useTone(settings.sound ? alarmOf(at, known.view) : "off");
  useReload(known, at, version);
  useEffect(() => device.shows({ board, overall: known.view.poll.overall }), [device, board, known.view.poll.overall]);
  return (
    <WallPicture view={known.view} at={at} board={board} texts={texts}>
      {at.phase === "stale" ? <StaleOver at={at} overall={overall} texts={texts} /> : null}
      {(known.display.showNameUntil ?? 0) > at.now ? (
        <div className={styles["named"]}>
          <FitText size={56}>{texts.name.isDisplay(settings.number)}</FitText>
          <FitText size={150} lines={2}>
            {settings.name}
          </FitText>
          <FitText size={64}>{settings.place}</FitText>
        </div>
      ) : null}
      <WallSaid view={known.view} at={at} board={board} texts={texts} />
    </WallPicture>
  );
}

/** What a tone is for. */
function alarmOf(at: WallNow, view: WallView): "stale" | "no-go" | "none" {
  if (at.phase === "stale") return "stale";
  return at.phase === "live" && view.poll.overall === "NO-GO" ? "no-go" : "none";
}

type PictureProps = { view: WallView; at: WallNow; board: Board; texts: WallTexts; children: React.ReactNode };

/** Head, board and foot, moved a little each minute against burn-in. */
function WallPicture({ view: seen, at, board, texts, children }: PictureProps) {
  const isOld = at.phase !== "live";
  const view = { ...seen, keeperSilent: isKeeperSilent(seen, at) };
  // What was last known stood at that moment: nothing of it goes on. Only the poll says how old its evidence is, and that grows.
  const now = board === "poll" ? at.now : (at.staleSince ?? at.now);
  const props: BoardProps = { view, now, stale: isOld, texts };
  const Shown = boardOf[board];
  const [left, right] = footOf({ ...props, now: at.now, stale: at.phase === "stale", staleSince: at.staleSince });
  const { x, y } = shiftAt(at.now);
  return (
    <main
      className={[styles["wall"], isOld ? styles["stale"] : ""].join(" ")}
      lang={texts.language}
      data-phase={at.phase}
    >
      <div className={styles["picture"]} style={{ transform: `translate(${x}px, ${y}px)` }}>
        <WallHead view={view} at={at} board={board} texts={texts} />
        <div className={styles["body"]} data-board={board}>
          <Shown {...props} />
          {children}
        </div>
        <footer className={styles["foot"]}>
          <FitText size={38}>{left}</FitText>
          <FitText size={38}>{right}</FitText>
        </footer>
      </div>
    </main>
  );
}
