/** What a statement would do, read from PostgreSQL's own tree of it: as the server understood it, views unfolded and names resolved. It comes as
 *  text (debug_print_rewritten), the same in its parts from version 15 on. */

/** Ids of functions and operators that the statement calls, wherever they stand. */
export type Called = { functions: number[]; operators: number[] };

const functionKeys = "funcid|opfuncid|aggfnoid|winfnoid";

/** Each id once; those of operators also where a comparison of rows names several. What the tree does not name, such as the functions behind
 *  operators, is for the caller to look up. */
export function calledIn(tree: string): Called {
  return {
    functions: idsAt(tree, new RegExp(`:(?:${functionKeys}) (\\d+)`, "g")),
    operators: [
      ...new Set([
        ...idsAt(tree, /:opno (\d+)/g),
        ...[...tree.matchAll(/:opnos \(o ([\d ]+)\)/g)].flatMap(([, ids = ""]) => ids.trim().split(/\s+/).map(Number)),
      ]),
    ],
  };
}

function idsAt(tree: string, at: RegExp): number[] {
  const ids = [...tree.matchAll(at)].map(([, id]) => Number(id));
  return [...new Set(ids)].filter((id) => id > 0);
}

/** Why a tree is of no statement that only reads; null for one that does. `1` is SELECT; 2 to 5 change rows, anything above is another command. */
export function whyNotReading(tree: string): string | null {
  const commands = [...tree.matchAll(/\{QUERY\s+:commandType (\d+)/g)].map(([, id]) => id);
  if (commands.length === 0) return "PostgreSQL does not tell what it would do";
  if (commands.some((id) => id !== "1") || /:hasModifyingCTE true/.test(tree)) return "it would change something";
  if (/:hasForUpdate true/.test(tree) || /:rowMarks \(/.test(tree)) return "it would lock rows";
  return null;
}

/** Functions that count as volatile only because their answer is another each time: they touch nothing. */
export const harmless: readonly string[] = [
  "random",
  "random_normal",
  "clock_timestamp",
  "timeofday",
  "gen_random_uuid",
  "uuidv4",
  "uuidv7",
];
