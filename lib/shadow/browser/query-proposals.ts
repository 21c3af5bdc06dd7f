import { queryOptions } from "@tanstack/react-query";
import { fetchJson, postJson } from "../../platform/browser/fetch-json.ts";
import type { ProposalsView } from "../core/proposals.ts";
import type { AcceptProposals, RefuseProposal } from "../input/proposals.ts";

/** The browser's questions about proposals. */

const base = (pilot: string) => `/api/v1/pilots/${pilot}/shadow/proposals`;

/** Asked when it is looked at, and after each decision: not with every batch of exchanges. */
export const foundProposalsQuery = (pilot: string) =>
  queryOptions({
    queryKey: ["shadow", pilot, "found-proposals"],
    queryFn: () => fetchJson<ProposalsView>(base(pilot)),
    staleTime: 10_000,
  });

export const acceptProposals = (pilot: string, chosen: AcceptProposals) =>
  postJson<{ version: number; accepted: string[] }>(`${base(pilot)}/acceptances`, chosen);

export const refuseProposal = (pilot: string, refused: RefuseProposal) =>
  postJson<object>(`${base(pilot)}/refusals`, refused);
