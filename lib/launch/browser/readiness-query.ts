import { queryOptions } from "@tanstack/react-query";
import { fetchJson, postJson } from "../../platform/browser/fetch-json.ts";
import type { ListedPoll, PollView } from "../core/poll-view.ts";
import type { Readiness, ReadinessChange } from "../core/readiness-view.ts";
import type { CallStation, SignDecision } from "../input/calls.ts";

/** The browser's questions about readiness, calls and polls. Each key begins with the topic of the changes that touch it: `launch`. */

const base = (pilot: string) => `/api/v1/pilots/${pilot}`;
const always = { staleTime: Number.POSITIVE_INFINITY };

export const readinessQuery = (pilot: string) =>
  queryOptions({
    queryKey: ["launch", pilot, "readiness"],
    queryFn: () => fetchJson<Readiness>(`${base(pilot)}/readiness`),
    ...always,
  });

export const readinessHistoryQuery = (pilot: string) =>
  queryOptions({
    queryKey: ["launch", pilot, "history"],
    queryFn: () => fetchJson<{ changes: ReadinessChange[] }>(`${base(pilot)}/readiness/history`),
    ...always,
  });

export const pollsQuery = (pilot: string) =>
  queryOptions({
    queryKey: ["launch", pilot, "polls"],
    queryFn: () => fetchJson<{ polls: ListedPoll[] }>(`${base(pilot)}/polls`),
    ...always,
  });

export const pollQuery = (pilot: string, poll: number) =>
  queryOptions({
    queryKey: ["launch", pilot, "poll", poll],
    queryFn: () => fetchJson<{ poll: PollView }>(`${base(pilot)}/polls/${poll}`),
    ...always,
  });

// What is done

export const callStation = (pilot: string, called: CallStation) =>
  postJson<{ id: string }>(`${base(pilot)}/calls`, called);

export const liftCall = (pilot: string, call: string, why: string) =>
  postJson<{ station: string }>(`${base(pilot)}/calls/${call}/lift`, { why });

export const openPoll = (pilot: string) => postJson<{ number: number; sha256: string }>(`${base(pilot)}/polls`, {});

export const closePoll = (pilot: string, poll: number, sentence: string) =>
  postJson<{ number: number }>(`${base(pilot)}/polls/${poll}/close`, { sentence });

export const signDecision = (pilot: string, poll: number, signed: SignDecision) =>
  postJson<{ id: string; decided: "go" | "no-go" | null }>(`${base(pilot)}/polls/${poll}/signatures`, signed);
