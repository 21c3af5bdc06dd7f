import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "../platform/browser/fetch-json.ts";
import type { FaultName } from "./core/faults.ts";
import type { Switching } from "./core/happened.ts";
import type { Figures, SystemFaults } from "./core/plant.ts";

/** The browser's questions about the practice plant. The key begins with the topic of the changes that touch it. */

export type Faults = { systems: SystemFaults[]; happened: Switching[] };

const base = (pilot: string) => `/api/v1/pilots/${pilot}/practice/faults`;

/** What happens at the plant's own address, or when it starts again, is no change in the log: it is asked for every few seconds. */
export const faultsQuery = (pilot: string) =>
  queryOptions({
    queryKey: ["practice", pilot],
    queryFn: () => fetchJson<Faults>(base(pilot)),
    refetchInterval: 5_000,
  });

/** `system`: its id. */
type Which = { system: string; fault: FaultName };

export const switchOn = (pilot: string, { system, fault, figures }: Which & { figures: Figures }) =>
  fetchJson<{ system: SystemFaults }>(`${base(pilot)}/${system}/${fault}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(figures),
  });

export const switchOff = (pilot: string, { system, fault }: Which) =>
  fetchJson<{ system: SystemFaults }>(`${base(pilot)}/${system}/${fault}`, { method: "DELETE" });

export const switchAllOff = (pilot: string) =>
  fetchJson<{ systems: SystemFaults[] }>(base(pilot), { method: "DELETE" });
