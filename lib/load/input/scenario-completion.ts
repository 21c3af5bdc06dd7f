import { parseDocument } from "yaml";
import { type YamlPlace, yamlPlace } from "../core/yaml-place.ts";
import { outlineOf } from "./scenario-outline.ts";
import { scenarioJsonSchema } from "./scenario-shape.ts";
import {
  type Completion,
  completionAt,
  keysFor,
  type Schema,
  type Suggestion,
  valuesFor,
} from "./schema-suggestions.ts";

/** What fits at a place of a scenario text: keys and values by its schema, and within `{{ }}` what a template may name. */

const root = scenarioJsonSchema() as Schema;

/** Null where nothing can be said: inside a comment, or a text of one's own. */
export function suggestionsAt(text: string, offset: number): Completion | null {
  const place = yamlPlace(text.slice(0, offset));
  const template = /\{\{\s*([\w.-]*)$/.exec(place.word)?.[1];
  if (template !== undefined) return completionAt(offset, template, templateNames(text));
  if (place.wants === "key") return completionAt(offset, place.word, keysFor(root, place));
  if (place.wants !== "value") return null;
  return completionAt(offset, place.word, isNeeds(place) ? remembered(text) : valuesFor(root, place));
}

function isNeeds({ path }: YamlPlace): boolean {
  const last = path.at(-1);
  return last?.kind === "key" && last.key === "needs";
}

const functions: readonly (readonly [string, string])[] = [
  ["vu", "number of the user"],
  ["vu 1 10", "1 to 10, by the number of the user"],
  ["unique 'LOT-'", "a text that never comes again"],
  ["pick RAW WIP", "one of these, drawn"],
  ["pick PASS:85 FAIL:15", "one of these, drawn by weight"],
  ["number 50 500 1", "from 50 to 500, one decimal"],
  ["integer 1 7", "a whole number from 1 to 7"],
  ["uuid", "a UUID"],
  ["now", "the time"],
  ["secret.NAME", "a secret of gantry.yaml"],
];

function templateNames(text: string): Suggestion[] {
  const own = remembered(text).map(({ label, says }) => ({ label, apply: label, says }));
  return [...own, ...functions.map(([label, says]) => ({ label, apply: label, says }))];
}

/** Names that the text remembers, with their fields, and those of its data; also of a text that is half written. */
function remembered(text: string): Suggestion[] {
  const { steps, data } = outlineOf(parseDocument(text, { prettyErrors: false, uniqueKeys: false }).contents, text);
  const names = steps
    .flatMap(({ remembers }) => remembers)
    .flatMap(({ name, fields }) => (fields === null ? [name] : fields.map((field) => `${name}.${field}`)));
  const own = [...new Set(names)].map((label) => ({ label, apply: label, says: "remembered" }));
  return [...own, ...[...data.keys()].map((label) => ({ label, apply: `${label}.`, says: "a column of its file" }))];
}
