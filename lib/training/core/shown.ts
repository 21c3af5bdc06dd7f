import { canonicalJson } from "../../platform/core/chain.ts";
import type { Attended, Outcome } from "./acts.ts";
import type { Language } from "./language.ts";

/** What a person signs: everything that stands on the screen above the button, as one value with one text, so that its hash says exactly
 *  what was shown (21 CFR 11.50 and 11.70: name, time and meaning of a signature belong to the record and cannot be moved). */

export type Shown = {
  as: "operator" | "trainer";
  language: Language;
  session: { id: string; name: string; place: string; trainer: string; startedAt: number | null };
  module: { id: string; code: string; name: string; version: number; minutes: number };
  operator: { id: string; badge: string; name: string; shift: string };
  attended: Attended;
  steps: readonly { id: string; shows: string; outcome: Outcome }[];
  statement: string;
  /** What the signature means, in the language it is read in. */
  meaning: string;
};

/** One text for one value; its SHA-256 is stored with the signature. */
export function shownText(shown: Shown): string {
  return canonicalJson(shown);
}
