import { LogFilter, type LogQuery } from "#lib/log/input.ts";

/** What of the log page stands in its address: the filter, where the page begins, the chosen entry. */
export type LogAsked = LogQuery & { event: number | null };

/** What cannot be read is left out: an old address shows the page all the same. */
export function askedOf(params: Pick<URLSearchParams, "get">): LogAsked {
  const before = numberOf(params.get("before"));
  return {
    ...filterOf(params),
    ...(before === null ? {} : { before }),
    event: numberOf(params.get("event")),
  };
}

const names = ["q", "person", "station", "group", "from", "to"] as const;

/** Each by itself: one that cannot be read takes no other with it. */
function filterOf(params: Pick<URLSearchParams, "get">): LogFilter {
  const given = names.map((name) => [name, params.get(name) ?? undefined] as const);
  const read = given.filter(([name, value]) => LogFilter.shape[name].safeParse(value).success);
  return LogFilter.parse(Object.fromEntries(read));
}

function numberOf(text: string | null): number | null {
  return text !== null && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}
