import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { fetchJson, postJson } from "../platform/browser/fetch-json.ts";
import { sendFile } from "../platform/browser/send-file.ts";
import type { ChecklistsView, ItemDetail } from "./core/checklist-view.ts";
import type { PausePoint } from "./core/item.ts";
import type { AnswerItem, AskWaiver, VerifyAnswer, WithdrawAnswer } from "./input/acts.ts";
import type { AddItem, AddList, ChangeList, MoveItem, Remove } from "./input/lists.ts";

/** The browser's questions about checklists. Each key begins with the topic of the changes that touch it: `checklist`. */

const base = (pilot: string) => `/api/v1/pilots/${pilot}`;
const always = { staleTime: Number.POSITIVE_INFINITY };

export const checklistsQuery = (pilot: string) =>
  queryOptions({
    queryKey: ["checklist", pilot, "lists"],
    queryFn: () => fetchJson<ChecklistsView>(`${base(pilot)}/checklists`),
    ...always,
  });

export const itemQuery = (pilot: string, item: string) =>
  queryOptions({
    queryKey: ["checklist", pilot, "item", item],
    queryFn: () => fetchJson<ItemDetail>(`${base(pilot)}/items/${item}`),
    ...always,
  });

type ResourceNames = Readonly<Record<"databases" | "redis" | "files" | "commands", readonly string[]>>;

/** What an item's form may name beside systems. */
export const probeResourcesQuery = queryOptions({
  queryKey: ["probe-resources"],
  queryFn: () => fetchJson<{ resources: ResourceNames }>("/api/v1/probe-resources"),
  ...always,
});

export const evidenceAddress = (pilot: string, file: string) => `${base(pilot)}/evidence/${file}`;

// What is done

type Versioned = { version: number };
type Said = { id: string; item: string };
type Of = { pilot: string; item: string };
const ofItem = ({ pilot, item }: Of) => `${base(pilot)}/items/${item}`;
const ofList = (pilot: string, list: string) => `${base(pilot)}/checklists/${list}`;

export const openPausePoint = (pilot: string, point: PausePoint) =>
  fetchJson<{ openedAt: string; lists: number }>(`${base(pilot)}/checklists/pause-points/${point}`, { method: "PUT" });

export const addList = (pilot: string, list: AddList) =>
  postJson<Versioned & { id: string }>(`${base(pilot)}/checklists`, list);

export const changeList = (pilot: string, list: string, change: ChangeList) =>
  send<Versioned>("PATCH", ofList(pilot, list), change);

export const removeList = (pilot: string, list: string, removal: Remove) =>
  postJson<object>(`${ofList(pilot, list)}/removal`, removal);

export type NewItem = z.input<typeof AddItem>;

export const addItem = (pilot: string, list: string, item: NewItem) =>
  postJson<Versioned & { id: string }>(`${ofList(pilot, list)}/items`, item);

export const changeItem = (of: Of, change: NewItem) =>
  send<Versioned & { ruleVersion: number }>("PATCH", ofItem(of), change);

export const moveItem = (of: Of, place: MoveItem) => send<Versioned>("PUT", `${ofItem(of)}/place`, place);

export const removeItem = (of: Of, removal: Remove) => postJson<Versioned>(`${ofItem(of)}/removal`, removal);

export const answerItem = (of: Of, answer: AnswerItem) => postJson<Said>(`${ofItem(of)}/answers`, answer);

export const verifyAnswer = (of: Of, said: VerifyAnswer) => postJson<Said>(`${ofItem(of)}/verifications`, said);

export const withdrawAnswer = (of: Of, said: WithdrawAnswer) => postJson<Said>(`${ofItem(of)}/withdrawals`, said);

export const askWaiver = (of: Of, asked: AskWaiver) => postJson<Said>(`${ofItem(of)}/waivers`, asked);

export const grantWaiver = (of: Of, waiver: string) =>
  fetchJson<Said>(`${ofItem(of)}/waivers/${waiver}/grant`, { method: "POST" });

export const refuseWaiver = (of: Of, waiver: string, why: string) =>
  postJson<Said>(`${ofItem(of)}/waivers/${waiver}/refusal`, { why });

export const endWaiver = (of: Of, waiver: string, why: string) =>
  postJson<Said>(`${ofItem(of)}/waivers/${waiver}/end`, { why });

export const runProbeNow = (of: Of) => fetchJson<object>(`${ofItem(of)}/probe-runs`, { method: "POST" });

export type StoredFile = { id: string; name: string; mediaType: string; bytes: number; sha256: string };

/** The file itself is the body. `onSent`: how much of it is there, 0 to 1. */
export const storeEvidence = (pilot: string, file: File, onSent: (ratio: number) => void) =>
  sendFile<StoredFile>(`${base(pilot)}/evidence?${new URLSearchParams({ name: file.name })}`, file, onSent);

function send<T>(method: "PUT" | "PATCH", url: string, body: unknown): Promise<T> {
  return fetchJson<T>(url, { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
}
