import { queryOptions } from "@tanstack/react-query";
import { fetchJson, postJson } from "../platform/browser/fetch-json.ts";
import type { Standing } from "./core/dispositions.ts";
import type { CoverageView, GroupsView, GroupView, ParityView, RulesView } from "./core/shadow-view.ts";
import type {
  AcceptRule,
  CorrectEndpoint,
  DisposeGroup,
  GroupsQuery,
  MarkCritical,
  NameSecrets,
  SetWindow,
} from "./input/triage.ts";

/** The browser's questions about shadow mode. Each key begins with the topic of the changes that touch it: `shadow`. */

const base = (pilot: string) => `/api/v1/pilots/${pilot}/shadow`;
const always = { staleTime: Number.POSITIVE_INFINITY };

export const parityQuery = (pilot: string) =>
  queryOptions({
    queryKey: ["shadow", pilot, "parity"],
    queryFn: () => fetchJson<ParityView>(`${base(pilot)}/parity`),
    ...always,
  });

export const coverageQuery = (pilot: string) =>
  queryOptions({
    queryKey: ["shadow", pilot, "coverage"],
    queryFn: () => fetchJson<CoverageView>(`${base(pilot)}/coverage`),
    ...always,
  });

export const groupsQuery = (pilot: string, { filter, state }: GroupsQuery) =>
  queryOptions({
    queryKey: ["shadow", pilot, "groups", filter, state],
    queryFn: () => fetchJson<GroupsView>(`${base(pilot)}/groups?${new URLSearchParams({ filter, state })}`),
    ...always,
  });

export const groupQuery = (pilot: string, group: number) =>
  queryOptions({
    queryKey: ["shadow", pilot, "group", group],
    // Dropped when another group is gone to.
    queryFn: ({ signal }) => fetchJson<GroupView>(`${base(pilot)}/groups/${group}`, { signal }),
    ...always,
  });

export const rulesQuery = (pilot: string) =>
  queryOptions({
    queryKey: ["shadow", pilot, "rules"],
    queryFn: () => fetchJson<RulesView>(`${base(pilot)}/rules`),
    ...always,
  });

export const groupsFile = (pilot: string) => `${base(pilot)}/groups-csv`;

// What is done

type Stands = { group: number; standing: Standing };
const ofGroup = (pilot: string, group: number) => `${base(pilot)}/groups/${group}`;

export const disposeGroup = (pilot: string, group: number, said: DisposeGroup) =>
  send<Stands>("PUT", `${ofGroup(pilot, group)}/disposition`, said);

export const undoGroup = (pilot: string, group: number) =>
  send<Stands>("DELETE", `${ofGroup(pilot, group)}/disposition`);

export const secondGroup = (pilot: string, group: number) => send<Stands>("POST", `${ofGroup(pilot, group)}/second`);

export const ownGroup = (pilot: string, group: number, owner: string | null) =>
  send<Stands>("PUT", `${ofGroup(pilot, group)}/owner`, { owner });

export const linkGroup = (pilot: string, group: number, link: string | null) =>
  send<Stands>("PUT", `${ofGroup(pilot, group)}/link`, { link });

export const recheckGroup = (pilot: string, group: number) => send<Stands>("POST", `${ofGroup(pilot, group)}/rechecks`);

export const partPair = (pilot: string, pair: string, why: string) =>
  postJson<object>(`${base(pilot)}/pairs/${pair}/not-the-same`, { why });

export const rejoinPair = (pilot: string, pair: string) =>
  send<object>("DELETE", `${base(pilot)}/pairs/${pair}/not-the-same`);

type Swallowed = {
  group: number;
  endpoint: string;
  path: string;
  kind: string;
  n: number;
  rows: { seen: number; swallowed: number; unclear: number };
  pairs: { seen: number; swallowed: number };
  wholly: boolean;
};
export type RulePreview = {
  version: number;
  swallowed: Swallowed[];
  now: ParityView["parity"];
  then: ParityView["parity"];
};

export const previewRule = (pilot: string, rule: Pick<AcceptRule, "endpoint" | "path" | "effect">) =>
  postJson<RulePreview>(`${base(pilot)}/rules/previews`, rule);

export const acceptRule = (pilot: string, rule: AcceptRule) =>
  postJson<{ rule: string; version: number; swallowed: Swallowed[] }>(`${base(pilot)}/rules`, rule);

export const withdrawRule = (pilot: string, rule: string, why: string) =>
  postJson<{ version: number; reopened: number[] }>(`${base(pilot)}/rules/${rule}/withdrawal`, { why });

export const markCritical = (pilot: string, marked: MarkCritical) =>
  send<{ version: number }>("PUT", `${base(pilot)}/critical`, marked);

export const nameSecrets = (pilot: string, named: NameSecrets) =>
  send<{ version: number }>("PUT", `${base(pilot)}/secrets`, named);

export const setWindow = (pilot: string, window: SetWindow) =>
  send<{ from: string; to: string | null }>("PUT", `${base(pilot)}/window`, window);

export const correctEndpoint = (pilot: string, endpoint: CorrectEndpoint) =>
  send<{ version: number; endpoint: string; covers: string[] }>("PUT", `${base(pilot)}/endpoints`, endpoint);

function send<T>(method: "PUT" | "POST" | "DELETE", url: string, body?: unknown): Promise<T> {
  if (body === undefined) return fetchJson<T>(url, { method });
  return fetchJson<T>(url, { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
}
