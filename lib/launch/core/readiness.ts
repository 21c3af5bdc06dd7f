import { countsForReadiness } from "#lib/checklist/core/item.ts";
import type { SaidStationAct } from "./calls.ts";
import { fingerprintText, type ItemNames, partsOf } from "./fingerprint.ts";
import type { Blocker, NeededItem, Readiness, Station } from "./readiness-view.ts";
import { stationStates } from "./readiness-view.ts";
import { nameOf, sayStation, whatReleases } from "./say-station.ts";
import { stationCall } from "./standing-call.ts";
import { type Because, stationState } from "./station-state.ts";

/** Whether a launch may go: each station's state, and what keeps it. Follows the go/no-go poll of space flight: one NO-GO is enough. */

export type ReadinessInput = {
  /** ms since 1970; says when this was seen, decides nothing. */
  at: number;
  /** Of the plan, in the order of the board. Items of a station that is not named here bring it along. */
  stations: readonly string[];
  /** Of all pause points; those after pre-launch are left aside. */
  items: readonly NeededItem[];
  /** Items that were removed, so that a call they stood under can say so. */
  removed: ItemNames;
  /** In the order in which they were said. */
  acts: readonly SaidStationAct[];
  owners: readonly { station: string; id: string; name: string }[];
  /** Nothing was heard of the keeper for 5 s: stations with probes are STALE while it lasts; no standing and no fingerprint changes. */
  keeperSilent: boolean;
  /** Where a station is looked at. */
  hrefOf(station: string): string;
  /** Makes one short text of a long one, the same for the same. */
  digest(text: string): string;
};

export function readiness(input: ReadinessInput): Readiness {
  const needed = input.items.filter(({ pausePoint }) => countsForReadiness(pausePoint));
  const names = new Map([...input.removed, ...input.items.map((item) => [item.id, nameOf(item)] as const)]);
  const found = namesOfStations(input.stations, needed).map((name) => station(name, { ...input, needed, names }));
  const stations = found.map((one) => one.station);
  const overall = overallOf(stations);
  const blockers = blockersOf(found);
  return { at: input.at, overall, sentence: sayOverall(stations, blockers), stations, blockers };
}

function namesOfStations(planned: readonly string[], needed: readonly NeededItem[]): string[] {
  return [...new Set([...planned, ...needed.map(({ station: name }) => name)])];
}

type Found = { station: Station; because: Because };
type Within = ReadinessInput & { needed: readonly NeededItem[]; names: ItemNames };

function station(name: string, { needed, names, ...input }: Within): Found {
  const items = needed.filter((one) => one.station === name);
  const parts = partsOf(items);
  const fingerprint = input.digest(fingerprintText(parts));
  const acts = input.acts.filter((one) => one.station === name);
  const call = stationCall(acts, { fingerprint, parts, names, now: input.at });
  const because = stationState({ items, call, keeperSilent: input.keeperSilent });
  const view = {
    ...{ name, state: because.state, sentence: sayStation({ because, call, items }), href: input.hrefOf(name) },
    evidenceAt: newest(items),
    fingerprint,
    owners: input.owners.filter((one) => one.station === name).map(({ id, name: who }) => ({ id, name: who })),
    ...{ call, items },
    waived: items.filter(({ standing }) => standing.kind === "waived").map(({ number, title }) => ({ number, title })),
  };
  return { station: view, because };
}

function newest(items: readonly NeededItem[]): number | null {
  const times = items.flatMap(({ standing }) => (standing.at === null ? [] : [standing.at]));
  return times.length === 0 ? null : Math.max(...times);
}

/** Any NO-GO, any STALE, any HOLD or NOT POLLED, else GO. Without a station there is nothing to go on. */
export function overallOf(stations: readonly Pick<Station, "state">[]): Readiness["overall"] {
  const some = (state: Station["state"]) => stations.some((one) => one.state === state);
  if (some("NO-GO")) return "NO-GO";
  if (some("STALE")) return "STALE";
  return stations.length === 0 || some("HOLD") || some("NOT POLLED") ? "HOLD" : "GO";
}

function sayOverall(stations: readonly Station[], blockers: readonly Blocker[]): string {
  const [first] = blockers;
  if (first !== undefined) return `${first.station}: ${first.sentence}`;
  if (stations.length === 0) return "The plan has no station yet.";
  const waived = stations.flatMap((one) => one.waived.map(nameOf));
  return waived.length === 0 ? "Every station is GO." : `Every station is GO or WAIVED. Waived: ${waived.join("; ")}.`;
}

/** Worst first, then as on the board. */
function blockersOf(found: readonly Found[]): Blocker[] {
  const rank = ({ because }: Found) => stationStates.indexOf(because.state);
  return [...found].sort((a, b) => rank(a) - rank(b)).flatMap(blockerOf);
}

function blockerOf({ station: { name, state, sentence, href, call, owners }, because }: Found): Blocker[] {
  if (state === "GO" || state === "WAIVED") return [];
  const [item] = ["called", "uncalled", "silent"].includes(because.why) ? [] : because.items;
  const owner = item?.owner || owners.map((one) => one.name).join(", ") || "nobody yet";
  const releases = whatReleases({ because, call });
  return [{ station: name, state, sentence, releases, owner, href: item?.href ?? href }];
}
