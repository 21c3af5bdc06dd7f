import { parseDocument } from "yaml";
import { type PathPart, type YamlPlace, yamlPlace } from "../core/yaml-place.ts";
import { outlineOf } from "./scenario-outline.ts";
import { scenarioJsonSchema } from "./scenario-shape.ts";

/** What fits at a place of a scenario text: keys and values by its schema, and within `{{ }}` what a template may name. */

/** `apply`: what is written in place of the word that was begun. */
export type Suggestion = { label: string; apply: string; says: string };
/** `from`: where the word that was begun stands, counted in characters of the text. */
type Completion = { from: number; suggestions: Suggestion[] };

type Schema = {
  $ref?: string;
  $defs?: Record<string, Schema>;
  properties?: Record<string, Schema>;
  propertyNames?: Schema;
  additionalProperties?: Schema | false;
  items?: Schema | false;
  prefixItems?: Schema[];
  anyOf?: Schema[];
  type?: string | string[];
  enum?: unknown[];
  examples?: unknown[];
  description?: string;
};

const root = scenarioJsonSchema() as Schema;

/** Null where nothing can be said: inside a comment, or a text of one's own. */
export function suggestionsAt(text: string, offset: number): Completion | null {
  const place = yamlPlace(text.slice(0, offset));
  const template = /\{\{\s*([\w.-]*)$/.exec(place.word)?.[1];
  if (template !== undefined) return at(offset, template, templateNames(text));
  if (place.wants === "key") return at(offset, place.word, keysFor(place));
  if (place.wants !== "value") return null;
  return at(offset, place.word, isNeeds(place) ? remembered(text) : valuesFor(place));
}

function at(offset: number, word: string, suggestions: Suggestion[]): Completion | null {
  return suggestions.length === 0 ? null : { from: offset - word.length, suggestions };
}

function keysFor({ path, siblings }: YamlPlace): Suggestion[] {
  const found = new Map<string, Suggestion>();
  for (const { properties = {}, propertyNames } of schemasAt(path)) {
    for (const [key, schema] of Object.entries(properties)) found.set(key, keyOf(key, schema.description));
    for (const key of propertyNames?.examples ?? []) found.set(String(key), keyOf(String(key), undefined));
  }
  return [...found.values()].filter(({ label }) => !siblings.includes(label));
}

const keyOf = (label: string, says = ""): Suggestion => ({ label, apply: `${label}: `, says });

function valuesFor({ path }: YamlPlace): Suggestion[] {
  const values = schemasAt(path).flatMap((schema) => {
    const own = schema.type === "boolean" ? [true, false] : [];
    return [...(schema.enum ?? []), ...own, ...(schema.examples ?? [])].map(String);
  });
  return [...new Set(values)].map((label) => ({ label, apply: label, says: "" }));
}

/** Every schema that a path may lead to. */
function schemasAt(path: readonly PathPart[]): Schema[] {
  return path.reduce((schemas, part) => schemas.flatMap((one) => below(one, part)).flatMap(branches), branches(root));
}

function below({ properties = {}, additionalProperties, items, prefixItems }: Schema, part: PathPart): Schema[] {
  if (part.kind === "item") return items ? [items] : (prefixItems?.slice(0, 1) ?? []);
  const known = properties[part.key];
  if (known !== undefined) return [known];
  return additionalProperties ? [additionalProperties] : [];
}

/** A schema, what it refers to, and its alternatives. */
function branches(schema: Schema): Schema[] {
  const referred = schema.$ref === undefined ? undefined : root.$defs?.[schema.$ref.replace("#/$defs/", "")];
  return [schema, ...(referred === undefined ? [] : [referred]), ...(schema.anyOf ?? []).flatMap(branches)];
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
