import { type GroupsQuery, GroupsQuery as GroupsQueryInput } from "#lib/shadow/input/triage.ts";

/** What of the shadow page stands in its address: the filter, a state, the chosen group. */
export type ShadowAsked = GroupsQuery & { group: number | null };

/** What cannot be read is left out: an old address shows the page all the same. */
export function askedOf(params: Pick<URLSearchParams, "get">): ShadowAsked {
  const read = GroupsQueryInput.safeParse({
    filter: params.get("filter") ?? undefined,
    state: params.get("state") ?? undefined,
  });
  const group = /^[1-9]\d{0,8}$/.test(params.get("group") ?? "") ? Number(params.get("group")) : null;
  return { ...(read.success ? read.data : { filter: "", state: "all" as const }), group };
}

/** "?filter=…&state=…&group=7"; empty when nothing is asked. */
export function shadowSearch({ filter, state, group }: ShadowAsked): string {
  const params = new URLSearchParams();
  if (filter !== "") params.set("filter", filter);
  if (state !== "all") params.set("state", state);
  if (group !== null) params.set("group", String(group));
  return params.size === 0 ? "" : `?${params}`;
}
