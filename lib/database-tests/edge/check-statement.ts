import { actingNode, type Plan } from "../core/plan.ts";
import { calledIn, harmless, whyNotReading } from "../core/rewritten-tree.ts";
import { type Statement, valuesOf } from "../core/statement.ts";
import type { Reading, Target } from "./open-target.ts";
import { whyAway, whyWrong } from "./plain-error.ts";
import { OverTime } from "./target-fault.ts";

/** Whether a statement only reads: asked of PostgreSQL itself, before it is carried out for the first time. */

const checkMs = 30_000;

/** Null for one that may be carried out; else why not, in a sentence. What is no single statement, or is not understood, is refused by the server.
 *  Throws what is no mistake of the statement: the database is away, something keeps it waiting, such as a lock, or it was told to stop. */
export async function whyRefused(target: Target, statement: Statement): Promise<string | null> {
  try {
    return await target.reading(checkMs, (reading) => whyNot(reading, statement));
  } catch (error) {
    if (target.isStopped() || error instanceof OverTime || whyAway(error) !== null) throw error;
    return whyWrong(error);
  }
}

async function whyNot(reading: Reading, { sql, values }: Statement): Promise<string | null> {
  const tree = await reading.treeOf(sql);
  const acts = whyNotReading(tree);
  if (acts !== null) return `It is not carried out: ${acts}.`;
  const called = await actingFunctions(reading, tree);
  if (called.length > 0)
    return `It is not carried out: it calls ${called.join(", ")}, which may do something, not only read (PostgreSQL calls it volatile).`;
  const node = actingNode(await planOf(reading, { text: `explain (format json) ${sql}`, values: valuesOf(values, 0) }));
  return node === null ? null : `It is not carried out: its plan has ${node}.`;
}

/** Functions behind operators and aggregates too. Volatile ones may do anything; others have promised to do nothing. */
const volatile = `
  with called (oid) as (
    select unnest($1::oid[])
    union select oprcode from pg_operator where oid = any ($2::oid[])
    union select unnest(array[aggtransfn, aggfinalfn]) from pg_aggregate where aggfnoid = any ($1::oid[]))
  select distinct p.proname::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where p.oid in (select oid from called) and p.provolatile = 'v'
    and not (n.nspname = 'pg_catalog' and p.proname = any ($3::text[]))
  order by 1`;

async function actingFunctions(reading: Reading, tree: string): Promise<string[]> {
  const { functions, operators } = calledIn(tree);
  const list = (values: readonly (number | string)[]) => `{${values.join(",")}}`;
  const rows = await reading.ask({ text: volatile, values: [list(functions), list(operators), list(harmless)] });
  return rows.map(({ name }) => String(name));
}

/** The top node of what EXPLAIN answers. */
export async function planOf(reading: Reading, query: Parameters<Reading["ask"]>[0]): Promise<Plan> {
  const [row] = await reading.ask(query);
  const answer = Object.values(row ?? {})[0];
  const [top] = typeof answer === "string" ? JSON.parse(answer) : Object(answer);
  return Object(Object(top)["Plan"]);
}
