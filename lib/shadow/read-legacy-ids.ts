import { and, eq, inArray } from "drizzle-orm";
import { shadowIds } from "#drizzle/schema/shadow-kept.ts";
import type { Database } from "../platform/database.ts";

/** What the legacy system calls things that the new one calls by these ids, as far as the id map learnt it. By the new system's id. One that
 *  means several things (lot 17 and order 17) is left out. */
export async function readLegacyIds(
  db: Database,
  pilotId: string,
  keys: readonly string[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const several = new Set<string>();
  for (let from = 0; from < keys.length; from += 1_000) {
    const part = keys.slice(from, from + 1_000);
    // Ids are kept as JSON tokens: a number as it stands, a text in quotes.
    const tokens = part.flatMap((key) => [JSON.stringify(key), ...(/^-?\d+$/.test(key) ? [key] : [])]);
    const rows = await db
      .select({ legacy: shadowIds.legacy, candidate: shadowIds.candidate })
      .from(shadowIds)
      .where(and(eq(shadowIds.pilotId, pilotId), inArray(shadowIds.candidate, tokens)));
    for (const { legacy, candidate } of rows) {
      const key = String(JSON.parse(candidate));
      if ((found.get(key) ?? legacy) !== legacy) several.add(key);
      found.set(key, legacy);
    }
  }
  for (const key of several) found.delete(key);
  return found;
}
