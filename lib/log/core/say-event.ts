import { wordsOf } from "./verbs.ts";

/** What an event says in a line: what was done, and to what, as far as its content names it. */
export type SaidEvent = { verb: string; before: unknown; after: unknown };

export function didOf({ verb }: SaidEvent): string {
  return wordsOf(verb) ?? verb;
}

type Content = Readonly<Record<string, unknown>>;

/** Empty where the verb says it all. */
export function detailOf({ verb, before, after }: SaidEvent): string {
  const [was, is]: [Content, Content] = [Object(before), Object(after)];
  const own = ownDetail[verb]?.(is, was);
  return cut(own ?? named(is) ?? named(was) ?? "");
}

const ownDetail: Readonly<Record<string, (is: Content, was: Content) => string | null>> = {
  "station.called": (is) => callWord(is["call"]),
  "call.voided": (_is, was) => `of ${text(was["by"]) ?? "a station's owner"}`,
  "call.marked": (_is, was) => `${callWord(was["call"])} of ${text(was["by"]) ?? "a station's owner"}`,
  "signature.voided": (_is, was) => `of ${text(was["by"]) ?? "a decider"}`,
  "decision.signed": (is) => callWord(is["decision"]),
  "launch.decided": (is) => callWord(is["decision"]),
  "station.changed": states,
  "readiness.changed": states,
  "item.answered": (is) => answerText(Object(is["act"])),
  "item.waiver-asked": (is) => text(Object(is["act"]).scope),
  "probe.turned": (is, was) => `${turn(was["outcome"], is["outcome"])}: ${text(is["says"]) ?? ""}`,
  "duty.given": duty,
  "duty.taken-back": (_is, was) => duty(was),
  "run.ended": (is) => text(is["verdict"])?.toUpperCase() ?? null,
  "run.version-read": (is) => text(is["version"]),
  "run.version-changed": (is) => `from ${text(is["from"])} to ${text(is["to"])}`,
  "run.version-unread": (is) => text(is["why"]),
  "run.claimed": (is) => list(is["addresses"]),
  "plan.stations-set": (is) => list(is["stations"]),
};

function states(is: Content, was: Content): string {
  return turn(was["state"], is["state"]);
}

function turn(from: unknown, to: unknown): string {
  const said = text(to) ?? "nothing";
  return text(from) === null ? said : `from ${text(from)} to ${said}`;
}

function answerText(act: Content): string {
  const says = text(act["says"]) ?? "";
  return act["holds"] === true ? `holds: ${says}` : `does not hold: ${says}`;
}

function duty(held: Content): string {
  const station = text(held["station"]) ?? "";
  return `${text(held["duty"]) ?? "a duty"}${station === "" ? "" : ` of ${station}`}, ${text(held["name"]) ?? "somebody"}`;
}

function callWord(call: unknown): string {
  return (text(call) ?? "nothing")
    .replaceAll("-", " ")
    .replace(/^no go$/, "no-go")
    .toUpperCase();
}

/** By what people would call it. */
function named(content: Content): string | null {
  for (const name of ["title", "name", "risk", "text", "change", "disposition", "what", "template", "fault", "owner"]) {
    const said = text(content[name]);
    if (said !== null && said !== "") return said;
  }
  return null;
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function list(value: unknown): string | null {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string").join(", ") : null;
}

const mostSigns = 240;

function cut(said: string): string {
  return said.length <= mostSigns ? said : `${said.slice(0, mostSigns - 1)}…`;
}
