import type { PathPart, YamlPlace } from "../core/yaml-place.ts";

/** What a JSON Schema says of a place in a YAML text: keys that may stand there, and values that are named. */

/** `apply`: what is written in place of the word that was begun. */
export type Suggestion = { label: string; apply: string; says: string };
/** `from`: where the word that was begun stands, counted in characters of the text. */
export type Completion = { from: number; suggestions: Suggestion[] };

/** As much of a published schema as suggestions need. */
export type Schema = {
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

/** Null where there is nothing to suggest. */
export function completionAt(offset: number, word: string, suggestions: Suggestion[]): Completion | null {
  return suggestions.length === 0 ? null : { from: offset - word.length, suggestions };
}

/** Keys that are not there yet. */
export function keysFor(root: Schema, { path, siblings }: YamlPlace): Suggestion[] {
  const found = new Map<string, Suggestion>();
  for (const { properties = {}, propertyNames } of schemasAt(root, path)) {
    for (const [key, schema] of Object.entries(properties)) found.set(key, keyOf(key, schema.description));
    for (const key of [...(propertyNames?.enum ?? []), ...(propertyNames?.examples ?? [])])
      found.set(String(key), keyOf(String(key), undefined));
  }
  return [...found.values()].filter(({ label }) => !siblings.includes(label));
}

const keyOf = (label: string, says = ""): Suggestion => ({ label, apply: `${label}: `, says });

/** Choices, then examples. */
export function valuesFor(root: Schema, { path }: YamlPlace): Suggestion[] {
  const values = schemasAt(root, path).flatMap((schema) => {
    const own = schema.type === "boolean" ? [true, false] : [];
    return [...(schema.enum ?? []), ...own, ...(schema.examples ?? [])].map(String);
  });
  return [...new Set(values)].map((label) => ({ label, apply: label, says: "" }));
}

/** Every schema that a path may lead to. */
function schemasAt(root: Schema, path: readonly PathPart[]): Schema[] {
  return path.reduce(
    (schemas, part) => schemas.flatMap((one) => below(one, part)).flatMap((one) => branches(root, one)),
    branches(root, root),
  );
}

function below({ properties = {}, additionalProperties, items, prefixItems }: Schema, part: PathPart): Schema[] {
  if (part.kind === "item") return items ? [items] : (prefixItems?.slice(0, 1) ?? []);
  const known = properties[part.key];
  if (known !== undefined) return [known];
  return additionalProperties ? [additionalProperties] : [];
}

/** A schema, what it refers to, and its alternatives. */
function branches(root: Schema, schema: Schema): Schema[] {
  const referred = schema.$ref === undefined ? undefined : root.$defs?.[schema.$ref.replace("#/$defs/", "")];
  const others = (schema.anyOf ?? []).flatMap((one) => branches(root, one));
  return [schema, ...(referred === undefined ? [] : [referred]), ...others];
}
