import { faultKind, isFault } from "./faults.ts";
import type { Figures } from "./plant.ts";
import { figuresText } from "./say-figures.ts";

/** One entry of the log about the plant's faults. */
export type SwitchEvent = { at: Date; actorName: string; verb: string; after: unknown };
export type Switching = { at: string; who: string; sentence: string };

/** An entry of the log, as a line for people. */
export function switching({ at, actorName, verb, after }: SwitchEvent): Switching {
  const { system, fault, figures } = Object(after);
  const title = typeof fault === "string" && isFault(fault) ? faultKind(fault).title : "a fault";
  return { at: at.toISOString(), who: actorName, sentence: sentenceOf(verb, { title, system, fault, figures }) };
}

type Said = { title: string; system: unknown; fault: unknown; figures: unknown };

function sentenceOf(verb: string, { title, system, fault, figures }: Said): string {
  if (verb === "faults.switched-off") return "Switched all faults off.";
  if (verb === "fault.switched-off") return `Switched off in ${system}: ${title}.`;
  const how = typeof fault === "string" && isFault(fault) ? figuresText(fault, Object(figures) as Figures) : "";
  return `Switched on in ${system}: ${title}${how === "" ? "" : `, ${how}`}.`;
}
