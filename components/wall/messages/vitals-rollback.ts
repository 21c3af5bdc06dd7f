import type { WallLanguage } from "#lib/displays/core/display.ts";
import type { BackPhase } from "#lib/rollout/core/acts.ts";

/** Texts of the boards vitals and rollback. Times and figures come as they are shown. */
export type VitalsRollbackTexts = {
  was(what: string): string;
  staleFor(age: string): string;
  since(time: string): string;
  vitals: {
    emptyTitle: string;
    empty: readonly string[];
    latency: string;
    latencyP99: string;
    errors: string;
    rate: string;
    /** How high the field reaches, "0 to 600 ms". */
    reach(most: string): string;
    limit(most: string): string;
    legacy: string;
    fresh: string;
    strokes: string;
    cutOver(time: string): string;
    none: string;
    run(number: number): string;
    rollout(number: number, drill: boolean): string;
    /** Before PASS, FAIL, INCONCLUSIVE of a run that goes on. */
    would: string;
    soFar(spent: string, planned: string): string;
    waits: string;
    endedAt(time: string): string;
    gate: string;
    gateGood: string;
    gateBad: string;
    gateOpen: string;
    noGate: string;
    newCarries(percent: string): string;
    notKnown: string;
    readAgo(seconds: number): string;
    clock: string;
    /** In short, beside the clock. */
    backIs: Readonly<Record<"none" | "armed" | "running" | "back", string>>;
    starts(people: readonly string[]): string;
  };
  rollback: {
    title: Readonly<Record<"none" | "armed" | "running" | "back" | "over", string>>;
    number(number: number, drill: boolean): string;
    none: readonly string[];
    armed: string;
    rehearsed(took: string, day: string): string;
    drilled(took: string, day: string): string;
    neverRehearsed: string;
    called(time: string, by: string): string;
    left: string;
    over: string;
    took: string;
    of: string;
    part: string;
    began: string;
    tookHead: string;
    rehearsedHead: string;
    seen: string;
    states: Readonly<Record<"done" | "wrong" | "running" | "not-yet", string>>;
    /** The same, when it is not known whether it is still so. */
    wasStates: Readonly<Record<"done" | "wrong" | "running" | "not-yet", string>>;
    phases: Readonly<Record<BackPhase, string>>;
  };
};

const either = (people: readonly string[], or: string) =>
  people.length < 2 ? people.join("") : `${people.slice(0, -1).join(", ")} ${or} ${people.at(-1)}`;

const en: VitalsRollbackTexts = {
  was: (what) => `was ${what}`,
  staleFor: (age) => `STALE ${age}`,
  since: (time) => `since ${time}`,
  vitals: {
    emptyTitle: "No vitals yet",
    empty: [
      "Before the launch the newest load run stands here: latency, errors and requests per second.",
      "From the cut-over on it is the legacy and the new system, side by side.",
    ],
    latency: "Latency",
    latencyP99: "Latency p99",
    errors: "Errors",
    rate: "Requests per second",
    reach: (most) => `0 to ${most}`,
    limit: (most) => `limit ${most}`,
    legacy: "legacy",
    fresh: "new",
    strokes: "legacy dashed, new solid",
    cutOver: (time) => `cut-over ${time}`,
    none: "no data",
    run: (number) => `Run ${number}`,
    rollout: (number, drill) => (drill ? `Drill ${number}` : `Rollout ${number}`),
    would: "now it would be",
    soFar: (spent, planned) => `${spent} of ${planned}`,
    waits: "has not begun",
    endedAt: (time) => `ended ${time}`,
    gate: "Gate",
    gateGood: "GO",
    gateBad: "NO-GO",
    gateOpen: "NOT YET",
    noGate: "No gate is being judged.",
    newCarries: (percent) => `New carries ${percent}`,
    notKnown: "Not known what new carries",
    readAgo: (seconds) => `read ${seconds} s ago`,
    clock: "Rollback clock",
    backIs: { none: "not planned", armed: "ARMED, not started", running: "ROLLING BACK", back: "BACK" },
    starts: (people) => (people.length === 0 ? "" : `${either(people, "or")} may start it`),
  },
  rollback: {
    title: {
      none: "NO WAY BACK PLANNED",
      armed: "ARMED",
      running: "ROLLING BACK",
      back: "ROLLED BACK",
      over: "ROLLED BACK, TOO LATE",
    },
    number: (number, drill) => (drill ? `drill ${number}` : `rollout ${number}`),
    none: [
      "The rollout has no plan yet, or the switch that it names is not configured.",
      "With both, the clock stands ready here at 15:00, above the seven parts of the way back.",
    ],
    armed: "Not started. The clock runs from when trouble is noticed.",
    rehearsed: (took, day) => `Rehearsed in ${took} on ${day}`,
    drilled: (took, day) => `Drilled in ${took} on ${day}`,
    neverRehearsed: "Never rehearsed",
    called: (time, by) => `Noticed ${time}, called by ${by}`,
    left: "left",
    over: "over",
    took: "taken",
    of: "of 15:00",
    part: "Part",
    began: "began",
    tookHead: "took",
    rehearsedHead: "rehearsed",
    seen: "what was seen",
    states: { done: "done", wrong: "wrong", running: "running", "not-yet": "not yet" },
    wasStates: { done: "was done", wrong: "was wrong", running: "was running", "not-yet": "not yet" },
    phases: {
      detect: "Detect",
      decide: "Decide",
      switch: "Switch",
      verify: "Verify",
      drain: "Drain",
      reconcile: "Reconcile",
      announce: "Announce",
    },
  },
};

