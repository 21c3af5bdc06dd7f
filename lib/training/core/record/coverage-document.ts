import { facts, orNone, section, table } from "../../../documents/core/document-parts.ts";
import { momentWithZone } from "../../../documents/core/made.ts";
import type { Section } from "../../../load/core/report-sections.ts";
import type { Cell, CellKind, CoverageRow, CoverageView, ShiftCoverage } from "../coverage-view.ts";

/** Who is signed, due or expired, shift by shift. */
export function coverageSections(view: CoverageView, zone: string): Section[] {
  return [
    sumsSection(view, zone),
    modulesSection(view),
    ...view.shifts.map((shift) => shiftSection(shift, view, zone)),
  ];
}

function sumsSection({ at, launchAt, shifts, roles }: CoverageView, zone: string): Section {
  const sums = shifts.map(({ shift, ready, of, withoutNeed, champions, countsForLaunch }) => [
    ...[shiftName(shift), `${ready} of ${of}`, String(withoutNeed), String(champions), countsForLaunch ? "yes" : "no"],
  ]);
  const heads = ["Shift", "Ready", "Needs no module", "Champions", "Works in the launch window"];
  const byRole = roles.map(({ role, ready, of }) => [role, `${ready} of ${of}`]);
  return section("Coverage", [
    facts([
      ["Judged for", momentWithZone(at, zone)],
      ["Launch", launchAt === null ? "no window is set" : momentWithZone(launchAt, zone)],
    ]),
    orNone(table(heads, sums), "There are no operators."),
    orNone(table(["Role", "Ready"], byRole), "No operator has a role."),
  ]);
}

function modulesSection({ modules }: CoverageView): Section {
  const rows = modules.map(({ code, name, version, minutes }) => [code, name, String(version), `${minutes} min`]);
  return section("Modules", [orNone(table(["Code", "Name", "Newest version", "Length"], rows), "There are none.")]);
}

const kinds: readonly CellKind[] = ["signed", "due", "expired", "not-attended"];

function shiftSection({ shift, ready, of }: ShiftCoverage, view: CoverageView, zone: string): Section {
  const rows = view.rows.filter((row) => row.shift === shift).map((row) => coverageLine(row, view, zone));
  const heads = ["Badge", "Name", "Roles", "Ready", "Signed", "Due", "Expired", "Not attended"];
  return section(`Shift: ${shiftName(shift)}`, [table(heads, rows)], `${ready} of ${of} ready`);
}

const shiftName = (shift: string) => (shift === "" ? "no shift" : shift);

function coverageLine(row: CoverageRow, { modules }: CoverageView, zone: string): string[] {
  const of = (kind: CellKind) =>
    row.cells.flatMap((cell, at) =>
      cell.kind === kind ? [`${modules[at]?.code ?? ""} ${cellText(cell, zone)}`.trim()] : [],
    );
  const isReady = row.needed === 0 ? "needs nothing" : row.isReady ? "ready" : "not ready";
  return [
    ...[row.badge, row.isChampion ? `${row.name} (champion)` : row.name, row.roles.join(", "), isReady],
    ...kinds.map((kind) => of(kind).join("; ")),
  ];
}

/** When it was signed, else what the cell says. */
export function cellText({ kind, at, says }: Cell, zone: string): string {
  return kind === "signed" && at !== null ? momentWithZone(at, zone) : says;
}
