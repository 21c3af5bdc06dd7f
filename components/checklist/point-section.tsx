"use client";

import { useState } from "react";
import type { ItemView, ListView } from "#lib/checklist/core/checklist-view.ts";
import { type PausePoint, pausePointWords } from "#lib/checklist/core/item.ts";
import styles from "./checklist.module.css";
import type { ChecklistAsked } from "./checklist-address.ts";
import type { Place } from "./checklist-page.tsx";
import { ListForm } from "./list-form.tsx";
import { ListSection } from "./list-section.tsx";
import { OpenPoint } from "./points-bar.tsx";
import type { AskChecklist } from "./use-checklist-asked.ts";
import { useChosenItem } from "./use-chosen-item.ts";

type Props = {
  place: Place;
  point: PausePoint;
  lists: readonly ListView[];
  nowMs: number | null;
  asked: ChecklistAsked;
  ask: AskChecklist;
};

const filterId = "checks-filter";

/** The lists of one pause point. */
export function PointSection({ place, point, lists, nowMs, asked, ask }: Props) {
  const [adds, setAdds] = useState(false);
  const shown = lists.map((list) => ({ list, items: list.items.filter((item) => fits(item, asked.filter)) }));
  const items = shown.flatMap((one) => one.items);
  const choose = useChosenItem(items, asked.item, { ask, filterId });
  const opened = lists.find(({ openedAt }) => openedAt !== null) ?? null;
  return (
    <div className={styles["left"]}>
      <div className={styles["point-head"]}>
        <h2 tabIndex={-1}>{pausePointWords[point]}</h2>
        {lists.length === 0 ? null : (
          <OpenPoint
            {...{ place, point, nowMs }}
            openedAt={opened?.openedAt ?? null}
            openedBy={opened?.openedBy ?? null}
          />
        )}
      </div>
      <div className={styles["bar"]}>
        <label className="second small" htmlFor={filterId}>
          Find
        </label>
        <input
          id={filterId}
          className="input"
          type="search"
          placeholder="title, owner, station or state"
          value={asked.filter}
          onChange={(event) => ask({ filter: event.target.value }, "replace")}
          onKeyDown={({ key, currentTarget }) =>
            key === "Escape" || key === "Enter" ? currentTarget.blur() : undefined
          }
        />
        {place.me.mayAct ? (
          <button type="button" className="button link" onClick={() => setAdds(true)}>
            Add a list
          </button>
        ) : null}
      </div>
      {adds ? <ListForm {...{ place, point }} list={null} onClose={() => setAdds(false)} /> : null}
      {lists.length === 0 ? <p className="second">No list belongs to this pause point yet.</p> : null}
      {shown.map(({ list, items: own }) => (
        <ListSection key={list.id} {...{ place, list, nowMs, choose }} items={own} chosen={asked.item} />
      ))}
    </div>
  );
}

function fits({ number, title, owner, station, standing }: ItemView, filter: string): boolean {
  const text = `${number} ${title} ${owner} ${station} ${standing.kind}`.toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
