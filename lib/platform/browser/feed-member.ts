import { type ClosedWhy, type FeedState, firstState, phaseAt } from "./feed.ts";
import type { ToTab } from "./feed-protocol.ts";

/** What a tab makes of the broker's words: pure, so that every case can be looked at. */

export type Member = {
  state: FeedState;
  /** Whose stream it was when the tab first joined. */
  session: string | null;
  /** With the next beat everything is asked for again: something may have changed between the page's own reading and its joining. */
  owesReset: boolean;
  /** Since when a beat could have come. */
  sinceMs: number;
};

export type MemberEffect =
  | { kind: "sample"; data: unknown }
  | { kind: "change"; data: { topic: string; id: string } }
  | { kind: "reset" | "resume" | "rejoin" | "leave" };

type Taken = { member: Member; effects: readonly MemberEffect[] };

export function newMember(nowMs: number): Member {
  return { state: firstState, session: null, owesReset: true, sinceMs: nowMs };
}

/** A page that comes back after it was put away ("back" in the browser): what it shows is as old as it was. */
export function memberAgain(member: Member, nowMs: number): Member {
  return look({ ...member, owesReset: true, sinceMs: nowMs }, nowMs);
}

/** After a message of the broker. A closed feed stays closed: only opening the page anew helps. */
export function take(member: Member, message: ToTab, nowMs: number): Taken {
  if (member.state.phase === "closed") return { member, effects: [] };
  if (message.kind === "welcome") return welcomed(member, message.session);
  if (message.kind === "word") return { member: heardWord(member, message, nowMs), effects: [] };
  if (message.kind === "closed") return closed(member, message.why);
  if (message.kind === "resumed") return { member, effects: [{ kind: "resume" }] };
  if (message.kind === "unknown") return { member, effects: [{ kind: "rejoin" }] };
  return heardEvent(member, message, nowMs);
}

/** The phase changes with time alone. */
export function look(member: Member, nowMs: number): Member {
  const { phase } = member.state;
  if (phase === "paused" || phase === "closed") return member;
  const now = phaseAt(member.state, member.sinceMs, nowMs);
  return now === phase ? member : { ...member, state: { ...member.state, phase: now } };
}

function welcomed(member: Member, session: string): Taken {
  if (member.session !== null && member.session !== session) return closed(member, "other-session");
  return { member: { ...member, session, owesReset: true }, effects: [] };
}

function closed(member: Member, why: ClosedWhy): Taken {
  return { member: { ...member, state: { ...member.state, phase: "closed", why } }, effects: [{ kind: "leave" }] };
}

function heardWord(member: Member, word: ToTab & { kind: "word" }, nowMs: number): Member {
  const { standing, tries } = word;
  const { state } = member;
  if (standing === "paused" || standing === "full") {
    const why = standing === "full" ? "full" : "hidden";
    return { ...member, owesReset: true, state: { ...state, phase: "paused", why, tries: 0 } };
  }
  if (state.phase !== "paused") return tries === state.tries ? member : { ...member, state: { ...state, tries } };
  // What is shown is as old as it was: no moment of looking live before the first beat.
  const phase = phaseAt(state, nowMs, nowMs);
  return { ...member, sinceMs: nowMs, state: { ...state, phase, why: null, tries } };
}

function heardEvent(member: Member, message: ToTab & { kind: "message" }, nowMs: number): Taken {
  const { event } = message;
  if (event === "reset") return { member, effects: [{ kind: "reset" }] };
  const data = JSON.parse(message.data);
  if (event === "sample" || event === "change") return { member, effects: [{ kind: event, data }] };
  const beat = stateOfBeat(data);
  const state: FeedState = {
    ...member.state,
    ...beat,
    phase: "live",
    why: null,
    tries: 0,
    beatAtMs: nowMs - message.agoMs,
  };
  return {
    member: { ...member, state, owesReset: false },
    effects: member.owesReset ? [{ kind: "reset" }] : [],
  };
}

type Beat = { now: string; sources: { runner: string | null; keeper: string | null } };

function stateOfBeat({ now, sources }: Beat): Pick<FeedState, "serverAtMs" | "sourceAgesMs"> {
  const serverAtMs = Date.parse(now);
  const age = (at: string | null) => (at === null ? null : Math.max(0, serverAtMs - Date.parse(at)));
  return { serverAtMs, sourceAgesMs: { runner: age(sources.runner), keeper: age(sources.keeper) } };
}
