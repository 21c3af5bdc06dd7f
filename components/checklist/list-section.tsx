"use client";

import { useState } from "react";
import type { ItemView, ListView } from "#lib/checklist/core/checklist-view.ts";
import { addItem, removeList } from "#lib/checklist/query.ts";
import { ReasonForm } from "../launch/reason-form.tsx";
import styles from "./checklist.module.css";
import type { Place } from "./checklist-page.tsx";
import { ItemForm } from "./item-form.tsx";
import { ItemsTable } from "./items-table.tsx";
import { ListForm } from "./list-form.tsx";
import { useChecklistAgain } from "./use-checklist-act.ts";

type Props = {
  place: Place;
  list: ListView;
  /** Of the list, those that fit the filter. */
  items: readonly ItemView[];
  chosen: string | null;
  nowMs: number | null;
  choose(item: string): void;
};
type Opened = "add" | "change" | "remove" | null;

/** A list: how its checks stand, and each of them. */
export function ListSection({ place, list, items, chosen, nowMs, choose }: Props) {
  const [opened, setOpened] = useState<Opened>(null);
  const titleId = `list-${list.id}`;
  const nothing = list.items.length === 0 ? "No check is on this list yet." : "No check fits what you look for.";
  return (
    <section className={`section ${styles["list"]}`} aria-labelledby={titleId}>
      <div className="section-title">
        <h2 id={titleId} tabIndex={-1} className="wrap">
          {list.number} {list.name}
        </h2>
        <span className="second small">{saidOf(list)}</span>
        {place.me.mayAct ? <ListActs list={list} onOpen={setOpened} /> : null}
      </div>
      <ListForms {...{ place, list, opened }} onClose={() => setOpened(null)} />
      {items.length === 0 ? (
        <p className="second">{nothing}</p>
      ) : (
        <ItemsTable {...{ items, chosen, nowMs }} label={list.name} onChoose={choose} />
      )}
    </section>
  );
}

const acts = [
  ["add", "Add a check"],
  ["change", "Rename"],
  ["remove", "Remove"],
] as const;

function ListActs({ list, onOpen }: { list: ListView; onOpen(opened: Opened): void }) {
  return (
    <span className={`end ${styles["acts"]}`}>
      {acts.map(([what, word]) => (
        <button key={what} type="button" className="button link" onClick={() => onOpen(what)}>
          {word}
          <span className="visually-hidden">
            {what === "add" ? " to" : ""} {list.name}
          </span>
        </button>
      ))}
    </span>
  );
}

type FormsProps = { place: Place; list: ListView; opened: Opened; onClose(): void };

function ListForms({ place, list, opened, onClose }: FormsProps) {
  const { pilot } = place;
  const again = useChecklistAgain(pilot);
  const addPlace = `${pilot}.list.${list.id}.item`;
  if (opened === "add")
    return (
      <ItemForm
        {...{ pilot, list, onClose }}
        place={addPlace}
        item={null}
        save={(item) => addItem(pilot, list.id, item)}
      />
    );
  if (opened === "change") return <ListForm {...{ place, list, onClose }} point={list.pausePoint} />;
  if (opened === null) return null;
  return (
    <ReasonForm
      place={`${pilot}.list.${list.id}.remove`}
      label={`Remove the list ${list.name}`}
      title={`Its ${list.items.length} checks go with it; the log keeps what they said`}
      hint="Why it is removed"
      act="Remove the list"
      acting="Removing …"
      least={3}
      isGrave
      send={async (why) => {
        await removeList(pilot, list.id, { version: list.version, why });
        await again();
      }}
      onClose={onClose}
    />
  );
}

const words = [
  ["good", "go"],
  ["waived", "waived"],
  ["failed", "failed"],
  ["stale", "stale"],
  ["inconclusive", "inconclusive"],
  ["running", "running"],
  ["open", "open"],
] as const;

/** "6 go, 1 waived, 2 open" */
function saidOf({ counts }: ListView): string {
  return words.flatMap(([kind, word]) => (counts[kind] === 0 ? [] : [`${counts[kind]} ${word}`])).join(", ");
}
