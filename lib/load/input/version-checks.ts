import { isScalar } from "yaml";
import { secretName } from "../core/example.ts";
import { parseJsonPath } from "../core/json-path.ts";
import { describe, type Finding, quoted } from "./scenario-mistake.ts";
import { PATH_TEXT } from "./scenario-outline.ts";
import { type Entry, entriesOf, offsetOf } from "./scenario-yaml.ts";

/** What no shape can say of `version`: one place, a path as it stands, and nothing by a name that tells of a secret: everybody reads it. */
export function versionFindings(version: Entry | undefined): Finding[] {
  if (version === undefined) return [];
  const entries = entriesOf(version.value);
  const [get, json, header] = ["get", "json", "header"].map((key) => entries.get(key));
  // A key with a letter swapped is told as such.
  const isKnown = [...entries.keys()].every((key) => ["get", "json", "header"].includes(key));
  if (entries.size === 0 || !isKnown) return [];
  return [...onePlace(version, { json, header }), ...plainPath(get), ...noSecret(json), ...noSecret(header)];
}

type Places = { json: Entry | undefined; header: Entry | undefined };

function onePlace({ key }: Entry, { json, header }: Places): Finding[] {
  if (json !== undefined && header !== undefined)
    return [{ offset: offsetOf(header.key), expected: "either json or header", found: "both" }];
  if (json !== undefined || header !== undefined) return [];
  const expected = "json or header beside get, such as json: $.version";
  return [{ offset: offsetOf(key), expected, found: "a version without a place in the answer" }];
}

/** It is asked for by the runner, not by a user: there is nothing that a template could be filled with. */
function plainPath(get: Entry | undefined): Finding[] {
  const text = textOf(get);
  if (text === null || !text.startsWith("/")) return [];
  if (PATH_TEXT.test(text) && !text.includes("{{")) return [];
  const expected = "a path without templates, blanks, # and special letters, such as /health";
  return [{ offset: offsetOf(get?.value), expected, found: describe(get?.value) }];
}

function noSecret(entry: Entry | undefined): Finding[] {
  const text = textOf(entry);
  if (text === null) return [];
  const name = text.startsWith("$") ? String(parseJsonPath(text)?.at(-1) ?? "") : text;
  if (!secretName.test(name)) return [];
  return [
    { offset: offsetOf(entry?.value), expected: "a place that is not called after a secret", found: quoted(name) },
  ];
}

function textOf(entry: Entry | undefined): string | null {
  const node = entry?.value;
  return isScalar(node) && typeof node.value === "string" ? node.value : null;
}
