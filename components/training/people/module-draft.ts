import type { ModuleVersion } from "#lib/training/core/module.ts";
import type { AddModule, VersionModule } from "#lib/training/input/people.ts";

/** A module's version as it is typed, and what is sent of it. */

/** `id`: of the step that it goes on from; empty: a new one. */
export type TypedStep = { id: string; en: string; de: string };
export type TypedModule = {
  code: string;
  nameEn: string;
  nameDe: string;
  minutes: string;
  validForDays: string;
  statementEn: string;
  statementDe: string;
  steps: readonly TypedStep[];
  dueForRoles: readonly string[];
};

export const newStep: TypedStep = { id: "", en: "", de: "" };

export const nothingTyped: TypedModule = {
  ...{ code: "", nameEn: "", nameDe: "", minutes: "", validForDays: "", statementEn: "", statementDe: "" },
  ...{ steps: [newStep], dueForRoles: [] },
};

export function typedOf(code: string, { name, minutes, validForDays, statement, steps }: ModuleVersion): TypedModule {
  return {
    code,
    ...{ nameEn: name.en ?? "", nameDe: name.de ?? "" },
    ...{ minutes: String(minutes), validForDays: validForDays === null ? "" : String(validForDays) },
    ...{ statementEn: statement.en ?? "", statementDe: statement.de ?? "" },
    steps: steps.map(({ id, shows }) => ({ id, en: shows.en ?? "", de: shows.de ?? "" })),
    dueForRoles: [],
  };
}

function contentOf(typed: TypedModule) {
  return {
    name: { en: typed.nameEn, de: typed.nameDe },
    minutes: numberOf(typed.minutes),
    validForDays: typed.validForDays.trim() === "" ? null : numberOf(typed.validForDays),
    statement: { en: typed.statementEn, de: typed.statementDe },
  };
}

export function addedOf(typed: TypedModule): AddModule {
  return { ...contentOf(typed), code: typed.code, steps: typed.steps.map(({ en, de }) => ({ shows: { en, de } })) };
}

export function versionOf(typed: TypedModule, number: number): VersionModule {
  const steps = typed.steps.map(({ id, en, de }) => ({ shows: { en, de }, ...(id === "" ? {} : { id }) }));
  return { ...contentOf(typed), number, steps, dueForRoles: [...typed.dueForRoles] };
}

/** What is no whole number is said by the schema. */
function numberOf(text: string): number {
  return /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : Number.NaN;
}
