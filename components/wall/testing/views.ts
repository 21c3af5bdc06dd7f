import type { WallStation, WallView } from "#lib/displays/core/wall-view.ts";

/** Views as a server would make them, for pictures and tests. */

export const now = Date.parse("2026-11-26T07:41:08+01:00");
const minute = 60_000;

function station(name: string, by: string, minutesAgo: number, change: Partial<WallStation> = {}): WallStation {
  return {
    ...{ name, state: "GO", sentence: "Everything that is asked holds.", owners: [by] },
    called: { by, at: now - minutesAgo * minute, stands: true },
    evidenceAt: now - minutesAgo * 7_000,
    ...change,
  };
}

const stations = [
  station("Load", "T. Reiter", 10),
  station("Shadow", "J. Vogel", 9),
  station("Checklist", "M. Osei", 7),
  station("Training", "A. Lüders", 11, { evidenceAt: now - 62 * minute }),
  station("Rollback", "P. Dvořák", 5),
  station("Operations", "S. Thoma", 4),
];

export const goView: WallView = {
  at: now - 400,
  pilot: {
    ...{ name: "FlowViz WMS", site: "Plant 2 (Osnabrück)", timeZone: "Europe/Berlin", practice: false },
    window: { from: "2026-11-26T08:00:00+01:00", to: "2026-11-26T16:00:00+01:00" },
  },
  held: null,
  poll: {
    ...{ overall: "GO", since: now - 3 * minute, sentence: "All six stations are GO.", stations },
    poll: { number: 3, isOpen: true, openedAt: now - 21 * minute, answered: 6, decision: "go" },
    blocker: null,
    moreBlockers: 0,
  },
  vitals: null,
  rollback: {
    ...{ is: "none", number: null, drill: false, noticedAt: null, stoppedAt: null, by: "", reason: "", phases: [] },
    ...{ rehearsal: { at: now - 96 * 60 * minute, tookMs: 725_000, drill: true }, newPercent: null, people: [] },
  },
  next: { steps: [], more: 0, people: [] },
  keeperSilent: false,
  busy: true,
};

const changed = (changes: Record<string, Partial<WallStation>>) =>
  stations.map((one) => ({ ...one, ...changes[one.name] }));

export const noGoView: WallView = {
  ...goView,
  poll: {
    ...goView.poll,
    ...{ overall: "NO-GO", sentence: "Rollback is NO-GO.", moreBlockers: 2 },
    stations: changed({
      Checklist: {
        state: "HOLD",
        sentence: "The evidence changed after the call.",
        called: { by: "M. Osei", at: now - 2 * minute, stands: false },
      },
      Rollback: { state: "NO-GO", sentence: "Green: 1 of 2 instances is healthy.", called: null },
      Operations: { state: "NOT POLLED", called: null, evidenceAt: null, sentence: "Nobody has called it." },
    }),
    poll: { number: 3, isOpen: true, openedAt: now - 21 * minute, answered: 5, decision: null },
    blocker: {
      ...{ station: "Rollback", sentence: "Green: 1 of 2 instances is healthy." },
      ...{ releases: "Bring the second instance back, then run the probe again.", owner: "P. Dvořák" },
    },
  },
};

export const holdView: WallView = {
  ...noGoView,
  poll: {
    ...noGoView.poll,
    ...{ overall: "HOLD", sentence: "Training is HOLD.", moreBlockers: 1 },
    stations: changed({
      Training: { state: "HOLD", sentence: "2 of 24 operators have not signed." },
      Rollback: { state: "WAIVED", sentence: "Waived until 12:00 by K. Brandt and H. Sander." },
      Operations: { state: "NOT POLLED", called: null, evidenceAt: null, sentence: "Nobody has called it." },
    }),
    blocker: {
      ...{ station: "Training", sentence: "2 of 24 operators have not signed." },
      ...{ releases: "Both sign at gate 3 by 07:40.", owner: "A. Lüders" },
    },
  },
};

