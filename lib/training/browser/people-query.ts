import { queryOptions } from "@tanstack/react-query";
import { fetchJson, postJson } from "../../platform/browser/fetch-json.ts";
import { sendFile } from "../../platform/browser/send-file.ts";
import type { Imported, ImportPreview } from "../core/import-view.ts";
import type { ModuleVersion, TrainingModule } from "../core/module.ts";
import type { ListedOperator, ModulesView, OperatorsView, OperatorView } from "../core/people-view.ts";
import type {
  AddModule,
  AddOperator,
  ChangeOperator,
  PreviewImport,
  RemoveOperator,
  SetRequirements,
  VersionModule,
} from "../input/people.ts";

/** The browser's questions about modules, requirements and operators. */

const base = (pilot: string) => `/api/v1/pilots/${pilot}/training`;
const always = { staleTime: Number.POSITIVE_INFINITY };

export const modulesQuery = (pilot: string) =>
  queryOptions({
    queryKey: ["training-modules", pilot],
    queryFn: () => fetchJson<ModulesView>(`${base(pilot)}/modules`),
    ...always,
  });

export const operatorsQuery = (pilot: string) =>
  queryOptions({
    queryKey: ["operators", pilot],
    queryFn: () => fetchJson<OperatorsView>(`${base(pilot)}/operators`),
    ...always,
  });

export const operatorQuery = (pilot: string, operator: string) =>
  queryOptions({
    queryKey: ["operator", pilot, operator],
    queryFn: () => fetchJson<OperatorView>(`${base(pilot)}/operators/${operator}`),
    ...always,
  });

/** The record of one operator, as a document. */
export const operatorRecord = (pilot: string, operator: string) => `${base(pilot)}/documents/operator/${operator}/pdf`;

// What is done

export const addModule = (pilot: string, module: AddModule) =>
  postJson<{ module: TrainingModule }>(`${base(pilot)}/modules`, module);

export const versionModule = (pilot: string, module: string, version: VersionModule) =>
  postJson<{ version: ModuleVersion }>(`${base(pilot)}/modules/${module}/versions`, version);

export const moveModule = (pilot: string, module: string, after: string | null) =>
  send<object>("PUT", `${base(pilot)}/modules/${module}/place`, { after });

export const removeModule = (pilot: string, module: string, reason: string) =>
  postJson<object>(`${base(pilot)}/modules/${module}/removal`, { reason });

export const setRequirements = (pilot: string, table: SetRequirements) =>
  send<{ state: string }>("PUT", `${base(pilot)}/requirements`, table);

export const addOperator = (pilot: string, operator: AddOperator) =>
  postJson<{ operator: ListedOperator }>(`${base(pilot)}/operators`, operator);

export const changeOperator = (pilot: string, id: string, operator: ChangeOperator) =>
  send<{ operator: ListedOperator }>("PATCH", `${base(pilot)}/operators/${id}`, operator);

export const removeOperator = (pilot: string, id: string, asked: RemoveOperator) =>
  postJson<object>(`${base(pilot)}/operators/${id}/removal`, asked);

export const previewImport = (pilot: string, file: File, { missing }: PreviewImport) =>
  sendFile<ImportPreview>(`${base(pilot)}/operators/imports/previews?missing=${missing}`, file, () => {});

export const importOperators = (pilot: string, file: File, { missing, preview }: PreviewImport & { preview: string }) =>
  sendFile<Imported>(`${base(pilot)}/operators/imports?missing=${missing}&preview=${preview}`, file, () => {});

/** What a trainer does about a PIN: `pin` clears it, `lock` lets the operator try again. */
export const removeFromPin = (pilot: string, operator: string, what: "pin" | "lock") =>
  fetchJson<object>(`${base(pilot)}/operators/${operator}/${what}`, { method: "DELETE" });

function send<T>(method: "PUT" | "PATCH", url: string, body: unknown): Promise<T> {
  return fetchJson<T>(url, { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
}
