import { mayBegin, pagedFile } from "../../documents/edge/paged-file.ts";
import type { Ctx } from "../../platform/ctx.ts";
import { type Refused, refuse } from "../../platform/result.ts";
import type { CoverageRow, CoverageView } from "../core/coverage-view.ts";
import type { CoverageFilter } from "../input/documents.ts";
import { readCoverage } from "../read-coverage.ts";
import { type CsvFile, csvHead, csvRow } from "./export-records.ts";

const atATime = 200;
const columns = [
  ...["badge", "name", "shift", "roles", "champion", "ready", "module", "module_name", "version"],
  ...["state", "signed_or_planned_at", "counts_until", "says"],
];

type Asked = { pilot: string; filter: CoverageFilter };

/** Where every operator stands now in every module that their roles ask for, a row each (RFC 4180, UTF-8 with its mark). Times are UTC. */
export async function exportCoverage(
  ctx: Ctx,
  { pilot: slug, filter }: Asked,
): Promise<CsvFile | Refused<"pilot-not-found" | "export-busy">> {
  const view = await readCoverage(ctx, { pilot: slug, at: "now" });
  if (!view.ok) return view;
  if (!mayBegin()) return refuse("export-busy");
  const rows = view.rows.filter((row) => isAsked(row, filter));
  const stream = pagedFile<{ row: CoverageRow; at: number }>({
    head: csvHead(columns),
    atATime,
    page: async (last) => {
      const from = last === null ? 0 : last.at + 1;
      return rows.slice(from, from + atATime).map((row, index) => ({ row, at: from + index }));
    },
    write: async (some) => some.map(({ row }) => linesOf(row, view, filter)).join(""),
  });
  return { ok: true, slug, stream };
}

function isAsked({ operatorId, shift, roles }: CoverageRow, asked: CoverageFilter): boolean {
  if (asked.operator !== "" && operatorId !== asked.operator) return false;
  if (asked.shift !== "" && shift !== asked.shift) return false;
  return asked.role === "" || roles.includes(asked.role);
}

function linesOf(row: CoverageRow, { modules }: CoverageView, { module }: CoverageFilter): string {
  const { badge, name, shift, roles, isChampion, isReady, cells } = row;
  const who = [badge, name, shift, roles.join("; "), isChampion, isReady];
  return modules
    .flatMap(({ id, code, name: title, version }, at) => {
      const cell = cells[at];
      if (cell === undefined || cell.kind === "not-needed" || (module !== "" && module !== id)) return [];
      return [csvRow([...who, code, title, version, cell.kind, utc(cell.at), utc(cell.expiresAt), cell.says])];
    })
    .join("");
}

const utc = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
