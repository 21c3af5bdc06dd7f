import type { ItemStanding } from "#lib/checklist/core/item.ts";
import type { CallKind, SaidStationAct, StationAct } from "../calls.ts";
import { fingerprintText, partsOf } from "../fingerprint.ts";
import { type ReadinessInput, readiness } from "../readiness.ts";
import type { NeededItem, Readiness, Station } from "../readiness-view.ts";

/** Items, calls and stations for tests of readiness. */

const now = 1_000_000;

export function anItem(
  change: Partial<Omit<NeededItem, "standing">> & { standing?: Partial<ItemStanding> } = {},
): NeededItem {
  const { standing, ...rest } = change;
  return {
    ...{
      id: "i1",
      checklistId: "l1",
      number: "1.1",
      station: "Load",
      title: "Item",
      owner: "Ada",
      isKiller: false,
      ruleVersion: 1,
    },
    ...{ pausePoint: "pre-launch", isProbe: false, href: "/p/checklist?item=i1" },
    ...rest,
    standing: { kind: "good", sentence: "It holds.", evidence: "a1", at: 1, expiresAt: null, ...standing },
  };
}

let acts = 0;

export function anAct(act: StationAct, change: Partial<SaidStationAct> = {}): SaidStationAct {
  return { id: `act ${++acts}`, station: "Load", pollId: "poll", act, byId: "ada", by: "Ada", at: 10, ...change };
}

/** A call over the evidence of these items. */
export function aCall(call: CallKind, items: readonly NeededItem[], station = "Load"): SaidStationAct {
  const parts = partsOf(items);
  const fingerprint = fingerprintText(parts);
  const conditions = call === "go-with-conditions" ? [{ what: "watch the queue", owner: "Ada", by: "noon" }] : [];
  const reason = call === "hold" || call === "no-go" ? "the queue grows" : "";
  return anAct({ do: "called", call, reason, conditions, fingerprint, parts, snapshot: null }, { station });
}

export function look(change: Partial<ReadinessInput> = {}): Readiness {
  return readiness({
    ...{ at: now, stations: ["Load"], items: [], removed: new Map(), acts: [], owners: [], keeperSilent: false },
    hrefOf: (name) => `/p/launch#${name}`,
    digest: (text) => text,
    ...change,
  });
}

export function loadStation(change: Partial<ReadinessInput> = {}): Station {
  const station = look(change).stations.find(({ name }) => name === "Load");
  if (station === undefined) throw new Error("The test's station is gone.");
  return station;
}
