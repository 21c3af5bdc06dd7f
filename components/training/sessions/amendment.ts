import { type Amendable, type Attendance, attendances, type Outcome, outcomes } from "#lib/training/core/acts.ts";
import type { SessionOperator } from "#lib/training/core/training-view.ts";
import { attendedText, outcomeWords } from "./say-session.ts";

/** What can be amended in an operator's row, and what was typed about it. */

export type AmendLine = {
  /** Id of the act that is corrected. */
  act: string;
  kind: Amendable["do"];
  /** Of an outcome. */
  step: string;
  name: string;
  now: string;
};

/** `shows`: of each step in its order. */
export function amendable(seen: SessionOperator, shows: readonly string[]): AmendLine[] {
  const { attended, steps, notes } = seen;
  const first =
    attended === null
      ? []
      : [{ act: attended.act, kind: "attended" as const, step: "", name: "Attendance", now: attendedText(attended) }];
  const outcomesSaid = steps.flatMap(({ id, said }, at) => {
    if (said === null) return [];
    const name = `${at + 1} ${shows[at] ?? ""}`.trim();
    return [{ act: said.act, kind: "outcome" as const, step: id, name, now: outcomeWords[said.outcome] }];
  });
  const noted = notes.map(({ act, text }) => ({ act, kind: "noted" as const, step: "", name: "Note", now: text }));
  return [...first, ...outcomesSaid, ...noted];
}

export type AmendTyped = { about: string; is: string; minutes: string; outcome: string; text: string; reason: string };
type Amendment = { about: string; to: Amendable; reason: string };

const leastReason = 3;

/** By field; empty where it can be sent. */
export function wrongAmendment(typed: AmendTyped, lines: readonly AmendLine[]): Record<string, string> {
  const line = lines.find(({ act }) => act === typed.about);
  if (line === undefined) return { about: "choose what is wrong" };
  const to = instead(typed, line);
  const reason: Record<string, string> =
    typed.reason.trim().length >= leastReason ? {} : { reason: `at least ${leastReason} characters` };
  return "wrong" in to ? { ...reason, ...to.wrong } : reason;
}

/** Null where something is wrong with it. */
export function amendmentOf(typed: AmendTyped, lines: readonly AmendLine[]): Amendment | null {
  const line = lines.find(({ act }) => act === typed.about);
  const to = line === undefined ? null : instead(typed, line);
  if (to === null || "wrong" in to) return null;
  return { about: typed.about, to, reason: typed.reason.trim() };
}

function instead(typed: AmendTyped, line: AmendLine): Amendable | { wrong: Record<string, string> } {
  if (line.kind === "attended") return attendedInstead(typed);
  if (line.kind === "noted") {
    const text = typed.text.trim();
    return text === "" ? { wrong: { text: "say it in a few words" } } : { do: "noted", text };
  }
  const outcome = outcomes.find((one): one is Outcome => one === typed.outcome);
  if (outcome === undefined) return { wrong: { outcome: "choose what instead" } };
  if (outcomeWords[outcome] === line.now) return { wrong: { outcome: "this stands there already" } };
  return { do: "outcome", step: line.step, outcome };
}

function attendedInstead({ is: typed, minutes }: AmendTyped): Amendable | { wrong: Record<string, string> } {
  const is = attendances.find((one): one is Attendance => one === typed);
  if (is === undefined) return { wrong: { is: "choose what instead" } };
  if (is !== "late" && is !== "left-early") return { do: "attended", is, minutes: null };
  if (minutes.trim() === "") return { do: "attended", is, minutes: null };
  if (!/^[1-9]\d{0,2}$/.test(minutes.trim())) return { wrong: { minutes: "whole minutes, from 1 to 999" } };
  return { do: "attended", is, minutes: Number(minutes) };
}
