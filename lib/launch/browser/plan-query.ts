import { queryOptions } from "@tanstack/react-query";
import { fetchJson, postJson } from "../../platform/browser/fetch-json.ts";
import type { ListedTemplate, PlanView, Rehearsal, Risk, Step } from "../core/plan.ts";
import type {
  AddNote,
  AddRisk,
  AddStep,
  ApplyTemplate,
  ChangeRisk,
  ChangeStep,
  MoveStep,
  RecordRehearsal,
  RemoveRow,
  SetStations,
} from "../input/plan.ts";

/** The browser's questions about a launch's plan and its day. The key begins with the topic of the changes that touch it: `plan`. */

const base = (pilot: string) => `/api/v1/pilots/${pilot}/launch`;

export const planQuery = (pilot: string) =>
  queryOptions({
    queryKey: ["plan", pilot],
    queryFn: () => fetchJson<PlanView>(`${base(pilot)}/plan`),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const templatesQuery = queryOptions({
  queryKey: ["plan-templates"],
  queryFn: () => fetchJson<{ templates: ListedTemplate[] }>("/api/v1/plan-templates"),
  staleTime: Number.POSITIVE_INFINITY,
});

export const templateFile = (template: string) => `/api/v1/plan-templates/${template}`;

// What is done

export const applyTemplate = (pilot: string, asked: ApplyTemplate) =>
  postJson<{ name: string; items: number }>(`${base(pilot)}/template`, asked);

export const setStations = (pilot: string, stations: SetStations) =>
  send<{ version: number }>("PUT", `${base(pilot)}/stations`, stations);

export const addRisk = (pilot: string, risk: AddRisk) => postJson<{ risk: Risk }>(`${base(pilot)}/risks`, risk);

export const changeRisk = (pilot: string, id: string, risk: ChangeRisk) =>
  send<{ risk: Risk }>("PATCH", `${base(pilot)}/risks/${id}`, risk);

export const removeRisk = (pilot: string, id: string, asked: RemoveRow) =>
  postJson<object>(`${base(pilot)}/risks/${id}/removal`, asked);

export const addStep = (pilot: string, step: AddStep) => postJson<{ step: Step }>(`${base(pilot)}/steps`, step);

export const changeStep = (pilot: string, id: string, step: ChangeStep) =>
  send<{ step: Step }>("PATCH", `${base(pilot)}/steps/${id}`, step);

export const removeStep = (pilot: string, id: string, asked: RemoveRow) =>
  postJson<object>(`${base(pilot)}/steps/${id}/removal`, asked);

export const moveStep = (pilot: string, id: string, move: MoveStep) =>
  send<{ step: Step }>("PUT", `${base(pilot)}/steps/${id}/state`, move);

export const holdClock = (pilot: string, reason: string) =>
  postJson<{ id: string }>(`${base(pilot)}/holds`, { reason });

export const releaseClock = (pilot: string, hold: string, says: string) =>
  postJson<{ heldSeconds: number }>(`${base(pilot)}/holds/${hold}/release`, { says });

export const addNote = (pilot: string, note: AddNote) => postJson<{ id: string }>(`${base(pilot)}/notes`, note);

export const endIncident = (pilot: string, note: string, says: string) =>
  postJson<object>(`${base(pilot)}/notes/${note}/end`, { says });

export const recordRehearsal = (pilot: string, rehearsal: RecordRehearsal) =>
  postJson<{ rehearsal: Rehearsal }>(`${base(pilot)}/rehearsals`, rehearsal);

export const withdrawRehearsal = (pilot: string, rehearsal: string, reason: string) =>
  postJson<object>(`${base(pilot)}/rehearsals/${rehearsal}/withdrawal`, { reason });

function send<T>(method: "PUT" | "PATCH", url: string, body: unknown): Promise<T> {
  return fetchJson<T>(url, { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
}
