"use client";

import type { FormEvent } from "react";
import { count } from "#lib/load/core/say.ts";
import { type LogChoices, type LogView, type ShownGroup, shownGroups } from "#lib/log/core/log-view.ts";
import runs from "../load/runs.module.css";
import { staysHere } from "../shadow/groups-bar.tsx";
import styles from "./log.module.css";
import type { LogAsked } from "./log-address.ts";
import { searchOf } from "./use-log-asked.ts";

const fieldId = "log-filter";

export function focusFilter(): void {
  const field = document.getElementById(fieldId);
  field?.focus();
  if (field instanceof HTMLInputElement) field.select();
}

const groupWords: Readonly<Record<ShownGroup, string>> = {
  all: "All",
  calls: "Calls",
  checks: "Checks",
  runs: "Runs",
  shadow: "Shadow",
  training: "Training",
  rollout: "Rollout",
  plan: "Plan",
  settings: "Settings",
  gantry: "Gantry itself",
};

type Props = { asked: LogAsked; choices: LogChoices; view: LogView; onAsk(part: Partial<LogAsked>): void };

/** What is shown of the log; all of it is in the address. Another filter begins at the newest entry. */
export function LogBar({ asked, choices, view, onAsk }: Props) {
  const narrow = (part: Partial<LogAsked>) => onAsk({ ...part, before: undefined });
  return (
    <>
      <div className={runs["bar"]}>
        <Words q={asked.q} onNarrow={narrow} />
        <label className={styles["choice"]}>
          <span className="visually-hidden">Who</span>
          <select className="input" value={asked.person} onChange={(event) => narrow({ person: event.target.value })}>
            <option value="">Anyone</option>
            {withChosen(choices.people, asked.person).map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label className={styles["choice"]}>
          <span className="visually-hidden">Station</span>
          <select className="input" value={asked.station} onChange={(event) => narrow({ station: event.target.value })}>
            <option value="">Any station</option>
            {[...new Set([...choices.stations, ...(asked.station === "" ? [] : [asked.station])])].map((station) => (
              <option key={station} value={station}>
                {station}
              </option>
            ))}
          </select>
        </label>
        <Span from={asked.from} to={asked.to} onNarrow={narrow} />
      </div>
      <nav className={`${runs["segments"]} ${styles["groups"]}`} aria-label="What is shown">
        {shownGroups.map((group) => (
          <a
            key={group}
            href={searchOf({ ...asked, group, before: undefined }) || "?"}
            aria-current={group === asked.group ? "true" : undefined}
            onClick={(event) => staysHere(event, () => narrow({ group }))}
          >
            {groupWords[group]} {count(view.counts[group])}
          </a>
        ))}
      </nav>
    </>
  );
}

type Narrow = { onNarrow(part: Partial<LogAsked>): void };

function Words({ q, onNarrow }: Narrow & { q: string }) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget).get("q") ?? "").trim();
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    if (typed !== q) onNarrow({ q: typed });
  };
  return (
    <form key={q} className={runs["filter"]} onSubmit={submit}>
      <input
        id={fieldId}
        name="q"
        className="input mono"
        aria-label="Filter"
        placeholder="words: name, item, reason, number, hash"
        title="Every word must be somewhere in the entry. Enter applies it."
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        defaultValue={q}
        onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
      />
      <span className="key" aria-hidden="true">
        /
      </span>
    </form>
  );
}

function Span({ from, to, onNarrow }: Narrow & { from: string; to: string }) {
  return (
    <span className={styles["span"]}>
      <Moment word="from" value={from} onSet={(next) => onNarrow({ from: next })} />
      <Moment word="to" value={to} onSet={(next) => onNarrow({ to: next })} />
    </span>
  );
}

type MomentProps = { word: string; value: string; onSet(value: string): void };

/** The site's clock. It counts when the field is left or Enter is pressed: a half-typed time is none. */
function Moment({ word, value, onSet }: MomentProps) {
  const set = (typed: string) => typed !== value && onSet(typed);
  return (
    <label>
      {word}{" "}
      <input
        key={value}
        type="datetime-local"
        className="input"
        defaultValue={value}
        onBlur={(event) => set(event.target.value)}
        onKeyDown={(event) => event.key === "Enter" && set(event.currentTarget.value)}
      />
    </label>
  );
}

/** Somebody from an address who is in no entry any more is still what is filtered by. */
function withChosen(people: LogChoices["people"], chosen: string): LogChoices["people"] {
  if (chosen === "" || people.some(({ id }) => id === chosen)) return people;
  return [...people, { id: chosen, name: chosen }];
}
