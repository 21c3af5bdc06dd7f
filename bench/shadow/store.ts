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
  const at = Date.parse("2026-11-11T00:00:00Z") + Math.floor(index * ((14 * 86_400_000) / (wanted / 4)));
  return anExchange({
    id: `bench-${index}`,
    at,
    target: `/${endpoints[index % endpoints.length]}/${index}`,
    legacy: anAnswer(aBody([], index)),
    candidate: anAnswer(aBody(changed, index)),
  });
}

const database = await testDatabase();
try {
  const { ctx } = database;
  const { pilot, pilotId } = await aShadowPilot(ctx);
  let [stored, next, storingMs] = [0, 0, 0];
  while (stored < wanted) {
    const exchanges = Array.from({ length: atOnce }, () => exchangeOf(next++));
    const from = performance.now();
    const recorded = await recordExchanges(ctx, { pilotId, source: { kind: "ingested", name: "bench" }, exchanges });
    storingMs += performance.now() - from;
    stored += recorded.differences;
  }
  const perSecond = Math.round((stored / storingMs) * 1_000);
  console.log(
    `stored ${stored} differences of ${next} exchanges: ${perSecond}/s, ${Math.round((next / storingMs) * 1_000)} exchanges/s`,
  );
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
