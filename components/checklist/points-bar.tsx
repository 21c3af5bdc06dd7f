"use client";

import type { ChecklistsView, ItemView } from "#lib/checklist/core/checklist-view.ts";
import { type PausePoint, pausePoints, pausePointWords } from "#lib/checklist/core/item.ts";
import { openPausePoint } from "#lib/checklist/query.ts";
import { launchClock } from "#lib/pilots/core/launch-clock.ts";
import type { PilotFacts } from "#lib/pilots/core/place.ts";
import { momentText } from "#lib/pilots/core/place-text.ts";
import { plateOf } from "../launch/station-detail.tsx";
import { staysHere } from "../shadow/groups-bar.tsx";
import { Problem } from "../ui/problem.tsx";
import { type PlateState, StatePlate } from "../ui/state-plate.tsx";
import styles from "./checklist.module.css";
import { checklistSearch } from "./checklist-address.ts";
import type { Place } from "./checklist-page.tsx";
import { useChecklistAct } from "./use-checklist-act.ts";

type Clock = { timeZone: string; nowMs: number | null; window: PilotFacts["window"] };
type Props = Omit<Clock, "timeZone"> & {
  place: Place;
  view: ChecklistsView;
  point: PausePoint;
  onChoose(point: PausePoint): void;
};

/** The pause points in the order of a launch, each with how far it is. */
export function PointsBar({ place: { timeZone }, view, point, nowMs, window, onChoose }: Props) {
  if (view.lists.length === 0) return null;
  return (
    <nav className={styles["points"]} aria-label="Pause points">
      {pausePoints.map((one) => {
        const lists = view.lists.filter(({ pausePoint }) => pausePoint === one);
        const items = lists.flatMap((list) => list.items);
        const openedAt = lists.find((list) => list.openedAt !== null)?.openedAt ?? null;
        return (
          <a
            key={one}
            href={checklistSearch({ point: one, item: null, filter: "" })}
            aria-current={one === point ? "true" : undefined}
            onClick={(event) => staysHere(event, () => onChoose(one))}
          >
            <span className="strong">{pausePointWords[one]}</span>
            <span className={styles["point-state"]}>
              <span className="second small">
                {doneOf(items)}, {whenOpened(openedAt, { timeZone, nowMs, window })}
              </span>
              {items.length === 0 ? null : <StatePlate state={pointState(items)} />}
            </span>
          </a>
        );
      })}
    </nav>
  );
}

function doneOf(items: readonly ItemView[]): string {
  const done = items.filter(({ standing }) => standing.kind === "good" || standing.kind === "waived").length;
  return items.length === 0 ? "no check" : `${done} of ${items.length}`;
}

/** In L-time where a window is planned, else by the site's clock. */
function whenOpened(openedAt: number | null, { timeZone, nowMs, window }: Clock): string {
  if (openedAt === null) return "not opened";
  if (window === null) return `since ${momentText(openedAt, timeZone, nowMs ?? openedAt)}`;
  return `since ${launchClock({ fromMs: Date.parse(window.from), toMs: Date.parse(window.to) }, openedAt).text}`;
}

const worstFirst: readonly PlateState[] = ["NO-GO", "STALE", "HOLD", "RUNNING", "OPEN", "WAIVED"];

/** As bad as the worst of its checks. */
function pointState(items: readonly ItemView[]): PlateState {
  const found = new Set(items.map(({ standing, isKiller }) => plateOf(standing.kind, isKiller)));
  return worstFirst.find((one) => found.has(one)) ?? "GO";
}

type OpenProps = {
  place: Place;
  point: PausePoint;
  openedAt: number | null;
  openedBy: string | null;
  nowMs: number | null;
};

/** Lists are answered once a lead has opened their pause point. */
export function OpenPoint({ place, point, openedAt, openedBy, nowMs }: OpenProps) {
  const act = useChecklistAct(place.pilot);
  if (openedAt !== null)
    return (
      <p className="second small">
        Opened by {openedBy ?? "a lead"}, {momentText(openedAt, place.timeZone, nowMs ?? openedAt)}
      </p>
    );
  return (
    <div className={styles["open-point"]}>
      <p className="second">Not opened yet: probes run, and nobody can answer.</p>
      {place.me.mayOpen ? (
        <button
          type="button"
          className="button primary"
          disabled={act.isPending}
          onClick={() => act.mutate(() => openPausePoint(place.pilot, point))}
        >
          {act.isPending ? "Opening …" : "Open this pause point"}
        </button>
      ) : (
        <p className="second">A lead opens it.</p>
      )}
      {act.error === null ? null : <Problem error={act.error} />}
    </div>
  );
}
