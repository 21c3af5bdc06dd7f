"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { count } from "#lib/load/core/say.ts";
import type { EventView, LogChoices, LogView, Verification } from "#lib/log/core/log-view.ts";
import type { LogQuery } from "#lib/log/input.ts";
import { exportFile, logChoicesQuery, logQuery, logSearch } from "#lib/log/query.ts";
import { staysHere } from "../shadow/groups-bar.tsx";
import { KeysHelp } from "../ui/keys-help.tsx";
import { Problem } from "../ui/problem.tsx";
import { ChainLine } from "./chain-line.tsx";
import { EventPane } from "./event-pane.tsx";
import styles from "./log.module.css";
import type { LogAsked } from "./log-address.ts";
import { LogBar } from "./log-bar.tsx";
import { LogTable } from "./log-table.tsx";
import { useChosenEntry } from "./use-chosen-entry.ts";
import { searchOf, useLogAsked } from "./use-log-asked.ts";

type LogFirst = {
  asked: LogQuery;
  log: LogView;
  choices: LogChoices;
  verified: { verification: Verification };
  event: EventView | null;
};
type Props = { pilot: string; first: LogFirst; timeZone: string };

const keys = [
  ["j, k", "next, previous entry"],
  ["Enter", "open what the entry is about"],
  ["Esc", "back to its row"],
  ["/", "filter"],
  ["v", "verify the chain"],
  ["n", "newest entries"],
] as const;

const none: readonly [] = [];

/** Everything that anybody did about this pilot, newest first. */
export function LogPage({ pilot, first, timeZone }: Props) {
  const [asked, ask] = useLogAsked();
  const { event, ...query } = asked;
  const isFirst = logSearch(query) === logSearch(first.asked);
  const {
    data: view = first.log,
    error,
    isPlaceholderData,
  } = useQuery({
    ...logQuery(pilot, query),
    ...(isFirst ? { initialData: first.log } : {}),
    placeholderData: keepPreviousData,
  });
  const { data: choices = first.choices } = useQuery({ ...logChoicesQuery(pilot), initialData: first.choices });
  // While a new filter is still asked, its keys wait for it: j would go into an entry of the list before.
  const choose = useChosenEntry(isPlaceholderData ? none : view.entries, event, ask);
  return (
    <>
      <Header pilot={pilot} query={query} />
      <ChainLine pilot={pilot} first={first.verified} total={view.total} timeZone={timeZone} />
      {choices.separateRoles ? null : (
        <p className={styles["roles"]}>
          This database lets Gantry make no login of its own. Triggers refuse changes of the log and the hashes show
          them, but no separate role keeps Gantry's own login from taking the triggers away.
        </p>
      )}
      <div className={styles["halves"]}>
        <section className={styles["left"]} aria-labelledby="entries">
          <h2 id="entries" className="visually-hidden">
            Entries
          </h2>
          <LogBar asked={asked} choices={choices} view={view} onAsk={(next) => ask(next, "push")} />
          {error === null ? null : <Problem error={error} />}
          {view.entries.length === 0 ? (
            <p className={`second ${styles["none"]}`}>
              {view.total === 0 ? "Nothing was done here yet." : "No entry fits this filter."}
            </p>
          ) : (
            <div aria-busy={isPlaceholderData}>
              <LogTable asked={asked} entries={view.entries} timeZone={timeZone} onChoose={choose} />
            </div>
          )}
          <Pages asked={asked} view={view} onAsk={(next) => ask(next, "push")} />
        </section>
        {event === null ? (
          <HowToRead />
        ) : (
          <EventPane key={event} {...{ pilot, event, timeZone }} first={first.event} onChoose={choose} />
        )}
      </div>
    </>
  );
}

function Header({ pilot, query }: { pilot: string; query: LogQuery }) {
  const { before: _before, ...filter } = query;
  return (
    <header className="page-header">
      <span className="code">LOG</span>
      <h1>Log</h1>
      <p className="second">Everything anyone did; nothing is changed, nothing is removed</p>
      <span className="end">
        <a className="button" href={exportFile(pilot, "csv", filter)} download>
          Export CSV
        </a>
        <a className="button" href={exportFile(pilot, "ndjson", filter)} download>
          Export NDJSON
        </a>
      </span>
      <KeysHelp keys={keys} />
    </header>
  );
}

type PagesProps = { asked: LogAsked; view: LogView; onAsk(part: Partial<LogAsked>): void };

function Pages({ asked, view, onAsk }: PagesProps) {
  const [newest, older] = [
    { ...asked, before: undefined },
    { ...asked, before: view.older ?? undefined },
  ];
  const matching = view.counts[asked.group];
  return (
    <nav className={styles["pages"]} aria-label="Pages">
      {asked.before === undefined ? null : (
        <a href={searchOf(newest) || "?"} onClick={(click) => staysHere(click, () => onAsk(newest))}>
          Newest entries
        </a>
      )}
      {view.older === null ? null : (
        <a href={searchOf(older)} onClick={(click) => staysHere(click, () => onAsk(older))}>
          Older entries
        </a>
      )}
      <span className="second">
        {count(view.entries.length)} of {count(matching)} {matching === 1 ? "entry" : "entries"}
      </span>
    </nav>
  );
}

function HowToRead() {
  return (
    <aside className={styles["pane"]} aria-label="How to read the log">
      <h2>How to read the log</h2>
      <p>
        Each entry is what a person or Gantry did, when, and why. Choose one, with j and k or a click, to see what it
        changed and its place in the chain.
      </p>
      <p>
        Each entry holds the hash of the one before. Whoever changes, removes or slips in an entry breaks the chain at
        that place: <span className="key">v</span> walks it from the first entry to the last.
      </p>
      <p>
        People's accounts and sign-ins belong to no pilot and stand in a chain of their own;{" "}
        <span className="mono">gantry verify-log</span> walks all chains.
      </p>
    </aside>
  );
}
