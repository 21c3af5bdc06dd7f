import type { BoardProps } from "./board.ts";
import { clockTime, dayOf, lasting, shortTime, zoneOf } from "./wall-times.ts";

/** The two sentences under every board: since when it is so and what releases it, and what is needed. */
export type Foot = readonly [left: string, right: string];

type FootProps = BoardProps & { staleSince: number | null };

export function footOf(props: FootProps): Foot {
  const { view, texts, stale, staleSince } = props;
  if (stale) {
    const { lastData, neverAny, call } = texts.stale;
    return [staleSince === null ? neverAny : lastData(clockTime(staleSince, view.pilot.timeZone)), call];
  }
  return view.poll.overall === "GO" ? goFoot(props) : heldFoot(props);
}

function goFoot({ view, texts }: FootProps): Foot {
  const { pilot, rollback } = view;
  const rehearsed = rollback.rehearsal === null ? "" : texts.poll.rehearsed(lasting(rollback.rehearsal.tookMs));
  if (pilot.window === null) return [texts.head.noWindow, rehearsed];
  const [from, to] = [Date.parse(pilot.window.from), Date.parse(pilot.window.to)];
  const zone = pilot.timeZone;
  const begins = `${dayOf(from, zone, texts.locale)} ${clockTime(from, zone).slice(0, 5)} ${zoneOf(from, zone)}`;
  return [texts.poll.cutOver(begins, shortTime(to, zone, { now: from, locale: texts.locale })), rehearsed];
}

function heldFoot({ view: { poll, pilot }, now, texts }: FootProps): Foot {
  const { stations, since, overall, blocker } = poll;
  const go = stations.filter(({ state }) => state === "GO" || state === "WAIVED").length;
  const time = since === null ? null : shortTime(since, pilot.timeZone, { now, locale: texts.locale });
  const says = time === null ? [] : [`${texts.poll.since(texts.states[overall], time)}.`];
  const releases = blocker === null ? [] : [blocker.releases];
  return [[...says, ...releases].join(" "), texts.poll.goOf(go, stations.length)];
}
