import { finished } from "node:stream/promises";
import { connect, type Sql } from "#lib/platform/database.ts";
import { testDatabase } from "#lib/platform/testing/database.ts";
import type { Exchange } from "#lib/shadow/core/exchange.ts";
import { disposeGroup } from "#lib/shadow/dispose-group.ts";
import { readCoverage } from "#lib/shadow/read-coverage.ts";
import { readGroup } from "#lib/shadow/read-group.ts";
import { readGroups } from "#lib/shadow/read-groups.ts";
import { readParity } from "#lib/shadow/read-parity.ts";
import { recordExchanges } from "#lib/shadow/record-exchanges.ts";
import { aShadowPilot } from "#lib/shadow/testing/a-shadow-pilot.ts";
import { anAnswer, anExchange } from "#lib/shadow/testing/an-exchange.ts";

// How fast differences are stored, and how fast the pages are with a million of them: node --import tsx bench/shadow/store.ts [differences]

const wanted = Number(process.argv[2] ?? 1_000_000);
const atOnce = 1_000;
/** The ingest door lets four in. */
const sendersAtOnce = 2;
const peerEvery = 10;
const fields = ["weight_kg", "lot_code", "qc", "supplier", "grade", "moisture", "arrived_at", "operator"];
const endpoints = ["lots", "suppliers", "orders", "bins", "samples", "traces"];

function aBody(changed: readonly string[], index: number): Record<string, unknown> {
  const body: Record<string, unknown> = { id: index, note: "n".repeat(1_500) };
  for (const field of fields) body[field] = changed.includes(field) ? `new ${field} ${index % 1_000}` : `old ${field}`;
  return body;
}

/** About 2 KB each; four differences among eight fields. */
function exchangeOf(index: number): Exchange {
  const from = index % 5;
  const changed = fields.slice(from, from + 4);
  const at = Date.parse("2026-11-11T00:00:00Z") + Math.floor(index * ((14 * 86_400_000) / 250_000));
  return anExchange({
    id: `bench-${index}`,
    at,
    target: `/${endpoints[index % endpoints.length]}/${index}`,
    legacy: anAnswer(aBody([], index)),
    candidate: anAnswer(aBody(changed, index)),
  });
}

const database = await testDatabase();
const peer = connect({ url: database.ownerUrl, name: "bench", max: 1 });
try {
  const { ctx } = database;
  const { pilot, pilotId } = await aShadowPilot(ctx);
  const record = (exchanges: readonly Exchange[]) =>
    recordExchanges(ctx, { pilotId, source: { kind: "ingested", name: "bench" }, exchanges });
  await peer.sql`create table bench_rows (like shadow_differences including all)`;
  let [stored, next] = [0, 0];
  const rates = { stored: [] as number[], rows: [] as number[], copied: [] as number[] };
  while (stored < wanted) {
    const batches = Array.from({ length: sendersAtOnce }, () =>
      Array.from({ length: atOnce }, () => exchangeOf(next++)),
    );
    let differences = 0;
    rates.stored.push(
      await rateOf(async () => {
        const recorded = await Promise.all(batches.map(record));
        differences = recorded.reduce((sum, one) => sum + one.differences, 0);
        return differences;
      }),
    );
    stored += differences;
    if (rates.stored.length % peerEvery !== 1) continue;
    const rows = rowsLike(differences);
    rates.rows.push(await rateOf(() => insertRows(peer.sql, rows)));
    rates.copied.push(await rateOf(() => copyRows(peer.sql, rows)));
  }
  const says = (values: readonly number[]) => `${Math.round(median(values)).toLocaleString("en")}/s`;
  console.log(`${stored} differences of ${next} exchanges; median of batches of ${atOnce}, ${sendersAtOnce} at once:`);
  console.log(`  compared, grouped, counted, stored   ${says(rates.stored)}`);
  for (const [name, rate] of [
    ["insert … unnest of as many rows", rates.rows],
    ["COPY of as many rows", rates.copied],
  ] as const)
    console.log(`  ${name.padEnd(36)} ${says(rate)}, stored/peer ${(median(rates.stored) / median(rate)).toFixed(2)}`);
  const group = { pilot, group: 1 };
  const accept = { ...group, disposition: "accept" as const, reason: "for the bench" };
  const rows: [name: string, limitMs: number, ask: () => Promise<unknown>][] = [
    ["list", 50, () => readGroups(ctx, { pilot, filter: "", state: "all" })],
    ["page of a group", 50, () => readGroup(ctx, group)],
    ["coverage", 200, () => readCoverage(ctx, { pilot })],
    ["parity", 200, () => readParity(ctx, { pilot })],
    ["decision, then parity", 200, async () => [await disposeGroup(ctx, accept), await readParity(ctx, { pilot })]],
  ];
  console.log(`${"what".padEnd(24)}median    p95  limit (ms)`);
  for (const [name, limitMs, ask] of rows) {
    const times = await timesOf(ask);
    const at = (share: number) => (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(1).padStart(6);
    console.log(`${name.padEnd(24)}${at(0.5)} ${at(0.95)} ${String(limitMs).padStart(6)}`);
  }
} finally {
  await peer.close();
  await database.close();
}

/** In ms, ascending; with the answer written as the API writes it. */
async function timesOf(ask: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < 30; round++) {
    const from = performance.now();
    JSON.stringify(await ask());
    times.push(performance.now() - from);
  }
  return times.sort((a, b) => a - b);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** A second. `work` answers how many. */
async function rateOf(work: () => Promise<number>): Promise<number> {
  const from = performance.now();
  const n = await work();
  return (n / (performance.now() - from)) * 1_000;
}

type Row = readonly [group: number, exchange: number, at: string, place: string, legacy: string, candidate: string];

/** As long as those that are stored. */
function rowsLike(count: number): Row[] {
  return Array.from({ length: count }, (_, index) => {
    const field = fields[index % fields.length] ?? "";
    const at = new Date(Date.parse("2026-11-11T00:00:00Z") + index * 1_000).toISOString();
    return [1 + (index % 48), index, at, `$.${field}`, `"old ${field}"`, `"new ${field} ${index % 1_000}"`];
  });
}

/** The peer: the same rows into the same table, and nothing else done about them. */
async function insertRows(sql: Sql, rows: readonly Row[]): Promise<number> {
  const column = (place: number) => rows.map((row) => String(row[place]));
  await sql`insert into bench_rows select g::int, e::bigint, a::timestamptz, now(), p, l, c
    from unnest(${column(0)}::text[], ${column(1)}::text[], ${column(2)}::text[], ${column(3)}::text[],
      ${column(4)}::text[], ${column(5)}::text[]) as s(g, e, a, p, l, c)`;
  return rows.length;
}

async function copyRows(sql: Sql, rows: readonly Row[]): Promise<number> {
  const into =
    await sql`copy bench_rows (group_id, exchange, at, arrived_at, place, legacy, candidate) from stdin`.writable();
  const now = new Date().toISOString();
  const lines = rows.map(([group, exchange, at, ...rest]) => [group, exchange, at, now, ...rest].join("\t"));
  into.end(`${lines.join("\n")}\n`);
  await finished(into);
  return rows.length;
}
