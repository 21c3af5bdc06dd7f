import type { z } from "zod";
import { nearestWord } from "../core/nearest-word.ts";
import { describe, type Finding, quoted } from "./scenario-mistake.ts";
import { entriesOf, itemsOf, offsetOf } from "./scenario-yaml.ts";

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** What the shape knows of its text: the keys that may stand where a path leads. */
type Shaped = { root: unknown; keysAt(path: Path): string[] };

/** Turns what a shape refused into findings, each at the node of the text it is about. */
export function issueFindings(issues: readonly Issue[], shaped: Shaped): Finding[] {
  return issues.flatMap((issue) => findingsOf(issue, { ...shaped, path: issue.path }));
}

type Where = Shaped & { path: Path };

function findingsOf(issue: Issue, where: Where): Finding[] {
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(key, where));
  if (issue.code === "invalid_key") return [refusedKey(issue, where)];
  const meant = issue.code === "invalid_union" ? meantBranch(issue.errors) : null;
  if (meant === null) return [refusedValue(issue.message, where)];
  return meant.flatMap((inner) => findingsOf(inner, { ...where, path: [...where.path, ...inner.path] }));
}

/** The branch of a union that the writer had in mind: the one whose kind of value is there, with the fewest things wrong in it. */
function meantBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | null {
  const sameKind = branches.filter((issues) => !issues.some((issue) => issue.path.length === 0 && isOtherKind(issue)));
  return sameKind.sort((a, b) => a.length - b.length)[0] ?? null;
}

function isOtherKind(issue: Issue): boolean {
  return issue.code === "invalid_type" || issue.code === "invalid_value" || issue.code === "invalid_union";
}

function unknownKey(key: string, { root, path, keysAt }: Where): Finding {
  const map = nodeAt(root, path);
  const known = keysAt(path);
  const near = nearestWord(key, known);
  const expected = near === null ? `one of the keys ${known.join(", ")}` : `a known key, such as ${near}`;
  return { offset: offsetOf(entriesOf(map).get(key)?.key), expected, found: quoted(key) };
}

function refusedKey(issue: Extract<Issue, { code: "invalid_key" }>, { root, path }: Where): Finding {
  const name = String(path.at(-1));
  const entry = entriesOf(nodeAt(root, path.slice(0, -1))).get(name);
  return { offset: offsetOf(entry?.key), expected: issue.issues[0]?.message ?? issue.message, found: quoted(name) };
}

/** A value that is not there is reported where the set of keys begins that lacks it, one that is empty at its key. */
function refusedValue(expected: string, { root, path }: Where): Finding {
  const parent = nodeAt(root, path.slice(0, -1));
  const last = path.at(-1);
  const entry = typeof last === "string" ? entriesOf(parent).get(last) : undefined;
  const node = nodeAt(root, path);
  if (entry !== undefined && describe(node) === "nothing") {
    return { offset: offsetOf(entry.key), expected, found: `nothing after ${String(last)}` };
  }
  if (node === undefined)
    return { offset: offsetOf(parent), expected: `${String(last)}, ${expected}`, found: "nothing of that name" };
  return { offset: offsetOf(node), expected, found: describe(node) };
}

function nodeAt(root: unknown, path: Path): unknown {
  let node = root;
  for (const key of path) node = typeof key === "number" ? itemsOf(node)[key] : entriesOf(node).get(String(key))?.value;
  return node;
}
