import { count, milliseconds } from "#lib/load/core/say.ts";

/** What PostgreSQL says of how it carries a statement out: EXPLAIN (ANALYZE, BUFFERS, VERBOSE, FORMAT JSON), a node and those below it. */
export type Plan = { [key: string]: unknown };

/** A table that was read row by row. `rowsRead` counts what the scan looked at in that one execution. */
export type Scan = { table: string; rowsRead: number };

/** From so many rows on, reading one after the other is said. */
const manyRows = 10_000;

/** Long lists of columns that nobody looks for in a plan. */
const leftOut = new Set(["Output", "Group Key", "Query Identifier"]);

/** The plan without what only makes it long. */
export function shortened(plan: Plan): Plan {
  const kept = Object.entries(plan).filter(([key]) => !leftOut.has(key));
  return { ...Object.fromEntries(kept), ...below(plan) };
}

function below(plan: Plan): { Plans?: Plan[] } {
  const children = childrenOf(plan);
  return children.length === 0 ? {} : { Plans: children.map(shortened) };
}

function childrenOf({ Plans }: Plan): Plan[] {
  return Array.isArray(Plans) ? Plans : [];
}

function everyNode(plan: Plan): Plan[] {
  return [plan, ...childrenOf(plan).flatMap(everyNode)];
}

const acting = new Set(["ModifyTable", "LockRows"]);

/** A node that changes or locks rows, by its name; null where none does. */
export function actingNode(plan: Plan): string | null {
  const found = everyNode(plan).find((node) => acting.has(String(node["Node Type"])));
  return found === undefined ? null : String(found["Node Type"]);
}

const figure = (node: Plan, key: string): number => (typeof node[key] === "number" ? node[key] : 0);

/** Sequential scans that read more than 10,000 rows, a line a table. */
export function scansIn(plan: Plan): Scan[] {
  const found = new Map<string, number>();
  for (const node of everyNode(plan)) {
    if (node["Node Type"] !== "Seq Scan") continue;
    const table = tableOf(node);
    found.set(table, Math.max(found.get(table) ?? 0, rowsLookedAt(node)));
  }
  return [...found].filter(([, rowsRead]) => rowsRead > manyRows).map(([table, rowsRead]) => ({ table, rowsRead }));
}

/** Rows and loops are told a worker's share at a time; together they make all of the scan. */
function rowsLookedAt(node: Plan): number {
  const each = figure(node, "Actual Rows") + figure(node, "Rows Removed by Filter");
  return Math.round(each * Math.max(1, figure(node, "Actual Loops")));
}

function tableOf(node: Plan): string {
  const name = String(node["Relation Name"] ?? "");
  const schema = String(node["Schema"] ?? "public");
  return schema === "public" ? name : `${schema}.${name}`;
}

/** "reads 1,800,000 rows of bags one after the other" */
export function scanText({ table, rowsRead }: Scan): string {
  return `reads ${count(rowsRead)} rows of ${table} one after the other`;
}

export type PlanLine = { depth: number; text: string };

/** The plan as lines of a tree, the first thing it does deepest. */
export function planLines(plan: Plan, depth = 0): PlanLine[] {
  return [{ depth, text: nodeText(plan) }, ...childrenOf(plan).flatMap((child) => planLines(child, depth + 1))];
}

function nodeText(node: Plan): string {
  const on = node["Relation Name"] === undefined ? "" : ` on ${tableOf(node)}`;
  const by = node["Index Name"] === undefined ? "" : ` by ${node["Index Name"]}`;
  const parallel = node["Parallel Aware"] === true ? "Parallel " : "";
  return [`${parallel}${node["Node Type"]}${on}${by}`, timesText(node), conditionText(node)]
    .filter((part) => part !== "")
    .join(", ");
}

function timesText(node: Plan): string {
  if (figure(node, "Actual Loops") === 0) return "never carried out";
  const loops = figure(node, "Actual Loops");
  const rows = figure(node, "Actual Rows");
  const times = loops === 1 ? "" : ` × ${count(loops)}`;
  const removed = figure(node, "Rows Removed by Filter");
  const without = removed === 0 ? "" : `, ${count(removed)} filtered out`;
  return `${milliseconds(figure(node, "Actual Total Time"))}, ${count(rows)} ${rows === 1 ? "row" : "rows"}${without}${times}`;
}

const mostSigns = 200;

function conditionText(node: Plan): string {
  const said = node["Index Cond"] ?? node["Filter"] ?? node["Hash Cond"] ?? node["Merge Cond"];
  if (said === undefined) return "";
  const text = String(said);
  return text.length <= mostSigns ? text : `${text.slice(0, mostSigns - 1)}…`;
}