const de: VitalsRollbackTexts = {
  was: (what) => `war ${what}`,
  staleFor: (age) => `VERALTET ${age}`,
  since: (time) => `seit ${time}`,
  vitals: {
    emptyTitle: "Noch keine Werte",
    empty: [
      "Vor dem Start steht hier der neueste Lastlauf: Antwortzeit, Fehler und Anfragen pro Sekunde.",
      "Ab der Umschaltung stehen hier das alte und das neue System nebeneinander.",
    ],
    latency: "Antwortzeit",
    latencyP99: "Antwortzeit p99",
    errors: "Fehler",
    rate: "Anfragen pro Sekunde",
    reach: (most) => `0 bis ${most}`,
    limit: (most) => `Grenze ${most}`,
    legacy: "alt",
    fresh: "neu",
    strokes: "alt gestrichelt, neu durchgezogen",
    cutOver: (time) => `Umschaltung ${time}`,
    none: "kein Wert",
    run: (number) => `Lauf ${number}`,
    rollout: (number, drill) => (drill ? `Übung ${number}` : `Umschaltung ${number}`),
    would: "jetzt wäre er",
    soFar: (spent, planned) => `${spent} von ${planned}`,
    waits: "hat noch nicht begonnen",
    endedAt: (time) => `beendet ${time}`,
    gate: "Schranke",
    gateGood: "GO",
    gateBad: "NO-GO",
    gateOpen: "NOCH NICHT",
    noGate: "Gerade wird keine Schranke beurteilt.",
    newCarries: (percent) => `Neu trägt ${percent}`,
    notKnown: "Unbekannt, was neu trägt",
    readAgo: (seconds) => `gelesen vor ${seconds} s`,
    clock: "Rückweg-Uhr",
    backIs: {
      none: "nicht geplant",
      armed: "BEREIT, nicht gestartet",
      running: "IM RÜCKWEG",
      back: "ZURÜCK",
    },
    starts: (people) => (people.length === 0 ? "" : `Starten: ${either(people, "oder")}`),
  },
  rollback: {
    title: {
      none: "KEIN RÜCKWEG GEPLANT",
      armed: "BEREIT",
      running: "IM RÜCKWEG",
      back: "ALLES ZURÜCK",
      over: "ZURÜCK, ZU SPÄT",
    },
    number: (number, drill) => (drill ? `Übung ${number}` : `Umschaltung ${number}`),
    none: [
      "Die Umschaltung hat noch keinen Plan, oder ihr Schalter ist nicht eingerichtet.",
      "Mit beidem steht hier die Uhr auf 15:00 bereit, darunter die sieben Teile des Rückwegs.",
    ],
    armed: "Nicht gestartet. Die Uhr läuft ab dem Moment, in dem etwas auffällt.",
    rehearsed: (took, day) => `Geprobt in ${took} am ${day}`,
    drilled: (took, day) => `Geübt in ${took} am ${day}`,
    neverRehearsed: "Nie geprobt",
    called: (time, by) => `Bemerkt ${time}, ausgelöst von ${by}`,
    left: "übrig",
    over: "darüber",
    took: "gebraucht",
    of: "von 15:00",
    part: "Teil",
    began: "Beginn",
    tookHead: "Dauer",
    rehearsedHead: "geprobt",
    seen: "was zu sehen war",
    states: { done: "fertig", wrong: "Fehler", running: "läuft", "not-yet": "noch nicht" },
    wasStates: { done: "war fertig", wrong: "war Fehler", running: "lief", "not-yet": "noch nicht" },
    phases: {
      detect: "Bemerken",
      decide: "Entscheiden",
      switch: "Umschalten",
      verify: "Nachsehen",
      drain: "Leerlaufen",
      reconcile: "Abgleichen",
      announce: "Ansagen",
    },
  },
};

export const vitalsRollbackTexts: Readonly<Record<WallLanguage, VitalsRollbackTexts>> = { en, de };
