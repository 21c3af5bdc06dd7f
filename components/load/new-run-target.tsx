"use client";

import type { SystemChoice } from "#lib/pilots/query.ts";
import { EnvironmentTag } from "../ui/environment-tag.tsx";
import { Mark } from "../ui/mark.tsx";
import { siteTime } from "../ui/site-time.ts";
import { NameSystem } from "./name-system.tsx";
import { Part } from "./new-run-fields.tsx";
import type { RunForm } from "./new-run-form-state.ts";
import styles from "./new-run-target.module.css";
import { UnlockProduction } from "./unlock-production.tsx";

export type TargetProps = {
  form: RunForm;
  systems: readonly SystemChoice[];
  /** By the server's clock. */
  nowMs: number;
  timeZone: string;
  mayName: boolean;
};

/** Production is closed until an admin opens it for one run. */
export function isLocked({ environment, unlockedUntil }: SystemChoice, nowMs: number): boolean {
  return environment === "production" && (unlockedUntil === null || Date.parse(unlockedUntil) <= nowMs);
}

/** Where the load goes: only systems that an admin has named. */
export function TargetFields(props: TargetProps) {
  const { form, systems, mayName } = props;
  const { draft, change } = form;
  const open = () => change({ naming: { name: "", baseUrl: "", environment: "", reason: "" } });
  return (
    <Part number={3} id="part-target" title="Target">
      <fieldset id="systemId" className={styles["systems"]}>
        <legend className="visually-hidden">System to load</legend>
        {systems.map((system) => (
          <SystemRow key={system.id} {...props} system={system} />
        ))}
        {systems.length === 0 ? <p className="second">No system is named yet.</p> : null}
      </fieldset>
      {draft.naming === null ? null : <NameSystem form={form} naming={draft.naming} />}
      {mayName ? null : <p className={`second small ${styles["under"]}`}>Only an admin can name a system.</p>}
      {mayName && draft.naming === null ? (
        <p className={styles["under"]}>
          <button type="button" className="button link" onClick={open}>
            Name another system
          </button>
        </p>
      ) : null}
    </Part>
  );
}

function SystemRow({ system, ...props }: TargetProps & { system: SystemChoice }) {
  const { form, nowMs } = props;
  const { draft, change } = form;
  const locked = isLocked(system, nowMs);
  const unlocking = draft.unlocking?.systemId === system.id ? draft.unlocking : null;
  return (
    <div className={styles["system"]}>
      <label className={styles["system-label"]}>
        <input
          className={styles["radio"]}
          type="radio"
          name="systemId"
          value={system.id}
          disabled={locked}
          checked={!locked && draft.systemId === system.id}
          onChange={() => change({ systemId: system.id })}
        />
        <strong className={locked ? styles["locked"] : undefined}>{system.name}</strong>
        <EnvironmentTag environment={system.environment} />
        <span className={`mono ${styles["address"]}`}>{system.baseUrl}</span>
        <span className="second small">{system.role === "other" ? "" : system.role}</span>
      </label>
      {system.environment === "production" ? <LockState {...props} system={system} isLocked={locked} /> : null}
      {locked && unlocking !== null ? <UnlockProduction form={form} system={system} unlocking={unlocking} /> : null}
    </div>
  );
}

type LockProps = TargetProps & { system: SystemChoice; isLocked: boolean };

function LockState({ form: { draft, change }, system, isLocked, mayName, timeZone }: LockProps) {
  if (!isLocked)
    return (
      <p className={`small ${styles["lock"]}`}>
        {`Unlocked for one run, until ${siteTime(new Date(system.unlockedUntil ?? 0), timeZone, false)}.`}
      </p>
    );
  return (
    <p className={`small ${styles["lock"]}`}>
      <Mark name="locked" /> Locked.{" "}
      {mayName ? null : "Only an admin can unlock production, for one run and with a reason."}
      {mayName && draft.unlocking?.systemId !== system.id ? (
        <button
          type="button"
          className="button link"
          aria-label={`Unlock ${system.name} for one run`}
          onClick={() => change({ unlocking: { systemId: system.id, reason: "", minutes: "" } })}
        >
          Unlock for one run
        </button>
      ) : null}
    </p>
  );
}
