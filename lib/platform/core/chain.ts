/** What the chain's hash covers: an event's whole content, written so that one event has one text only. */

export type ChainedEvent = {
  id: string;
  chain: string;
  pilotId: string | null;
  sequence: number;
  /** ISO 8601, UTC, milliseconds. */
  at: string;
  actorKind: string;
  actorId: string;
  actorName: string;
  verb: string;
  subjectKind: string;
  subjectId: string;
  before: unknown;
  after: unknown;
  reason: string | null;
  actsDigest: string | null;
  keyNumber: number;
};

/** JSON with sorted keys and no spaces; `undefined` members are left out, as JSON does. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
}

/** The text whose HMAC, together with the previous hash, is the event's hash. */
export function chainText(event: ChainedEvent): string {
  return canonicalJson({ ...event, before: event.before ?? null, after: event.after ?? null });
}
