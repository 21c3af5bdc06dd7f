"use client";

import { useState } from "react";
import { type FaultName, faultKind } from "#lib/practice/core/faults.ts";
import type { SystemFaults } from "#lib/practice/core/plant.ts";
import settings from "../pilots/settings.module.css";
import { FaultCell } from "./fault-cell.tsx";
import { FaultForm } from "./fault-form.tsx";
import styles from "./faults.module.css";

type Shown = { pilot: string; systems: readonly SystemFaults[]; timeZone: string; maySwitch: boolean };
type Props = Shown & { labelledBy: string; names: readonly FaultName[] };

/** One row a fault: what it does, and each system's switch. Differences are the new system's alone. */
export function FaultsTable({ labelledBy, names, ...shown }: Props) {
  const isNewOnly = names.every((name) => faultKind(name).newOnly);
  const systems = shown.systems.filter(({ role }) => !isNewOnly || role === "new");
  return (
    <div className={`${styles["faults"]} ${settings["stack"]}`}>
      <table aria-labelledby={labelledBy}>
        <thead>
          <tr>
            <th scope="col">What</th>
            {systems.map(({ role, name }) => (
              <th key={role} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map((fault) => (
            <FaultRow key={fault} {...shown} systems={systems} fault={fault} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function FaultRow({ fault, systems, ...shown }: Shown & { fault: FaultName }) {
  const [openIn, setOpenIn] = useState<string | null>(null);
  const { title, does } = faultKind(fault);
  const opened = systems.find(({ role }) => role === openIn);
  const look = opened === undefined ? undefined : `${settings["opened"]} ${styles["opened"]}`;
  return (
    <>
      <tr className={look}>
        <th scope="row" className={`row-name ${styles["what"]}`}>
          {title}
          <span className={`second small ${styles["does"]}`}>{does}</span>
        </th>
        {systems.map((system) => (
          <td key={system.role} className={styles["state"]} data-label={system.name}>
            <FaultCell
              {...shown}
              system={system}
              fault={fault}
              isOpen={openIn === system.role}
              onOpen={(open) => setOpenIn(open ? system.role : null)}
            />
          </td>
        ))}
      </tr>
      {opened === undefined ? null : (
        <tr className={look}>
          <td colSpan={systems.length + 1} className={settings["inner"]}>
            <FaultForm
              // By the system: what is typed for one is not meant for the other.
              key={opened.role}
              pilot={shown.pilot}
              system={opened}
              fault={fault}
              onClose={() => setOpenIn(null)}
            />
          </td>
        </tr>
      )}
    </>
  );
}
