import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { fetchJson, postJson } from "#lib/platform/browser/fetch-json.ts";
import type { SessionLine, SessionView, ToSignAsTrainer } from "../core/training-view.ts";
import type {
  AmendAct,
  BookOperators,
  ChangeSession,
  MarkSession,
  PlanSession,
  SessionsQuery,
  SignAsTrainer,
  TranscribePaper,
} from "../input/sessions.ts";

/** The browser's questions about sessions. Each key begins with the topic of the changes that touch it: `training-session`. */

const base = (pilot: string) => `/api/v1/pilots/${pilot}/training/sessions`;
const always = { staleTime: Number.POSITIVE_INFINITY };
type Of = { pilot: string; session: number };
const ofSession = ({ pilot, session }: Of) => `${base(pilot)}/${session}`;

export type SessionsAsked = Partial<z.input<typeof SessionsQuery>>;
/** `older`: what to ask with `before` for those before these; null: there are none. */
export type SessionsPage = { sessions: readonly SessionLine[]; older: number | null };

export const sessionsQuery = (pilot: string, asked: SessionsAsked = {}) =>
  queryOptions({
    queryKey: ["training-session", pilot, "list", asked],
    queryFn: () => fetchJson<SessionsPage>(`${base(pilot)}${searchOf(asked)}`),
    ...always,
  });

function searchOf(asked: SessionsAsked): string {
  const set = Object.entries(asked).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]));
  return set.length === 0 ? "" : `?${new URLSearchParams(set)}`;
}

export const sessionQuery = (pilot: string, session: number) =>
  queryOptions({
    queryKey: ["training-session", pilot, "session", session],
    queryFn: () => fetchJson<SessionView>(ofSession({ pilot, session })),
    ...always,
  });

/** What stands above the trainer's button for each operator who waits for it, in a language. */
export const toSignQuery = (pilot: string, session: number, language: string) =>
  queryOptions({
    queryKey: ["training-session", pilot, "to-sign", session, language],
    queryFn: () => fetchJson<ToSignAsTrainer>(`${ofSession({ pilot, session })}/to-sign?language=${language}`),
    ...always,
  });

// What is done

type Changed = { session: number; version: number };

export const planSession = (pilot: string, plan: PlanSession) => postJson<Changed>(base(pilot), plan);

export const changeSession = (of: Of, change: ChangeSession) =>
  fetchJson<Changed>(ofSession(of), {
    method: "PATCH",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(change),
  });

export const bookOperators = (of: Of, booking: BookOperators) =>
  postJson<Changed>(`${ofSession(of)}/bookings`, booking);

export const unbookOperator = (of: Of, operator: string) =>
  fetchJson<Changed>(`${ofSession(of)}/bookings/${operator}/removal`, { method: "POST" });

const state = (of: Of, what: string, body: object) => postJson<Changed>(`${ofSession(of)}/${what}`, body);

export const openSession = (of: Of) => fetchJson<Changed>(`${ofSession(of)}/opening`, { method: "POST" });
export const closeSession = (of: Of, body: { says: string }) => state(of, "closing", body);
export const reopenSession = (of: Of, body: { reason: string }) => state(of, "reopening", body);
export const callOffSession = (of: Of, body: { reason: string }) => state(of, "calling-off", body);
export const takeOverSession = (of: Of, body: { reason: string }) => state(of, "taking-over", body);
export const saySession = (of: Of, body: { text: string }) => state(of, "notes", body);

export const markSession = (of: Of, marks: MarkSession["marks"]) =>
  postJson<{ marks: readonly string[] }>(`${ofSession(of)}/marks`, { marks });

export const amendAct = (of: Of, amendment: AmendAct) => postJson<object>(`${ofSession(of)}/amendments`, amendment);

/** `signature`: its id. */
export const withdrawSignature = (of: Of, signature: string, body: { reason: string }) =>
  postJson<object>(`${ofSession(of)}/signatures/${signature}/withdrawal`, body);

export const signAsTrainer = (of: Of, signing: SignAsTrainer) =>
  postJson<{ signed: number }>(`${ofSession(of)}/signatures`, signing);

export const transcribePaper = (of: Of, paper: TranscribePaper) =>
  postJson<{ signed: number }>(`${ofSession(of)}/transcriptions`, paper);

/** This browser becomes the kiosk; its own sign-in ends. */
export const handTablet = (of: Of) => fetchJson<{ address: string }>(`${ofSession(of)}/kiosks`, { method: "POST" });
