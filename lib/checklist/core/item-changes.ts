/** What of an item people answer to. Answers given to another wording, rule, second look or age do not count for it. */
const asked = ["title", "asks", "rule", "needsVerification", "validForSeconds"] as const;

type Fields = Readonly<Record<string, unknown>>;

/** Names of the fields of `after` that differ from `before`, whatever the order of keys inside. */
export function changedItemFields(before: Fields, after: Fields): string[] {
  return Object.keys(after).filter((name) => sorted(before[name]) !== sorted(after[name]));
}

/** Whether earlier answers are about something else now. */
export function raisesRule(changed: readonly string[]): boolean {
  return asked.some((name) => changed.includes(name));
}

/** jsonb gives keys back in an order of its own. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, one) =>
    one !== null && typeof one === "object" && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}
