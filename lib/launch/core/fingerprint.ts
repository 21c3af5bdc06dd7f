import type { ItemStanding } from "#lib/checklist/core/item.ts";

/** What a call holds over: the evidence of its station, item by item. Never a measured value, a time or a count, so that a probe that
 *  passes again changes nothing. */

/** By item id: `rule 2 · good · run 43`. */
export type Parts = Readonly<Record<string, string>>;

type Fingerprinted = { id: string; ruleVersion: number; standing: Pick<ItemStanding, "kind" | "evidence"> };
/** What an item is called, by its id: "2.3 Prometheus has every target up". */
export type ItemNames = ReadonlyMap<string, string>;

const between = " · ";
const mostSaid = 3;

export function partsOf(items: readonly Fingerprinted[]): Parts {
  const part = ({ ruleVersion, standing }: Fingerprinted) =>
    [`rule ${ruleVersion}`, standing.kind, standing.evidence].join(between);
  return Object.fromEntries(items.map((item) => [item.id, part(item)]));
}

/** One text for one set of parts, whatever their order. It is hashed where it has to be short. */
export function fingerprintText(parts: Parts): string {
  const lines = Object.entries(parts).map(([id, part]) => `${id} ${part}`);
  return lines.sort().join("\n");
}

/** What changed from one set of parts to another, in words without a full stop: "2.3 Every target is up: good, now failed". Empty when
 *  nothing did. Three changes are said, the rest is counted. */
export function whatChanged(before: Parts, after: Parts, names: ItemNames): string {
  const ids = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  const changes = ids.flatMap((id) => {
    const says = changeOf(before[id], after[id]);
    return says === null ? [] : [`${names.get(id) ?? "an item"}: ${says}`];
  });
  const more = changes.length - mostSaid;
  return `${changes.slice(0, mostSaid).join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
}

function changeOf(before: string | undefined, after: string | undefined): string | null {
  if (before === after) return null;
  if (before === undefined) return "was added to the station";
  if (after === undefined) return "was taken from the station";
  const [was, is] = [readPart(before), readPart(after)];
  const newer = newerEvidence(was.evidence, is.evidence);
  if (was.kind !== is.kind) return `${was.kind}, now ${is.kind}${newer === null ? "" : `; ${newer}`}`;
  if (was.rule !== is.rule) return "the rule was changed";
  return newer ?? (is.evidence.startsWith("turn:") ? "it was otherwise in between" : "other evidence counts now");
}

/** "run 43" counts after "run 42". */
function newerEvidence(was: string, is: string): string | null {
  if (was === is) return null;
  if (/^run \d+$/.test(is)) return `a newer run counts: ${is}`;
  if (/^rehearsal \d+$/.test(is)) return `another rehearsal counts: ${is}`;
  if (is.startsWith("training ")) return "other operators count, or other signatures";
  return is.startsWith("rules ") ? "the rules of comparison or the window were changed" : null;
}

function readPart(part: string): { rule: string; kind: string; evidence: string } {
  const [rule = "", kind = "", ...evidence] = part.split(between);
  return { rule, kind, evidence: evidence.join(between) };
}
