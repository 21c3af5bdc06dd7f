import type { WallRunPoint, WallView, WallVitals } from "#lib/displays/core/wall-view.ts";
import { backPhases } from "#lib/rollout/core/acts.ts";
import type { VitalsSample } from "#lib/rollout/core/vitals.ts";
import { goView, longView, now } from "./views.ts";

/** Views of the boards vitals and rollback, for pictures and tests. */

const minute = 60_000;
const wave = (at: number, every: number) => Math.sin((at / 1000) * every);

function points(n: number): WallRunPoint[] {
  return Array.from({ length: n }, (_, at) => ({
    at: now - 1_000 - (n - 1 - at) * 1_000,
    ...{ latencyMsP50: 62 + 4 * wave(at * 1_000, 0.7), latencyMsP95: 158 + 9 * wave(at * 1_000, 0.31) },
    ...{ latencyMsP99: 244 + 40 * wave(at * 1_000, 0.13), errorRatio: at % 97 === 5 ? 0.004 : 0.0002 },
    requestsPerSecond: 50 + wave(at * 1_000, 0.9),
  }));
}

const run: Extract<WallVitals, { kind: "run" }> = {
  ...{ kind: "run", runId: "01a22936-7aa0-771a-bf61-1d29141f0c22", number: 42, plannedSeconds: 600 },
  ...{ scenario: "Register lots, three gates", startedAt: now - 9 * minute, endedAt: null },
  ...{ verdict: "would PASS", sentence: "Every criterion holds so far.", points: points(540) },
  limits: { latencyMsP99: 500, errorRatio: 0.005 },
};

const longWhy =
  "Die Freigabe der Chargenrückverfolgung durch die Qualitätssicherung steht für 14 von 38 Gefahrstoffchargen noch aus.";
const longName = "Annegret Freifrau von Hohenlohe-Waldenburg-Schillingsfürst";

export const runView: WallView = { ...goView, vitals: run };
export const longRunView: WallView = {
  ...{ ...goView, pilot: longView.pilot },
  vitals: {
    ...{ ...run, verdict: "would be INCONCLUSIVE", sentence: longWhy },
    scenario: "Wareneingang Gefahrstoffe mit Chargenrückverfolgung",
  },
};

function samples(from: number, latencyMsP99: number): VitalsSample[] {
  return Array.from({ length: Math.floor((now - 3_000 - from) / 5_000) }, (_, nth) => ({
    at: from + nth * 5_000,
    ...{ requests: 22 + (nth % 3), errorRatio: 0.0004 + 0.0001 * (nth % 4) },
    latencyMsP99: latencyMsP99 + 12 * wave(nth * 5_000, 0.05),
  }));
}

const cutOverAt = now - 21 * minute;
const rollout: Extract<WallVitals, { kind: "rollout" }> = {
  ...{ kind: "rollout", number: 3, drill: false, newPercent: 25, readAt: now - 2_000, cutOverAt },
  stands: "Stage 2 of 4. 25 % is over.",
  legacy: { samples: samples(now - 30 * minute, 431), why: null },
  new: { samples: samples(cutOverAt, 238), why: null },
  limits: { latencyMsP99: 500, errorRatio: 0.001 },
  gate: { is: "good", says: "12,400 requests, within the limits.", since: now - 4 * minute },
};

const rehearsal = { at: now - 4 * 24 * 60 * minute, tookMs: 725_000, drill: true };
const rehearsedSeconds = [40, 65, 18, 160, 180, 190, 72];
const people = ["K. Brandt", "M. Osei"];

const armed: WallView["rollback"] = {
  ...{ is: "armed", number: 3, drill: false, noticedAt: null, stoppedAt: null, by: "", reason: "", newPercent: 25 },
  ...{ rehearsal, people },
  phases: backPhases.map((phase, at) => ({
    ...{ phase, startedAt: null, endedAt: null, isGood: null, says: "" },
    rehearsedMs: (rehearsedSeconds[at] ?? 0) * 1_000,
  })),
};

export const rolloutView: WallView = { ...goView, vitals: rollout, rollback: armed };
export const longRolloutView: WallView = {
  ...{ ...goView, pilot: longView.pilot },
  vitals: {
    ...rollout,
    gate: { is: "inconclusive", says: longWhy, since: now - 4 * minute },
    new: { samples: samples(cutOverAt, 238).slice(0, -4), why: "no answer" },
  },
  rollback: { ...armed, people: [longName, "Ana-Maria Konstantinopoulou-Wojciechowska"] },
};
export const emptyVitalsView: WallView = { ...goView, vitals: null };
export const armedView: WallView = { ...goView, rollback: armed };

/** Four parts are done, the drain goes on. */
function rollingBack(startedAt: number, says: string): WallView["rollback"] {
  const tookSeconds = [52, 78, 21, 151];
  let from = startedAt;
  const phases = armed.phases.map((one, at) => {
    const took = tookSeconds[at];
    const began = at <= tookSeconds.length ? from : null;
    if (took !== undefined) from += took * 1_000;
    const ended = took === undefined ? null : from;
    return { ...one, startedAt: began, endedAt: ended, isGood: ended === null ? null : true, says };
  });
  const of = { by: "K. Brandt", reason: "2.4 % of 3,112 requests of the last 60 s failed.", newPercent: 0 };
  return { ...armed, ...of, is: "running", noticedAt: startedAt, phases };
}

export const rollingBackView: WallView = { ...goView, rollback: rollingBack(now - 379_000, "40 of 40 answers right") };
/** Its fifteen minutes are over. */
export const lateBackView: WallView = {
  ...{ ...goView, pilot: longView.pilot },
  rollback: { ...rollingBack(now - 972_000, longWhy), by: longName, reason: longWhy },
};
export const backView: WallView = {
  ...goView,
  rollback: { ...rollingBack(now - 379_000, "as it should"), is: "back", stoppedAt: now - 77_000 },
};
