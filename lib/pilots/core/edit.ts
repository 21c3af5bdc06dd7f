/** Two people at one form: what each changed, and what the second is told. */

export type Fields = Readonly<Record<string, unknown>>;

/** Names of the fields of `after` that differ from `before`. */
export function changedFields(before: Fields, after: Fields): string[] {
  return Object.keys(after).filter((name) => !isSame(before[name], after[name]));
}

/** What stands in the second one's form after somebody else has saved: fields they typed in stay, all others become what was saved.
 *  `base`: what the form showed first. */
export function mergeTyped<Form extends Fields>(base: Form, typed: Form, saved: Form): Form {
  const own = new Set(changedFields(base, typed));
  return Object.fromEntries(
    Object.entries(saved).map(([name, value]) => [name, own.has(name) ? typed[name] : value]),
  ) as Form;
}

export type Change = { by: string; fields: readonly string[] };

/** "Petr Dvořák changed the site and the time zone; Ada Lüders changed the shifts". */
export function changesText(changes: readonly Change[], words: Readonly<Record<string, string>>): string {
  const byPerson = new Map<string, Set<string>>();
  for (const { by, fields } of changes)
    byPerson.set(by, new Set([...(byPerson.get(by) ?? []), ...fields.map((field) => words[field] ?? field)]));
  return [...byPerson].map(([by, fields]) => `${by} changed ${listText([...fields])}`).join("; ");
}

/** "a, b and c" */
export function listText(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? "something";
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** By value; the fields are plain JSON. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
