"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
import {
  type SessionsAsked,
  type SessionsPage as SessionsList,
  sessionsQuery,
} from "#lib/training/browser/sessions-query.ts";
import { sessionStates } from "#lib/training/core/session-state.ts";
import runs from "../../load/runs.module.css";
import { staysHere } from "../../shadow/groups-bar.tsx";
import { KeysHelp } from "../../ui/keys-help.tsx";
import { moveFocus } from "../../ui/move-focus.ts";
import { Problem } from "../../ui/problem.tsx";
import { useKeys } from "../../ui/use-keys.ts";
import { TrainingTabs } from "../training-tabs.tsx";
import board from "./board.module.css";
import { stateWords } from "./say-session.ts";
import styles from "./session.module.css";
import { askedOf, inTheirOrder, sessionsSearch } from "./sessions-address.ts";
import { SessionsTable } from "./sessions-table.tsx";

type Props = {
  pilot: string;
  me: string;
  /** What the page was asked for when the server made it. */
  first: { asked: SessionsAsked; page: SessionsList };
  modules: readonly { id: string; name: string }[];
  timeZone: string;
  nowMs: number;
  mayPlan: boolean;
};

const keys = [
  ["n", "new session"],
  ["j, k", "next, previous session"],
  ["Enter", "open it"],
] as const;

/** Training sessions: planned, open, closed. What is asked for stands in the address. */
export function SessionsPage({ pilot, me, first, modules, timeZone, nowMs, mayPlan }: Props) {
  const asked = askedOf(useSearchParams());
  const isFirst = sessionsSearch(asked) === sessionsSearch(first.asked);
  const { data: page = first.page, error } = useQuery({
    ...sessionsQuery(pilot, asked),
    ...(isFirst ? { initialData: first.page } : {}),
    placeholderData: keepPreviousData,
  });
  const router = useRouter();
  useKeys({
    ...(mayPlan ? { n: () => router.push(`/${pilot}/training/sessions/new`) } : {}),
    j: () => moveFocus("a[data-session]", 1),
    k: () => moveFocus("a[data-session]", -1),
  });
  const { sessions, older } = page;
  const isAsked = sessionsSearch(asked) !== "";
  return (
    <div className={board["page"]}>
      <Header pilot={pilot} mayPlan={mayPlan} />
      <div className="sections">
        {error === null ? null : <Problem error={error} />}
        {sessions.length === 0 && !isAsked ? (
          <NoSessions pilot={pilot} mayPlan={mayPlan} />
        ) : (
          <>
            <Bar {...{ asked, modules, me }} />
            {sessions.length === 0 ? (
              <p className="empty">
                No session fits. <a href="?">Show every session</a>
              </p>
            ) : (
              <SessionsTable {...{ pilot, timeZone, nowMs }} shown={inTheirOrder(sessions)} />
            )}
            {older === null ? null : (
              <p className={board["acts"]}>
                <a className="button" href={sessionsSearch({ ...asked, before: older })}>
                  Older sessions
                </a>
              </p>
            )}
          </>
        )}
      </div>
      <KeysHelp keys={keys.filter(([key]) => mayPlan || key !== "n")} />
    </div>
  );
}

function Header({ pilot, mayPlan }: { pilot: string; mayPlan: boolean }) {
  return (
    <header className="page-header">
      <span className="code">TS</span>
      <h1>Sessions</h1>
      <p className="second">Each outcome is seen by a trainer and signed twice</p>
      <TrainingTabs pilot={pilot} here="sessions" />
      {mayPlan ? (
        <span>
          <Link className="button primary" href={`/${pilot}/training/sessions/new`}>
            New session <span className="key">n</span>
          </Link>
        </span>
      ) : null}
    </header>
  );
}

function NoSessions({ pilot, mayPlan }: { pilot: string; mayPlan: boolean }) {
  return (
    <div className="empty">
      <h2>No session yet</h2>
      <p>
        In a session a trainer shows one module to a few operators, says for each of them and each step whether they can
        do it alone, and both sign: the operator with a PIN on a tablet, the trainer with a password.
      </p>
      <p className="second">
        For example: M3 QC gates, hall 2, Tuesday 09:30 to 11:30, eight operators of the day shift.
      </p>
      {mayPlan ? (
        <p>
          <Link className="button primary" href={`/${pilot}/training/sessions/new`}>
            Plan the first session
          </Link>
        </p>
      ) : (
        <p className="second">A trainer or a lead plans sessions; ask one of them.</p>
      )}
    </div>
  );
}

const askable = ["all", ...sessionStates] as const;

type BarProps = { asked: SessionsAsked; modules: Props["modules"]; me: string };

/** Another filter begins at the newest. */
function Bar({ asked, modules, me }: BarProps) {
  const ask = (part: SessionsAsked) => {
    const search = sessionsSearch({ ...asked, before: undefined, ...part });
    window.history.pushState(null, "", `${window.location.pathname}${search}`);
  };
  return (
    <div className={runs["bar"]}>
      <nav className={`${runs["segments"]} ${styles["segments"]}`} aria-label="States">
        {askable.map((state) => (
          <a
            key={state}
            href={sessionsSearch({ ...asked, before: undefined, state }) || "?"}
            aria-current={state === (asked.state ?? "all") ? "true" : undefined}
            onClick={(event) => staysHere(event, () => ask({ state }))}
          >
            {state === "all" ? "all" : stateWords[state]}
          </a>
        ))}
      </nav>
      <span className={styles["choice"]}>
        <select
          className="select"
          aria-label="Module"
          value={asked.module ?? ""}
          onChange={({ target }) => ask({ module: target.value === "" ? undefined : target.value })}
        >
          <option value="">any module</option>
          {modules.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </span>
      <label className={styles["pick"]}>
        <input
          type="checkbox"
          checked={asked.trainer === me}
          onChange={({ target }) => ask({ trainer: target.checked ? me : undefined })}
        />
        mine only
      </label>
    </div>
  );
}
