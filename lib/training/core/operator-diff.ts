import { type Language, languageNames } from "./language.ts";
import type { Operator } from "./module.ts";

/** What a file of operators would change. Whoever is in it is known by the badge. */

/** `given`: what the file says of them; a column that it does not have says nothing. */
export type FileOperator = {
  line: number;
  badge: string;
  given: Partial<Omit<Operator, "id" | "badge">> & { name: string };
};

export type FieldChange = { field: string; from: string; to: string };
type AddedOperator = { line: number; operator: Omit<Operator, "id"> };
type ChangedOperator = { line: number; operator: Operator; changes: readonly FieldChange[] };

export type OperatorDiff = {
  added: readonly AddedOperator[];
  changed: readonly ChangedOperator[];
  unchanged: number;
  /** Operators that the file does not name. */
  missing: readonly Operator[];
};

/** `named`: every badge that stands in the file, those of bad rows too: whoever is named is not missing. */
export function diffOperators(
  now: readonly Operator[],
  file: readonly FileOperator[],
  named: ReadonlySet<string>,
): OperatorDiff {
  const byBadge = new Map(now.map((one) => [one.badge, one]));
  const added: AddedOperator[] = [];
  const changed: ChangedOperator[] = [];
  for (const { line, badge, given } of file) {
    const known = byBadge.get(badge);
    if (known === undefined) added.push({ line, operator: { ...blank, ...given, badge } });
    else changed.push({ line, operator: { ...known, ...given }, changes: changesOf(known, { ...known, ...given }) });
  }
  const differing = changed.filter(({ changes }) => changes.length > 0);
  const unchanged = changed.length - differing.length;
  return { added, changed: differing, unchanged, missing: now.filter(({ badge }) => !named.has(badge)) };
}

const blank = { shift: "", roles: [], language: "en", isChampion: false } as const;

const said: readonly [field: string, say: (operator: Omit<Operator, "id">) => string][] = [
  ["name", ({ name }) => name],
  ["shift", ({ shift }) => shift],
  ["roles", ({ roles }) => [...roles].sort().join(", ")],
  ["language", ({ language }: { language: Language }) => languageNames[language]],
  ["champion", ({ isChampion }) => (isChampion ? "yes" : "no")],
];

/** In words for a screen; empty: nothing. */
function changesOf(was: Omit<Operator, "id">, is: Omit<Operator, "id">): FieldChange[] {
  return said.flatMap(([field, say]) => (say(was) === say(is) ? [] : [{ field, from: say(was), to: say(is) }]));
}
