import { v7 as uuidv7 } from "uuid";
import { moduleVersions, operators, roleRequirements, trainingModules } from "#drizzle/schema/training.ts";
import { aPerson, type TestPerson } from "#lib/access/testing/person.ts";
import { insertPilot } from "#lib/pilots/store.ts";
import type { Ctx, Role } from "#lib/platform/ctx.ts";
import type { ModuleVersion, Operator } from "../core/module.ts";

/** A pilot with one module and its operators, for tests. */

export type Training = { pilot: string; pilotId: string; moduleId: string; version: ModuleVersion };

const gates = ["Register a lot", "Put a lot on hold", "Trace a lot"] as const;

export async function aTraining(ctx: Ctx, code = "M3", timeZone = "Europe/Berlin"): Promise<Training> {
  const pilotId = uuidv7();
  const pilot = `p-${pilotId}`;
  const names = { slug: pilot, name: "Pilot", site: "Plant", timeZone };
  await insertPilot(ctx.db, { id: pilotId, ...names, createdAt: new Date() });
  return { pilot, pilotId, ...(await aModule(ctx, pilotId, { code })) };
}

/** Where it is noon now: an hour ago and in an hour is today there, at whatever hour the tests run. */
export function middayZone(): string {
  const ahead = 12 - new Date().getUTCHours();
  return ahead === 0 ? "Etc/GMT" : `Etc/GMT${ahead > 0 ? "-" : "+"}${Math.abs(ahead)}`;
}

/** A module whose one version has three steps in two languages; the role `picker` needs it. */
export async function aModule(
  ctx: Ctx,
  pilotId: string,
  { code, ...rest }: { code: string } & Partial<ModuleVersion>,
): Promise<{ moduleId: string; version: ModuleVersion }> {
  const moduleId = uuidv7();
  const version: ModuleVersion = {
    ...{ id: uuidv7(), number: 1, minutes: 120, validForDays: null, dueForRoles: [] },
    name: { en: "QC gates", de: "QC-Tore" },
    steps: gates.map((shows, at) => ({ id: `s${at + 1}`, shows: { en: shows, de: `${shows} (de)` } })),
    statement: { en: "I took a lot through all gates.", de: "Ich habe eine Charge durch alle Tore gebracht." },
    ...rest,
  };
  await ctx.db.insert(trainingModules).values({ id: moduleId, pilotId, code, position: 1, newest: version.number });
  const written = { ...version, steps: [...version.steps], dueForRoles: [...version.dueForRoles] };
  await ctx.db.insert(moduleVersions).values({ ...written, pilotId, moduleId, byId: "t", by: "test", at: new Date() });
  await ctx.db.insert(roleRequirements).values({ pilotId, role: "picker", moduleId });
  return { moduleId, version };
}

let badge = 100;

/** Answers its id. A picker on the day shift unless told otherwise. */
export async function anOperator(ctx: Ctx, pilotId: string, rest: Partial<Operator> = {}): Promise<Operator> {
  badge += 1;
  const operator: Operator = {
    ...{ id: uuidv7(), badge: String(badge), name: `Operator ${badge}`, shift: "Day", roles: ["picker"] },
    ...{ language: "en", isChampion: false },
    ...rest,
  };
  await ctx.db.insert(operators).values({ ...operator, roles: [...operator.roles], pilotId });
  return operator;
}

/** A trainer with an account and a session that is open: their context, cookie and session. */
export async function aTrainer(ctx: Ctx, roles: Role[] = ["trainer"]): Promise<Ctx & { person: TestPerson }> {
  const person = await aPerson(ctx.db, roles);
  return { ...ctx, actor: person.actor, person };
}
