import type { FaultName } from "./faults.ts";

/** What is known of the practice plant: always what it said itself, never what was asked of it. */

export const plantRoles = ["new", "legacy"] as const;
export type PlantRole = (typeof plantRoles)[number];

/** A fault's own figures by name, and the endpoint where it is not every one. */
export type Figures = Readonly<Record<string, number | string>>;

export type SwitchedOn = {
  fault: FaultName;
  figures: Figures;
  /** ISO time, by the plant's clock. */
  since: string;
  /** Null: switched at the plant's own address, past Gantry. */
  by: string | null;
};

/** What one system of the plant says of itself. */
export type PlantState = { startedAt: string; on: SwitchedOn[] };

export type SystemFaults = { id: string; role: PlantRole; name: string; address: string } & (
  | ({ answers: true } & PlantState)
  | { answers: false; why: string }
);

export type PracticeFaults = { systems: SystemFaults[] };

/** True when nothing is on in any system that answers. */
export function allOff(systems: readonly SystemFaults[]): boolean {
  return systems.every((one) => !one.answers || one.on.length === 0);
}
