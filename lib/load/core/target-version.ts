import { clock } from "./say.ts";

/** Which version the target told while a run went on. Everything here is text of the target's: shown, never read any further. */

/** `second`: of the run, in which it was read first; null before second 0. */
export type ToldVersion = { version: string; second: number | null };

/** `told`: each time another one, in order. `unread`: why it could not be read once, in words that follow a colon. */
export type TargetVersions = { told: ToldVersion[]; unread: string | null };

export type VersionChange = { from: string; to: string; second: number };

/** How often a runner asks. */
export const askVersionEverySeconds = 5;
const mostCharacters = 200;
/** A target whose versions take turns is told to be one; more than that says no more. */
const mostTold = 20;

/** What a target gave as its version, on one line of at most 200 characters; null where it is none. */
export function versionText(value: unknown): string | null {
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return null;
  // What cannot be seen on one line, or is half a letter, is not kept.
  const line = String(value).slice(0, 20 * mostCharacters);
  const plain = line.replace(/[\s\p{Cc}\p{Cf}\p{Cs}]+/gu, " ").trim();
  const letters = [...plain];
  if (letters.length === 0) return null;
  return letters.length <= mostCharacters ? plain : `${letters.slice(0, mostCharacters - 1).join("")}…`;
}

/** Of a target with several addresses: what each told last, each version once. */
export function versionOfAll(told: Iterable<string>): string | null {
  return versionText([...new Set(told)].sort().join(" and "));
}

/** What is recorded when this was told: nothing new, a version where none was told or none in a second of the run, or a change. */
export function tellVersion({ told }: TargetVersions, { version, second }: ToldVersion): VersionEvent | null {
  const before = told.at(-1);
  if (before?.version === version || told.length >= mostTold) return null;
  if (before === undefined || second === null) return { verb: "run.version-read", after: { version, second } };
  return { verb: "run.version-changed", after: { from: before.version, to: version, second } };
}

export type VersionEvent =
  | { verb: "run.version-read"; after: ToldVersion }
  | { verb: "run.version-changed"; after: VersionChange };

export const versionVerbs = ["run.version-read", "run.version-changed", "run.version-unread"] as const;

/** From the log's entries of those verbs, in order. */
export function versionsIn(entries: readonly { verb: string; after: unknown }[]): TargetVersions {
  const versions: TargetVersions = { told: [], unread: null };
  for (const { verb, after } of entries) {
    const { version, to, second, why } = Object(after);
    const told = verb === "run.version-changed" ? to : version;
    if (verb === "run.version-unread") versions.unread = String(why);
    else versions.told.push({ version: String(told), second: typeof second === "number" ? second : null });
  }
  return versions;
}

/** Those within the run: what was told before second 0 was only what it began with. */
export function changesOf({ told }: TargetVersions): VersionChange[] {
  return told.flatMap(({ version, second }, index) => {
    const before = told[index - 1];
    return before === undefined || second === null ? [] : [{ from: before.version, to: version, second }];
  });
}

/** "The target's version changed from 1.4.2 to 1.5.0 at 01:25 of the run" */
export function sayChange({ from, to, second }: VersionChange): string {
  return `The target's version changed from ${from} to ${to} at ${clock(second)} of the run`;
}

/** "1.4.2, then 1.5.0 from 01:25 on" */
export function sayVersions({ told, unread }: TargetVersions): string {
  if (told.length === 0) return unread === null ? "not read" : `could not be read: ${unread}`;
  const changes = changesOf({ told, unread });
  const first = changes[0]?.from ?? told.at(-1)?.version ?? "";
  return [first, ...changes.map(({ to, second }) => `then ${to} from ${clock(second)} on`)].join(", ");
}
