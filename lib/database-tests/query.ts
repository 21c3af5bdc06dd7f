import { queryOptions } from "@tanstack/react-query";
import { fetchJson, postJson } from "../platform/browser/fetch-json.ts";
import type { TestsView, TestView } from "./core/test-view.ts";
import type { StartTest } from "./input/requests.ts";

/** The browser's questions about database tests. Each key begins with the topic of the changes that touch it. */

const base = (pilot: string) => `/api/v1/pilots/${pilot}/database-tests`;

/** What is measured meanwhile is no change in the log: as long as something goes on, it is asked for again. */
const againMs = 1_000;

export const testsQuery = (pilot: string, page: number) =>
  queryOptions({
    queryKey: ["database-test", pilot, "list", page],
    queryFn: () => fetchJson<TestsView>(`${base(pilot)}?page=${page}`),
    refetchInterval: ({ state: { data } }) => {
      const makes = data?.practice?.state === "queued" || data?.practice?.state === "making";
      return makes || data?.tests.some(({ state }) => state !== "ended") ? againMs : false;
    },
  });

export const testQuery = (pilot: string, number: number) =>
  queryOptions({
    queryKey: ["database-test", pilot, "one", number],
    queryFn: () => fetchJson<TestView>(`${base(pilot)}/${number}`),
    refetchInterval: ({ state: { data } }) => (data?.state === "ended" ? false : againMs),
  });

// What is done

export const startTest = (pilot: string, test: StartTest) => postJson<{ number: number }>(base(pilot), test);

export const stopTest = (pilot: string, number: number, reason: string) =>
  postJson<{ stopRequestedAt: string }>(`${base(pilot)}/${number}/stop`, { reason });

export const askPracticeDatabase = (pilot: string) =>
  fetchJson<{ id: string }>(`${base(pilot)}/practice-database`, { method: "POST" });
