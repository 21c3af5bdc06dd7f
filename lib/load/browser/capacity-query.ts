import { queryOptions } from "@tanstack/react-query";
import { fetchJson, postJson } from "../../platform/browser/fetch-json.ts";
import type { CapacityTableView } from "../core/capacity-table.ts";
import type { AddCapacityRow, AddCapacityTable } from "../input/capacity.ts";

/** The browser's questions about capacity tables. The key begins with the topic of the changes that touch it. */

const base = (pilot: string) => `/api/v1/pilots/${pilot}/capacity`;

export const capacityQuery = (pilot: string) =>
  queryOptions({
    queryKey: ["capacity-table", pilot],
    queryFn: () => fetchJson<{ tables: CapacityTableView[] }>(base(pilot)),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const capacityFileUrl = (pilot: string, table: string, format: "html" | "pdf" | "csv") =>
  `${base(pilot)}/${table}/files/${format}`;

// What is done

export const addCapacityTable = (pilot: string, table: AddCapacityTable) =>
  postJson<{ id: string }>(base(pilot), table);

export const removeCapacityTable = (pilot: string, table: string) =>
  fetchJson<object>(`${base(pilot)}/${table}`, { method: "DELETE" });

export const addCapacityRow = (pilot: string, table: string, row: AddCapacityRow) =>
  postJson<{ id: string }>(`${base(pilot)}/${table}/rows`, row);

export const removeCapacityRow = (pilot: string, table: string, row: string) =>
  fetchJson<object>(`${base(pilot)}/${table}/rows/${row}`, { method: "DELETE" });
