import { yamlPlace } from "../core/yaml-place.ts";
import { objectivesJsonSchema } from "./objectives-shape.ts";
import { type Completion, completionAt, keysFor, type Schema, valuesFor } from "./schema-suggestions.ts";

/** What fits at a place of a set of limits: keys and values by its schema. */

const root = objectivesJsonSchema() as Schema;

/** Null where nothing can be said: inside a comment, or a name of the scenario's. */
export function limitsAt(text: string, offset: number): Completion | null {
  const place = yamlPlace(text.slice(0, offset));
  if (place.wants === "key") return completionAt(offset, place.word, keysFor(root, place));
  return place.wants === "value" ? completionAt(offset, place.word, valuesFor(root, place)) : null;
}
