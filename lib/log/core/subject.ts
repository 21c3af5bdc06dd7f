/** What an event is about, as a line and an address in Gantry. */
export type Subject = { kind: string; id: string };
/** What the record calls it: a run's or poll's number, an item's title. Null where nothing is known of it by now. */
export type SubjectName = string | null;
export type About = { text: string; href: string | null };

type Place = (pilot: string, id: string, name: SubjectName) => About;

/** Kinds that have a page of their own, or a place on one. */
const places: Readonly<Record<string, Place>> = {
  run: (pilot, _id, number) => ({
    text: number === null ? "a run" : `Run ${number}`,
    href: number === null ? null : `/${pilot}/runs/${number}`,
  }),
  scenario: (pilot, id, name) => ({
    text: name ?? "a scenario",
    href: name === null ? `/${pilot}/scenarios` : `/${pilot}/scenarios/${id}`,
  }),
  "database-test": (pilot, _id, number) => ({
    text: number === null ? "a database test" : `Database test ${number}`,
    href: `/${pilot}/database-tests${number === null ? "" : `/${number}`}`,
  }),
  "practice-database": (pilot) => ({ text: "Practice database", href: `/${pilot}/database-tests` }),
  item: (pilot, id, title) => ({ text: title ?? "an item", href: `/${pilot}/checklist#item-${id}` }),
  evidence: (pilot) => ({ text: "a file", href: `/${pilot}/checklist` }),
  checklist: (pilot, id, name) => ({ text: name ?? id, href: `/${pilot}/checklist` }),
  station: (pilot, id) => ({ text: id, href: `/${pilot}/launch#station-${encodeURIComponent(id)}` }),
  "station-state": (pilot, id) => ({ text: id, href: `/${pilot}/launch#station-${encodeURIComponent(id)}` }),
  readiness: (pilot) => ({ text: "Readiness", href: `/${pilot}/launch` }),
  poll: (pilot, _id, number) => ({ text: number === null ? "a poll" : `Poll ${number}`, href: `/${pilot}/launch` }),
  decision: (pilot, _id, number) => ({
    text: number === null ? "the decision" : `Decision of poll ${number}`,
    href: `/${pilot}/launch`,
  }),
  "shadow-group": (pilot, id) => ({ text: `SD-${id}`, href: `/${pilot}/shadow?group=${encodeURIComponent(id)}` }),
  "shadow-endpoint": (pilot, id) => ({ text: id, href: `/${pilot}/shadow` }),
  "shadow-pair": (pilot) => ({ text: "a pair", href: `/${pilot}/shadow` }),
  "shadow-rules": (pilot, id) => ({ text: `Rules ${id}`, href: `/${pilot}/shadow` }),
  "shadow-mirror": (pilot, id) => ({ text: id, href: `/${pilot}/shadow` }),
  "shadow-window": (pilot) => ({ text: "Window of parity", href: `/${pilot}/shadow` }),
  "shadow-proposal": (pilot) => ({ text: "a proposal", href: `/${pilot}/shadow` }),
  "shadow-replay": (pilot) => ({ text: "a replay", href: `/${pilot}/shadow` }),
  "training-module": (pilot) => ({ text: "a module", href: `/${pilot}/training/modules` }),
  requirements: (pilot) => ({ text: "Requirements", href: `/${pilot}/training/modules` }),
  operator: (pilot, id, name) => ({ text: name ?? "an operator", href: `/${pilot}/training/operators/${id}` }),
  operators: (pilot) => ({ text: "Operators", href: `/${pilot}/training/operators` }),
  "training-session": (pilot, _id, number) => ({
    text: number === null ? "a session" : `TS-${number.padStart(3, "0")}`,
    href: number === null ? `/${pilot}/training` : `/${pilot}/training/sessions/${number}`,
  }),
  rollout: (pilot, _id, number) => ({
    text: number === null ? "a rollout" : `Rollout ${number}`,
    href: `/${pilot}/launch/rollout`,
  }),
  "rollout-plan": (pilot) => ({ text: "Rollout", href: `/${pilot}/launch/rollout` }),
  "launch-plan": (pilot) => ({ text: "Plan", href: `/${pilot}/launch/plan` }),
  risk: (pilot, _id, risk) => ({ text: risk ?? "a risk", href: `/${pilot}/launch/plan` }),
  rehearsal: (pilot, _id, number) => ({
    text: number === null ? "a rehearsal" : `Rehearsal ${number}`,
    href: `/${pilot}/launch/plan`,
  }),
  step: (pilot, _id, title) => ({ text: title ?? "a step", href: `/${pilot}/launch/day` }),
  "clock-hold": (pilot) => ({ text: "Clock", href: `/${pilot}/launch/day` }),
  "launch-note": (pilot) => ({ text: "Launch day", href: `/${pilot}/launch/day` }),
  system: (pilot, _id, name) => ({ text: name ?? "a system", href: `/${pilot}/settings` }),
  display: (pilot, id, name) => ({
    text: name ?? (id === "all" ? "All displays" : "a display"),
    href: `/${pilot}/displays`,
  }),
  duty: (pilot) => ({ text: "Duties", href: `/${pilot}/settings` }),
  pilot: (pilot) => ({ text: "Pilot", href: `/${pilot}/settings` }),
  practice: (pilot) => ({ text: "Practice plant", href: `/${pilot}/faults` }),
};

const mostSigns = 80;

/** A kind that nobody here knows is named as it stands, without an address. */
export function aboutOf(pilot: string, { kind, id }: Subject, name: SubjectName): About {
  const about = places[kind]?.(pilot, id, name) ?? { text: `${kind} ${id}`, href: null };
  const { text, href } = about;
  return { text: text.length <= mostSigns ? text : `${text.slice(0, mostSigns - 1)}…`, href };
}
