"use client";

import type { FormEvent, MouseEvent } from "react";
import { count } from "#lib/load/core/say.ts";
import type { GroupsView } from "#lib/shadow/core/shadow-view.ts";
import { groupStates } from "#lib/shadow/input/triage.ts";
import runs from "../load/runs.module.css";
import { stateWords } from "./say-shadow.ts";
import { type ShadowAsked, shadowSearch } from "./shadow-address.ts";

const fieldId = "groups-filter";

export function focusFilter(): void {
  const field = document.getElementById(fieldId);
  field?.focus();
  if (field instanceof HTMLInputElement) field.select();
}

type Props = { asked: ShadowAsked; view: GroupsView; onAsk(asked: ShadowAsked): void };

/** The filter and the states; both are of the address. */
export function GroupsBar({ asked, onAsk }: Omit<Props, "view">) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const filter = String(new FormData(event.currentTarget).get("filter") ?? "").trim();
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    if (filter !== asked.filter) onAsk({ ...asked, filter });
  };
  return (
    <div className={runs["bar"]}>
      <form key={asked.filter} className={runs["filter"]} onSubmit={submit}>
        <input
          id={fieldId}
          name="filter"
          className="input mono"
          aria-label="Filter"
          placeholder="words: endpoint field kind owner critical"
          title="Every word must be somewhere in the row. Enter applies it."
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          defaultValue={asked.filter}
          onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
        />
        <span className="key" aria-hidden="true">
          /
        </span>
      </form>
      <nav className={runs["segments"]} aria-label="States">
        {(["all", ...groupStates, "unseen"] as const).map((state) => (
          <a
            key={state}
            href={shadowSearch({ ...asked, state }) || "?"}
            aria-current={state === asked.state ? "true" : undefined}
            onClick={(event) => staysHere(event, () => onAsk({ ...asked, state }))}
          >
            {segmentWord(state)}
          </a>
        ))}
      </nav>
    </div>
  );
}

/** "3 of 12 groups, critical first, then count" */
export function GroupsCount({ asked, view }: Omit<Props, "onAsk">) {
  const all = asked.state === "all" ? view.all : view.all + view.unseen;
  return (
    <span className="second small">
      {view.matching === all ? "" : `${count(view.matching)} of `}
      {count(all)} {all === 1 ? "group" : "groups"}, critical first, then count
    </span>
  );
}

function segmentWord(state: ShadowAsked["state"]): string {
  if (state === "all") return "All";
  return state === "unseen" ? "not in the window" : stateWords[state];
}

/** A plain click is taken here; one that asks for a new tab is the browser's. */
export function staysHere(event: MouseEvent, act: () => void): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  act();
}
