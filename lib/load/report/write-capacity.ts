import { headSection } from "../../documents/core/made.ts";
import { csvAnswer, type DocumentFormat, documentAnswer } from "../../documents/edge/document-answer.ts";
import { readMade } from "../../documents/read-made.ts";
import { readPilot } from "../../pilots/read-pilot.ts";
import type { Ctx } from "../../platform/ctx.ts";
import type { Refused } from "../../platform/result.ts";
import { capacityCsv, capacitySections } from "../core/capacity-sections.ts";
import type { CapacityTableView } from "../core/capacity-table.ts";
import { readCapacityTable } from "../read-capacity.ts";

type Asked = { pilot: string; table: string; format: DocumentFormat | "csv" };

/** A capacity table as a file, with the figures that its runs have now. */
export async function capacityFile(
  ctx: Ctx,
  { pilot, table, format }: Asked,
): Promise<Response | Refused<"pilot-not-found" | "capacity-table-not-found">> {
  const read = await readCapacityTable(ctx, { pilot, table });
  if (!read.ok) return read;
  if (format === "csv") return csvFile(pilot, read.table);
  const found = await readPilot(ctx, pilot);
  if (!found.ok) return found;
  const made = await readMade(ctx, found.pilot);
  const sections = [...capacitySections(read.table), headSection(made)];
  return documentAnswer({ kind: "capacity", slug: pilot, title: "Capacity", made, sections }, format);
}

function csvFile(pilot: string, table: CapacityTableView): Response {
  const stream = new Blob([capacityCsv([table])]).stream();
  return csvAnswer(stream, `gantry-${pilot}-capacity.csv`);
}
