"use client";

import { useState } from "react";
import type { ItemView, ListView } from "#lib/checklist/core/checklist-view.ts";
import { changeItem, moveItem, removeItem } from "#lib/checklist/query.ts";
import { ReasonForm } from "../launch/reason-form.tsx";
import { Problem } from "../ui/problem.tsx";
import styles from "./checklist.module.css";
import { ItemForm } from "./item-form.tsx";
import type { PaneProps } from "./item-pane.tsx";
import { useChecklistAct, useChecklistAgain } from "./use-checklist-act.ts";
import { useChecklistAsked } from "./use-checklist-asked.ts";

type Props = PaneProps & { list: ListView };

/** What a lead changes about the check itself. */
export function ItemActs(props: Props) {
  const { place, view, list } = props;
  const [opened, setOpened] = useState<"change" | "remove" | null>(null);
  const { pilot } = place;
  const of = { pilot, item: view.item.id };
  const close = () => setOpened(null);
  return (
    <section aria-labelledby="check-itself">
      <h3 id="check-itself" tabIndex={-1}>
        The check itself
      </h3>
      {opened === null ? <Buttons {...props} onOpen={setOpened} /> : null}
      {opened === "change" ? (
        <ItemForm
          {...{ pilot, list }}
          place={`${pilot}.item.${of.item}.change`}
          item={view.item}
          save={(item) => changeItem(of, item)}
          onClose={close}
        />
      ) : null}
      {opened === "remove" ? <RemoveForm {...props} onClose={close} /> : null}
    </section>
  );
}

function Buttons({
  place: { pilot },
  view: { item },
  list,
  onOpen,
}: Props & { onOpen(what: "change" | "remove"): void }) {
  const act = useChecklistAct(pilot);
  const at = list.items.findIndex(({ id }) => id === item.id);
  const move = (before: ItemView | undefined) =>
    act.mutate(() =>
      moveItem({ pilot, item: item.id }, { version: list.version, list: list.id, before: before?.id ?? null }),
    );
  return (
    <div className={styles["act-row"]}>
      <button type="button" className="button" onClick={() => onOpen("change")}>
        Change
      </button>
      <button
        type="button"
        className="button"
        disabled={at <= 0 || act.isPending}
        onClick={() => move(list.items[at - 1])}
      >
        Move up
      </button>
      <button
        type="button"
        className="button"
        disabled={at === list.items.length - 1 || act.isPending}
        onClick={() => move(list.items[at + 2])}
      >
        Move down
      </button>
      <button type="button" className="button" onClick={() => onOpen("remove")}>
        Remove
      </button>
      {act.error === null ? null : <Problem error={act.error} />}
    </div>
  );
}

function RemoveForm({ place: { pilot }, view: { item }, list, onClose }: Props & { onClose(): void }) {
  const again = useChecklistAgain(pilot);
  const [, ask] = useChecklistAsked();
  return (
    <ReasonForm
      place={`${pilot}.item.${item.id}.remove`}
      label={`Remove the check ${item.title}`}
      title="It counts no more; the log keeps what was said about it"
      hint="Why it is removed"
      act="Remove the check"
      acting="Removing …"
      least={3}
      isGrave
      send={async (why) => {
        await removeItem({ pilot, item: item.id }, { version: list.version, why });
        ask({ item: null }, "replace");
        await again();
      }}
      onClose={onClose}
    />
  );
}
