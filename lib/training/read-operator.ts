import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { textIn } from "./core/language.ts";
import type { TrainingModule } from "./core/module.ts";
import type { OperatorSession, OperatorView } from "./core/people-view.ts";
import { operatorStanding, operatorState, sessionState } from "./core/session-state.ts";
import { sessionName } from "./core/shown-of.ts";
import type { Coverage } from "./coverage-of.ts";
import { coverageOf } from "./coverage-of.ts";
import { needsByRole } from "./requirements-state.ts";
import { requirementsOf } from "./store-modules.ts";
import { actsAbout, type BookedSession, pinOf, sessionsWith } from "./store-operator-sessions.ts";
import { findOperatorRow, operatorOf, operatorRowsOf } from "./store-operators.ts";

type Asked = { pilot: string; operatorId: string };

/** One operator: who they are, what their roles need, which sessions they were in and how they stand there, and their PIN. Removed ones
 *  too. */
export async function readOperator(
  ctx: Ctx,
  { pilot: slug, operatorId }: Asked,
): Promise<({ ok: true } & OperatorView) | Refused<"pilot-not-found" | "operator-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const { id: pilotId, shifts } = found.pilot;
  const row = await findOperatorRow(ctx.db, pilotId, operatorId);
  if (row === null) return refuse("operator-not-found");
  const [covered, table, rows, pin, sessions] = await Promise.all([
    coverageOf(ctx, found.pilot, "now"),
    requirementsOf(ctx.db, pilotId),
    operatorRowsOf(ctx.db, pilotId),
    pinOf(ctx.db, operatorId),
    sessionsOf(ctx, operatorId),
  ]);
  const roles = needsByRole(
    table,
    rows.flatMap((one) => one.roles),
  );
  return {
    ok: true,
    operator: { ...operatorOf(row), version: row.version, removedAt: row.removedAt?.getTime() ?? null },
    shifts: shifts.map(({ name }) => name),
    roles: roles.map(({ role }) => role),
    modules: modulesIn(covered, operatorId),
    sessions,
    ...pin,
  };
}

/** Needed ones, and others that were signed for. Somebody who was removed needs none. */
function modulesIn({ modules, rows }: Coverage, operatorId: string): OperatorView["modules"] {
  const row = rows.find((one) => one.operatorId === operatorId);
  return modules.flatMap(({ id, code, name, version }, index) => {
    const cell = row?.cells[index];
    if (cell === undefined || (cell.kind === "not-needed" && cell.at === null)) return [];
    const { kind, at, expiresAt, says } = cell;
    return [{ id, code, name, version, cell: { kind, at, expiresAt, says } }];
  });
}

function shortOf({ id, code, version }: TrainingModule): OperatorSession["module"] {
  return { id, code, name: textIn(version.name, "en"), version: version.number };
}

async function sessionsOf(ctx: Ctx, operatorId: string): Promise<OperatorSession[]> {
  const sessions = await sessionsWith(ctx.db, operatorId);
  const acts = await actsAbout(
    ctx.db,
    operatorId,
    sessions.map(({ session }) => session.id),
  );
  return sessions.map((one) => sessionLine(one, acts(one.session.id), operatorId));
}

type Acts = Parameters<typeof operatorState>[0];

function sessionLine({ session, module }: BookedSession, acts: Acts, operatorId: string): OperatorSession {
  const { id, number, trainer, plannedFrom } = session;
  return {
    ...{ id, number, name: sessionName(number), trainer, plannedFrom: plannedFrom.getTime() },
    state: sessionState(acts.filter((one) => one.operatorId === null)),
    module: shortOf(module),
    standing: operatorStanding(operatorState(acts, operatorId), module.version.steps),
  };
}
