import type { ItemStanding } from "#lib/checklist/core/item.ts";

/** The evidence of a launch at one moment, as a poll freezes it. */
export type Snapshot = {
  /** ISO instant. */
  at: string;
  stations: readonly {
    name: string;
    fingerprint: string;
    items: readonly (ItemStanding & {
      id: string;
      number: string;
      title: string;
      isKiller: boolean;
      ruleVersion: number;
    })[];
  }[];
};
