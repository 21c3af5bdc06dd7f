import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "../../platform/browser/fetch-json.ts";
import type { CoverageView, TrainingDue } from "../core/coverage-view.ts";

/** The browser's questions about coverage. Each key begins with `training`, which every change of training touches. */

const base = (pilot: string) => `/api/v1/pilots/${pilot}/training`;
/** A sign-off runs out, and a day begins, without a change that tells of it. */
const timeEveryMs = 300_000;

/** `at`: see `CoverageQuery`. `plan`: version of the pilot: with another window or calendar other shifts launch. */
export const coverageQuery = (pilot: string, { at, plan }: { at: string; plan: number }) =>
  queryOptions({
    queryKey: ["training", pilot, "coverage", at, plan],
    queryFn: ({ signal }) => fetchJson<CoverageView>(`${base(pilot)}/coverage?at=${at}`, { signal }),
    staleTime: timeEveryMs,
    refetchInterval: timeEveryMs,
  });

/** A count alone: every page of the pilot asks for it. */
export const trainingDueQuery = (pilot: string) =>
  queryOptions({
    queryKey: ["training", pilot, "due"],
    queryFn: () => fetchJson<TrainingDue>(`${base(pilot)}/due`),
    staleTime: timeEveryMs,
    refetchInterval: timeEveryMs,
  });

type Narrowed = { shift: string; role: string; module: string };

/** Everybody with every module, as a file. */
export const coverageCsv = (pilot: string, { shift, role, module }: Narrowed) =>
  `${base(pilot)}/documents/coverage/csv?${new URLSearchParams({ shift, role, module })}`;

export const coveragePdf = (pilot: string) => `${base(pilot)}/documents/coverage/pdf`;