const longStation = "Qualitätssicherungsfreigabe Wareneingang";
const longWhy =
  "Die Freigabe der Chargenrückverfolgung durch die Qualitätssicherung steht für 14 von 38 Gefahrstoffchargen noch aus; die Prüfprotokolle liegen seit gestern unvollständig vor.";

/** The longest that a person can have typed, in German. */
export const longView: WallView = {
  ...noGoView,
  pilot: {
    ...noGoView.pilot,
    name: "Lagerverwaltungssystemablösung Gefahrstoffe",
    site: "Werk Ludwigshafen-Oppau, Halle 17 Süd",
  },
  poll: {
    ...noGoView.poll,
    stations: [
      ...noGoView.poll.stations,
      station(longStation, "Annegret Freifrau von Hohenlohe-Waldenburg-Schillingsfürst", 3, {
        state: "NO-GO",
        sentence: longWhy,
      }),
      station("Zollabwicklung und Gefahrgutdokumentation", "Ana-Maria Konstantinopoulou-Wojciechowska", 3, {
        state: "STALE",
        sentence: longWhy,
      }),
    ],
    blocker: {
      ...{ station: longStation, sentence: longWhy, releases: longWhy },
      owner: "Annegret Freifrau von Hohenlohe-Waldenburg-Schillingsfürst",
    },
    moreBlockers: 4,
  },
};

/** As many stations as a plan may name. */
export const crowdedView: WallView = {
  ...noGoView,
  poll: {
    ...noGoView.poll,
    stations: Array.from({ length: 20 }, (_, at) => ({
      ...(noGoView.poll.stations[at % 6] ?? station("Load", "T. Reiter", 1)),
      name: at % 3 === 0 ? `${longStation.slice(0, 36)} ${at}` : `Station ${at}`,
    })),
  },
};

const step = (title: string, owner: string, minutesAhead: number, change = {}) => ({
  ...{ title, owner, plannedAt: now + minutesAhead * minute, state: "open" as const, startedAt: null },
  ...{ behindMs: 0, pointOfNoReturn: "" },
  ...change,
});

export const nextView: WallView = {
  ...goView,
  next: {
    steps: [
      step("Stop bookings in the legacy system", "P. Dvořák", -6, { state: "under way", startedAt: now - 8 * minute }),
      step("Freeze of master data confirmed by the site", "A. Lüders", -2, {}),
      step("Switch 1 % of the traffic to the new system", "K. Brandt", 19, {}),
      step("Switch 25 %", "K. Brandt", 34, {}),
      step("Switch 100 %", "K. Brandt", 79, { pointOfNoReturn: "labels printed with new numbers" }),
      step("First goods receipt of the late shift", "J. Vogel", 379, {}),
    ],
    more: 3,
    people: [
      { duty: "decider", station: "", held: ["K. Brandt", "H. Sander"] },
      { duty: "product-owner", station: "", held: ["M. Osei"] },
      { duty: "station-owner", station: "Load", held: ["T. Reiter"] },
      { duty: "station-owner", station: "Operations", held: [] },
      { duty: "verifier", station: "", held: ["P. Dvořák", "J. Vogel"] },
    ],
  },
};

export const longNextView: WallView = {
  ...nextView,
  pilot: longView.pilot,
  next: {
    steps: Array.from({ length: 8 }, (_, at) =>
      step(
        `Umschalten der Wareneingangsbuchungen von Halle ${at + 1} auf das neue System und Freigabe`,
        "Annegret Freifrau von Hohenlohe-Waldenburg-Schillingsfürst",
        at * 1_500 - 90,
        {
          pointOfNoReturn: at % 2 === 0 ? "" : "die Etiketten tragen danach die neuen Chargennummern",
        },
      ),
    ),
    more: 17,
    people: nextView.next.people.map((one) => ({
      ...one,
      held: ["Annegret Freifrau von Hohenlohe-Waldenburg", ...one.held],
    })),
  },
};
