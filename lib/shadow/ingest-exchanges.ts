import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { countLines, mostLines, readExchangeLines } from "./read-exchange-lines.ts";
import { type Recorded, recordExchanges } from "./record-exchanges.ts";

/** Batches under way in this process. More would only wait in its memory; whoever sends is told to come back. */
const mostAtOnce = 4;
let underWay = 0;

/** Whether one more batch fits. Ask before its body is read. */
export function ingestIsBusy(): boolean {
  return underWay >= mostAtOnce;
}

type Asked = { pilot: string; source: string; text: string };
type Refusals = "pilot-not-found" | "pilot-archived" | "exchange-lines-wrong" | "exchange-lines-many" | "ingest-busy";

/** Takes a batch of NDJSON: all of it or, when a line is wrong, nothing. Of a practice pilot it counts as simulated. */
export async function ingestExchanges(ctx: Ctx, asked: Asked): Promise<({ ok: true } & Recorded) | Refused<Refusals>> {
  if (ingestIsBusy()) return refuse("ingest-busy");
  underWay++;
  try {
    return await ingest(ctx, asked);
  } finally {
    underWay--;
  }
}

async function ingest(ctx: Ctx, { pilot: slug, source, text }: Asked) {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const { id: pilotId, name, practice, archivedAt } = found.pilot;
  if (archivedAt !== null) return refuse("pilot-archived", { says: { name } });
  if (countLines(text) > mostLines) return refuse("exchange-lines-many", { says: { most: String(mostLines) } });
  const read = readExchangeLines(text, ctx.now());
  if (!read.ok) {
    const [first] = read.mistakes;
    return refuse("exchange-lines-wrong", {
      fields: read.mistakes,
      says: { first: `${first?.path} ${first?.message}` },
    });
  }
  const kind = practice ? ("simulated" as const) : ("ingested" as const);
  const recorded = await recordExchanges(ctx, { pilotId, source: { kind, name: source }, exchanges: read.exchanges });
  return { ok: true as const, ...recorded };
}
