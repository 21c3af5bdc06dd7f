"use client";

import { requestsIn } from "#lib/load/core/pacing.ts";
import { type Profile, plannedSeconds } from "#lib/load/core/profile.ts";
import { count, duration } from "#lib/load/core/say.ts";
import type { PilotWithCounts, SystemChoice } from "#lib/pilots/query.ts";
import { Problem } from "../ui/problem.tsx";
import type { RunForm } from "./new-run-form-state.ts";
import { PlaceList } from "./new-run-place-list.tsx";
import { openPlaces, toDo } from "./new-run-places.ts";
import styles from "./new-run-side.module.css";
import { WaitsFor } from "./new-run-waits.tsx";

type Props = {
  form: RunForm;
  pilot: PilotWithCounts;
  systems: readonly SystemChoice[];
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
export function StartLine({ form, pilot, systems, target, mayStart, ...rest }: Props) {
  const { typed, onType, isBusy, problem, onStart } = rest;
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
      <CountsForLaunch form={form} />
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
      {target === null ? null : <WaitsFor pilot={pilot} target={target} systems={systems} />}
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
  const length = duration(plannedSeconds(profile));
  return (
    <>
      {profile.model === "open"
        ? `Sends ${count(requestsIn(profile.stages))} requests in ${length} to `
        : `Puts ${count(profile.users)} users for ${length} on `}
      <strong>{target.name}</strong>
      {`, ${new URL(target.baseUrl).host}`}
      {target.environment === "production" ? ". This is PRODUCTION: what is written there stays there." : "."}
    </>
  );
}

/** Nobody's try becomes evidence by itself. */
function CountsForLaunch({ form: { draft, change } }: { form: RunForm }) {
  return (
    <p>
      <label>
        <input
          id="countsForLaunch"
          type="checkbox"
          checked={draft.countsForLaunch}
          onChange={(event) => change({ countsForLaunch: event.target.checked })}
        />{" "}
        Counts for the launch
      </label>
      <span className="second small"> The newest run that counts is the evidence, even while it is running.</span>
    </p>
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

/** Why the button is closed, each a way to its field. */
function StillToDo({ form: { read } }: { form: RunForm }) {
  return (
    <p>
      Before it can start:{" "}
      <PlaceList places={openPlaces(read)} say={(place) => toDo(place, read.missing.includes(place))} />
    </p>
  );
}
