import { queryOptions } from "@tanstack/react-query";
import { fetchJson, postJson } from "../platform/browser/fetch-json.ts";
import type { AccountView, PeopleView } from "./core/people.ts";
import type { ChangePassword, ChangePerson, InvitePerson } from "./input.ts";

/** The browser's questions about people and one's own account. */

const people = "/api/v1/people";
const account = "/api/v1/account";
/** People belong to no pilot, so no pilot's feed tells of them. */
const everyMs = 15_000;

export const peopleQuery = queryOptions({
  queryKey: ["people"],
  queryFn: () => fetchJson<PeopleView>(people),
  refetchInterval: everyMs,
});

export const accountQuery = queryOptions({
  queryKey: ["account"],
  queryFn: () => fetchJson<AccountView>(account),
  refetchInterval: everyMs,
});

export type ShownLink = { id: string; link: string; expiresAt: string };

export const invitePerson = (invite: InvitePerson) => postJson<ShownLink>("/api/v1/invites", invite);
export const revokeInvite = (id: string) => send(`/api/v1/invites/${id}`, "DELETE");
export const changePerson = (id: string, change: ChangePerson) => send(`${people}/${id}`, "PATCH", change);
export const disablePerson = (id: string, reason: string) => send(`${people}/${id}/disabling`, "POST", { reason });
export const enablePerson = (id: string, reason: string) => send(`${people}/${id}/disabling`, "DELETE", { reason });
export const makeResetLink = (id: string) => postJson<ShownLink>(`${people}/${id}/reset-links`, {});
export const liftWaits = (id: string) => send(`${people}/${id}/waits`, "DELETE");
export const liftAddress = (address: string) => send(`${people}/address-waits`, "DELETE", { address });
export const changePassword = (change: ChangePassword) =>
  send<{ sessionsEnded: number }>(`${account}/password`, "PUT", change);
export const endSession = (id: string) => send(`${account}/sessions/${id}`, "DELETE");
export const signOutEverywhere = () => send<{ sessionsEnded: number }>(`${account}/sessions`, "DELETE");

function send<T = object>(url: string, method: string, body?: unknown): Promise<T> {
  if (body === undefined) return fetchJson<T>(url, { method });
  return fetchJson<T>(url, { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
}
