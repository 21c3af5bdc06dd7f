"use client";

import { useEffect, useState } from "react";
import type { WallNow } from "#lib/displays/browser/wall-state.ts";
import { announce, noAnnouncements } from "#lib/displays/core/announcements.ts";
import type { Board } from "#lib/displays/core/display.ts";
import type { WallView } from "#lib/displays/core/wall-view.ts";
import type { WallTexts } from "./messages/messages.ts";

type Props = { view: WallView; at: WallNow; board: Board; texts: WallTexts };

/** For who cannot see it: NO-GO and STALE at once, everything else politely and at most four times a minute. */
export function WallSaid(props: Props) {
  const [said, setSaid] = useState(noAnnouncements);
  const alarm = alarmSaid(props);
  const says = politelySaid(props);
  const { now } = props.at;
  useEffect(() => setSaid((was) => announce(was, { says, alarm, nowMs: performance.now() })), [says, alarm, now]);
  return (
    <div className="visually-hidden">
      <p aria-live="polite">{said.polite}</p>
      <p aria-live="assertive">{said.alarm}</p>
    </div>
  );
}

function alarmSaid({ view: { poll }, at, texts }: Props): string {
  if (at.phase === "stale") return texts.said.stale(texts.states[poll.overall]);
  if (at.phase !== "live" || poll.overall !== "NO-GO") return "";
  return texts.said.noGo(poll.blocker === null ? poll.sentence : `${poll.blocker.station}: ${poll.blocker.sentence}`);
}

function politelySaid({ view: { poll, rollback }, at, board, texts }: Props): string {
  if (at.phase !== "live") return "";
  const decision = poll.overall === "NO-GO" ? "" : texts.said.overall(texts.states[poll.overall], poll.sentence);
  return [texts.said.rollback(rollback.is), decision, `${texts.said.board[board]}.`].filter(Boolean).join(" ");
}
