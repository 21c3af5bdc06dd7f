/** What people say about an item. Acts are only ever added; where the item stands is computed from them. */

export type ItemAct =
  /** `holds`: whether what is asked for was seen. `says`: what was seen. `files`: ids of evidence. */
  | { do: "answered"; holds: boolean; says: string; files: readonly string[] }
  /** By another person than the one who answered. `about`: the act's id, here and below. */
  | { do: "verified"; about: string; says: string }
  /** Takes an answer back, with a reason. */
  | { do: "withdrawn"; about: string; why: string }
  | { do: "waiver-asked"; why: string; scope: string; until: number }
  | { do: "waiver-granted"; about: string }
  | { do: "waiver-refused"; about: string; why: string }
  | { do: "waiver-ended"; about: string; why: string };

/** `at` in ms since 1970. */
export type SaidItemAct = {
  id: string;
  act: ItemAct;
  ruleVersion: number;
  byId: string;
  by: string;
  at: number;
};
