import { queryOptions } from "@tanstack/react-query";
import { fetchJson, postJson } from "../platform/browser/fetch-json.ts";
import type { RolloutView } from "./core/rollout-view.ts";
import type { AdvanceStage, BeginRollout, CallBack, MarkWritten, SaveRolloutPlan } from "./input/rollout.ts";

/** The browser's questions about the rollout. Each key begins with the topic of the changes that touch it: `rollout`. */

const base = (pilot: string) => `/api/v1/pilots/${pilot}/rollout`;
const always = { staleTime: Number.POSITIVE_INFINITY };

export const rolloutQuery = (pilot: string) =>
  queryOptions({
    queryKey: ["rollout", pilot],
    queryFn: () => fetchJson<RolloutView>(base(pilot)),
    ...always,
  });

export type Written = {
  id: string;
  key: string;
  legacyKey: string | null;
  what: string;
  state: MarkWritten["state"];
  says: string | null;
  by: string | null;
  writtenAt: number;
  at: number | null;
};

export const writtenQuery = (pilot: string, rollout: number, after: string | null) =>
  queryOptions({
    queryKey: ["rollout", pilot, "written", rollout, after],
    queryFn: () =>
      fetchJson<{ written: readonly Written[] }>(
        `${base(pilot)}/${rollout}/written${after === null ? "" : `?after=${after}`}`,
      ),
    ...always,
  });

// What is done

type Done = { rollout: number };
const put = <T>(url: string, body: unknown) =>
  fetchJson<T>(url, { method: "PUT", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

export const saveRolloutPlan = (pilot: string, plan: SaveRolloutPlan) =>
  put<{ version: number }>(`${base(pilot)}/plan`, plan);
export const beginRollout = (pilot: string, begin: BeginRollout) => postJson<Done>(base(pilot), begin);
export const advanceStage = (pilot: string, advance: AdvanceStage) => postJson<Done>(`${base(pilot)}/advance`, advance);
export const holdRollout = (pilot: string, reason: string) => postJson<Done>(`${base(pilot)}/holds`, { reason });
export const releaseRollout = (pilot: string) => fetchJson<Done>(`${base(pilot)}/release`, { method: "POST" });
export const callBack = (pilot: string, call: CallBack) => postJson<Done>(`${base(pilot)}/back`, call);
export const announceBack = (pilot: string, says: string) =>
  postJson<Done>(`${base(pilot)}/back/announcement`, { says });
export const closeRollout = (pilot: string, reason: string) => postJson<Done>(`${base(pilot)}/closing`, { reason });
export const markWritten = (of: { pilot: string; rollout: number; written: string }, mark: MarkWritten) =>
  put<object>(`${base(of.pilot)}/${of.rollout}/written/${of.written}`, mark);
