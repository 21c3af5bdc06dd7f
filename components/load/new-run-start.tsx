"use client";

import { requestsIn } from "#lib/load/core/pacing.ts";
import { type Profile, plannedSeconds, requestsByCount } from "#lib/load/core/profile.ts";
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
  const { read, draft } = form;
  const isProduction = target?.environment === "production";
  const isReady = mayStart && read.run !== null && (!isProduction || typed === target.name);
  return (
    <section id="part-start" className={styles["start"]} aria-label="Start">
      {read.profile === null || target === null ? null : (
        <p>
          <Asked
            profile={read.profile}
            target={target}
            smoke={draft.kind === "smoke" ? (read.run?.passes ?? 1) : null}
          />
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
      <WhyClosed {...{ form, target, mayStart, isReady }} />
      {problem === null ? null : <Problem error={problem} />}
    </section>
  );
}

type WhyProps = Pick<Props, "form" | "target" | "mayStart"> & { isReady: boolean };

function WhyClosed({ form, target, mayStart, isReady }: WhyProps) {
  const canRun = form.read.run !== null;
  return (
    <div id="start-why" className={styles["why"]}>
      {mayStart ? null : <p>Only a lead or an admin may start a load run. Ask an admin for the role.</p>}
      {mayStart && !canRun ? <StillToDo form={form} /> : null}
      {mayStart && canRun && !isReady ? <p>{`Type ${target?.name} to open the start.`}</p> : null}
    </div>
  );
}

type AskedProps = { profile: Profile; target: SystemChoice; smoke: number | null };

/** `smoke`: the passes of a smoke run. */
function Asked({ profile, target, smoke }: AskedProps) {
  return (
    <>
      {smoke === null
        ? loadInWords(profile)
        : `Sends one user ${smoke === 1 ? "once" : `${count(smoke)} times`} through all steps, to `}
      <strong>{target.name}</strong>
      {`, ${new URL(target.baseUrl).host}`}
      {target.environment === "production" ? ". This is PRODUCTION: what is written there stays there." : "."}
    </>
  );
}

function loadInWords(profile: Profile): string {
  const length = duration(plannedSeconds(profile));
  const most = requestsByCount(profile);
  if (profile.model === "open") {
    const isSearch = profile.search != null;
    return `Sends ${isSearch ? "at most " : ""}${count(requestsIn(profile.stages))} requests in ${length} to `;
  }
  const users = `${count(profile.users)} ${profile.users === 1 ? "user" : "users"}`;
  if (most !== null) return `Puts up to ${users} for at most ${length} on `;
  return `Puts ${profile.levels === undefined ? "" : "up to "}${users} for ${length} on `;
}

/** Nobody's try becomes evidence by itself, and no part of a scenario or a smoke run does. */
function CountsForLaunch({ form: { draft, change } }: { form: RunForm }) {
  const mayCount = draft.kind === "load" && draft.only === "";
  return (
    <p>
      <label>
        <input
          id="countsForLaunch"
          type="checkbox"
          disabled={!mayCount}
          checked={mayCount && draft.countsForLaunch}
          onChange={(event) => change({ countsForLaunch: event.target.checked })}
        />{" "}
        Counts for the launch
      </label>
      <span className="second small">
        {mayCount
          ? " The newest run that counts is the evidence, even while it is running."
          : " Only a load run of the whole scenario is evidence for the launch."}
      </span>
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
