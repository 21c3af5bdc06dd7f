"use client";

import { requestsIn } from "#lib/load/core/pacing.ts";
import { type Profile, plannedSeconds } from "#lib/load/core/profile.ts";
import { count, duration } from "#lib/load/core/say.ts";
import type { SystemChoice } from "#lib/pilots/query.ts";
import { Problem } from "../ui/problem.tsx";
import { goTo, type RunForm } from "./new-run-form-state.ts";
import { toDo } from "./new-run-places.ts";
import styles from "./new-run-side.module.css";

type Props = {
  form: RunForm;
  /** The chosen one, if it may be loaded now. */
  target: SystemChoice | null;
  mayStart: boolean;
  typed: string;
  onType(typed: string): void;
  isBusy: boolean;
  problem: Error | null;
  onStart(): void;
};

/** The start line: what will be sent where, and one button. Production has its name typed. */
export function StartLine({ form, target, mayStart, typed, onType, isBusy, problem, onStart }: Props) {
  const { read } = form;
  const isProduction = target?.environment === "production";
  const isReady = mayStart && read.run !== null && (!isProduction || typed === target.name);
  return (
    <section id="part-start" className={styles["start"]} aria-label="Start">
      {read.profile === null || target === null ? null : (
        <p>
          <Asked profile={read.profile} target={target} />
        </p>
      )}
      {isProduction ? <TypedName name={target.name} typed={typed} onType={onType} /> : null}
      <p className={styles["acts"]}>
        <button
          id="start-run"
          type="button"
          className="button primary"
          disabled={!isReady || isBusy}
          aria-describedby="start-why"
          onClick={onStart}
        >
          {isBusy ? "Starting …" : "Start run"}
        </button>
      </p>
      <div id="start-why" className={styles["why"]}>
        {mayStart ? null : <p>Only a lead or an admin may start a load run. Ask an admin for the role.</p>}
        {mayStart && read.run === null ? <StillToDo form={form} /> : null}
        {mayStart && read.run !== null && !isReady ? <p>{`Type ${target?.name} to open the start.`}</p> : null}
      </div>
      {problem === null ? null : <Problem error={problem} />}
    </section>
  );
}

function Asked({ profile, target }: { profile: Profile; target: SystemChoice }) {
  const load =
    profile.model === "open" ? `${count(requestsIn(profile.stages))} requests` : `${count(profile.users)} users`;
  return (
    <>
      {`Sends ${load} ${profile.model === "open" ? "in" : "for"} ${duration(plannedSeconds(profile))} to `}
      <strong>{target.name}</strong>
      {`, ${new URL(target.baseUrl).host}`}
      {target.environment === "production" ? ". This is PRODUCTION: what is written there stays there." : "."}
    </>
  );
}

function TypedName({ name, typed, onType }: { name: string; typed: string; onType(typed: string): void }) {
  return (
    <p className={styles["typed"]}>
      <label htmlFor="typed">
        Type <strong className="mono">{name}</strong> to start
      </label>
      <input
        id="typed"
        className="input mono"
        type="text"
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => onType(event.target.value)}
      />
    </p>
  );
}

const listed = 4;

/** Why the button is closed, each a way to its field. */
function StillToDo({ form: { read } }: { form: RunForm }) {
  const all = [
    ...read.missing.map((place) => ({ place, text: toDo(place, true) })),
    ...Object.keys(read.wrong).map((place) => ({ place, text: toDo(place, false) })),
  ];
  const more = all.length - listed;
  return (
    <p>
      Before it can start:{" "}
      {all.slice(0, listed).map(({ place, text }, index) => (
        <span key={place}>
          {index === 0 ? "" : "; "}
          <button type="button" className={`button link ${styles["place"]}`} onClick={() => goTo(place)}>
            {text}
          </button>
        </span>
      ))}
      {more > 0 ? `; and ${more} more.` : "."}
    </p>
  );
}
