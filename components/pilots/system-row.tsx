"use client";

import { mayDo, type PlacedSystem } from "#lib/pilots/core/place.ts";
import { addressesText } from "#lib/pilots/core/place-text.ts";
import { readsText } from "#lib/pilots/core/system-metrics.ts";
import { EnvironmentTag } from "../ui/environment-tag.tsx";
import { Mark } from "../ui/mark.tsx";
import { ChangeSystem } from "./change-system.tsx";
import { OpenUnlocks } from "./open-unlocks.tsx";
import { RemoveSystem } from "./remove-system.tsx";
import styles from "./settings.module.css";
import { SystemFigures } from "./system-figures.tsx";
import { SystemNow } from "./system-now.tsx";
import { UnlockSystem } from "./unlock-system.tsx";

export type SystemProps = {
  pilot: string;
  system: PlacedSystem;
  timeZone: string;
  nowMs: number;
  mayChange: boolean;
  isArchived: boolean;
};
const acts = ["change", "figures", "remove", "unlock"] as const;
type Act = (typeof acts)[number];
type Props = SystemProps & { opened: string | null; onOpen(key: string | null): void };

const keyOf = ({ id }: PlacedSystem, act: Act) => `${id} ${act}`;

/** One system, and below it its open unlocks and the act that is open. */
export function SystemRow(props: Props) {
  const { system, mayChange, opened, onOpen } = props;
  const act = acts.find((one) => mayChange && opened === keyOf(system, one));
  const look = act === undefined ? undefined : styles["opened"];
  return (
    <>
      <tr className={look}>
        <Cells {...props} />
        {mayChange ? <Acts system={system} onOpen={onOpen} act={act} /> : null}
      </tr>
      {system.unlocks.length === 0 && act === undefined ? null : (
        <tr className={look}>
          <td colSpan={mayChange ? 8 : 7} className={styles["inner"]}>
            <OpenUnlocks {...props} />
            {act === undefined ? null : <OpenAct {...props} act={act} onClose={() => onOpen(null)} />}
          </td>
        </tr>
      )}
    </>
  );
}

function Cells(props: SystemProps) {
  const { name, baseUrl, role, environment, check, unlocks, metrics } = props.system;
  const { word, isLocked } = mayDo(environment, unlocks.length);
  const { isArchived } = props;
  return (
    <>
      <td className={styles["name"]}>{name}</td>
      <td className={`mono ${styles["address"]}`} data-label="Address">
        {baseUrl}
      </td>
      <td data-label="Role">{role}</td>
      <td data-label="Environment">
        <EnvironmentTag environment={environment} />
      </td>
      <td data-label="Gantry may do">
        {isLocked && !isArchived ? <Mark name="locked" /> : null} {isArchived ? "nothing: archived" : word}
        {isArchived || metrics.figures.length === 0 ? null : (
          <span className={`second small ${styles["reads"]}`}>{readsText(metrics)}</span>
        )}
      </td>
      <td className={`mono second ${styles["resolves"]}`} data-label="Resolves to">
        {addressesText(check?.addresses ?? []) || "–"}
      </td>
      <td className={styles["now"]} data-label="Now">
        <SystemNow {...props} />
      </td>
    </>
  );
}

function OpenAct({ act, ...props }: SystemProps & { act: Act; onClose(): void }) {
  if (act === "change") return <ChangeSystem {...props} />;
  if (act === "figures") return <SystemFigures {...props} />;
  return act === "remove" ? <RemoveSystem {...props} /> : <UnlockSystem {...props} />;
}

type ActsProps = { system: PlacedSystem; act: Act | undefined; onOpen(key: string | null): void };

function Acts({ system, act, onOpen }: ActsProps) {
  const { name, environment } = system;
  const figures = ["figures", "Figures", `Figures of ${name}`] as const;
  const offered: readonly (readonly [act: Act, word: string, label: string])[] =
    environment === "practice"
      ? [figures]
      : [
          ...(environment === "production" ? [["unlock", "Unlock", `Unlock ${name} for one load run`] as const] : []),
          figures,
          ["change", "Change", `Change ${name}`],
          ["remove", "Remove", `Remove ${name}`],
        ];
  return (
    <td className={styles["row-acts"]}>
      {offered.map(([one, word, label]) => (
        <button
          key={one}
          type="button"
          className="button link"
          aria-label={label}
          aria-expanded={act === one}
          onClick={() => onOpen(act === one ? null : keyOf(system, one))}
        >
          {word}
        </button>
      ))}
      {environment === "practice" ? <span className="second small"> comes with the plant</span> : null}
    </td>
  );
}
