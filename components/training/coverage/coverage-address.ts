import { instantOf, isWallTime } from "#lib/pilots/core/site-zone.ts";
import { type CoverageAsked, coverageStates } from "#lib/training/core/coverage-lines.ts";

/** What of the coverage page stands in its address: the filter, and for which moment it is looked at: `launch`, `now`, or a day of the site. */
export type PageAsked = CoverageAsked & { at: string };

const texts = ["q", "shift", "role", "module"] as const;

/** What cannot be read is left out: an old address shows the page all the same. */
export function askedOf(params: Pick<URLSearchParams, "get">): PageAsked {
  const [q, shift, role, module] = texts.map((name) => (params.get(name) ?? "").slice(0, 200));
  const state = coverageStates.find((one) => one === params.get("state")) ?? "all";
  return {
    q: q ?? "",
    shift: shift ?? "",
    role: role ?? "",
    module: module ?? "",
    state,
    at: momentOf(params.get("at")),
  };
}

function momentOf(at: string | null): string {
  if (at === "now") return at;
  return at !== null && isWallTime(`${at}T00:00`) ? at : "launch";
}

/** "?q=…&state=due"; empty when nothing is asked. */
export function coverageSearch(asked: PageAsked): string {
  const params = new URLSearchParams();
  for (const name of texts) if (asked[name] !== "") params.set(name, asked[name]);
  if (asked.state !== "all") params.set("state", asked.state);
  if (asked.at !== "launch") params.set("at", asked.at);
  return params.size === 0 ? "" : `?${params}`;
}

/** As the door is asked: a day means its beginning by the site's clock. */
export function doorMoment(at: string, zone: string): string {
  if (at === "now" || at === "launch") return at;
  const begin = instantOf(`${at}T00:00`, zone);
  return begin.kind === "no-time" || begin.ms < 0 ? "now" : String(begin.ms);
}
