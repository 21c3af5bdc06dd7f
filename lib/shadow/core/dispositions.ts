import type { Effect } from "./parity.ts";

/** What people said about a group of differences is a list of acts; how the group stands is computed from it, never stored. */

/** 1 the new system must be mended · 2 the legacy system is wrong · 3 an intended change · 4 noise, by a rule · 5 not the same request. */
export type Disposition = "fix" | "legacy-wrong" | "accept" | "noise-rule" | "not-the-same";

export const dispositions: readonly { key: string; disposition: Disposition; word: string; does: string }[] = [
  { key: "1", disposition: "fix", word: "Fix in new", does: "counts against parity until a re-check shows it gone" },
  { key: "2", disposition: "legacy-wrong", word: "Legacy wrong", does: "accepted; needs the product owner" },
  { key: "3", disposition: "accept", word: "Accept", does: "an intended change; needs a reason" },
  { key: "4", disposition: "noise-rule", word: "Noise rule", does: "ignored by a rule from now on; counted and shown" },
  { key: "5", disposition: "not-the-same", word: "Not the same request", does: "no longer compared; counted there" },
];

export type Act = {
  /** Epoch ms. */
  at: number;
  /** The person's id; the product's own acts (`rechecked`, `reopened`) have the id of whoever or whatever caused them. */
  by: string;
} & (
  | { do: "disposed"; disposition: Disposition; reason: string; asProductOwner: boolean; rule?: string }
  /** A second person's yes to the disposition that stands. */
  | { do: "seconded"; asProductOwner: boolean }
  /** Takes the last thing a person said back. */
  | { do: "undone" }
  | { do: "owner-set"; owner: string | null }
  | { do: "link-set"; link: string | null }
  /** The fixed group's requests were sent again: `isGone` when none of them differed so. */
  | { do: "rechecked"; isGone: boolean; exchanges: number }
  /** It was seen again after it was gone. */
  | { do: "reopened"; seenAt: number }
);

/** `waiting`: said, but a second person or the product owner has not. It counts against parity until then. */
export type GroupState = "open" | "fixing" | "fixed" | "waiting" | "accepted" | "not-the-same";
type Need = "second-person" | "product-owner";

export type Standing = {
  state: GroupState;
  effect: Effect;
  disposition: Disposition | null;
  reason: string;
  rule: string | null;
  /** Who said it, and since when it stands so. */
  by: string | null;
  since: number | null;
  secondedBy: string[];
  needs: Need[];
  owner: string | null;
  link: string | null;
  /** When a re-check found it gone: the endpoint's duration counts from there. */
  fixedAt: number | null;
  /** How often it came back after it was gone. */
  reopened: number;
};

type Said = Extract<Act, { do: "disposed" }>;
type Seconded = Extract<Act, { do: "seconded" }>;

const effects: Record<GroupState, Effect> = {
  open: "counts",
  fixing: "counts",
  waiting: "counts",
  fixed: "left-out",
  accepted: "accepted",
  "not-the-same": "not-the-same",
};

/** How a group stands after its acts, in the order they were made. */
export function standingOf(acts: readonly Act[], { isCritical }: { isCritical: boolean }): Standing {
  const left = withoutUndone(acts);
  const began = left.findLastIndex((act) => act.do === "reopened");
  const current = left.slice(began + 1);
  const place = current.findLastIndex((act) => act.do === "disposed");
  const said = current[place]?.do === "disposed" ? (current[place] as Said) : null;
  const after = current.slice(place + 1);
  const seconds =
    said === null ? [] : after.filter((act): act is Seconded => act.do === "seconded" && act.by !== said.by);
  const needs = said === null ? [] : needsOf(said, seconds, isCritical);
  const checked = after.findLast((act) => act.do === "rechecked");
  const isFixed = said?.disposition === "fix" && checked?.do === "rechecked" && checked.isGone;
  const state = stateOf(said, needs, isFixed);
  return {
    ...{ state, effect: effects[state], disposition: said?.disposition ?? null, reason: said?.reason ?? "" },
    ...{ rule: said?.rule ?? null, by: said?.by ?? null, since: said?.at ?? left[began]?.at ?? null },
    ...{ secondedBy: seconds.map((act) => act.by), needs, owner: ownerOf(left), link: linkOf(left) },
    ...{ fixedAt: isFixed ? checked.at : null, reopened: left.filter((act) => act.do === "reopened").length },
  };
}

/** What a person can take back. What the product found out itself stands. */
const undoable: readonly Act["do"][] = ["disposed", "seconded", "owner-set", "link-set"];

function withoutUndone(acts: readonly Act[]): Act[] {
  const left: Act[] = [];
  for (const act of acts) {
    const last = left.at(-1);
    if (act.do !== "undone") left.push(act);
    else if (last !== undefined && undoable.includes(last.do)) left.pop();
  }
  return left;
}

/** What a disposition still needs: 2 the product owner's own word; anything that takes a critical difference out of parity, two persons. */
function needsOf(said: Said, seconds: readonly Seconded[], isCritical: boolean): Need[] {
  const needs: Need[] = [];
  const byProductOwner = said.asProductOwner || seconds.some((act) => act.asProductOwner);
  if (said.disposition === "legacy-wrong" && !byProductOwner) needs.push("product-owner");
  if (said.disposition !== "fix" && isCritical && seconds.length === 0) needs.push("second-person");
  return needs;
}

function stateOf(said: Said | null, needs: readonly Need[], isFixed: boolean): GroupState {
  if (said === null) return "open";
  if (said.disposition === "fix") return isFixed ? "fixed" : "fixing";
  if (needs.length > 0) return "waiting";
  return said.disposition === "not-the-same" ? "not-the-same" : "accepted";
}

function ownerOf(acts: readonly Act[]): string | null {
  const act = acts.findLast((one) => one.do === "owner-set");
  return act?.do === "owner-set" ? act.owner : null;
}

function linkOf(acts: readonly Act[]): string | null {
  const act = acts.findLast((one) => one.do === "link-set");
  return act?.do === "link-set" ? act.link : null;
}

type Gone = Pick<Standing, "fixedAt" | "disposition" | "since">;

/** Whether a group that was gone has come back: an exchange made after the re-check differs so, or one made after a rule settled the group, which
 *  the rule then does not cover. A `reopened` act is then due. */
export function hasComeBack({ fixedAt, disposition, since }: Gone, lastSeenAt: number): boolean {
  const goneAt = disposition === "noise-rule" ? since : fixedAt;
  return goneAt !== null && lastSeenAt > goneAt;
}

export type ActRefused =
  | "reason-missing"
  | "rule-missing"
  | "nothing-to-second"
  | "second-is-first"
  | "seconded-already"
  | "needs-product-owner"
  | "nothing-to-undo"
  | "not-being-fixed";

/** Why an act is refused, or null. Whether the person may triage at all is asked before. */
export function refusalOf(act: Act, acts: readonly Act[], group: { isCritical: boolean }): ActRefused | null {
  const standing = standingOf(acts, group);
  if (act.do === "disposed") return refusalOfDisposition(act);
  if (act.do === "seconded") return refusalOfSecond(act, standing);
  if (act.do === "undone") return canUndo(acts) ? null : "nothing-to-undo";
  if (act.do === "rechecked" && standing.disposition !== "fix") return "not-being-fixed";
  return null;
}

function refusalOfDisposition({ disposition, reason, rule }: Said): ActRefused | null {
  if (disposition === "noise-rule") return rule === undefined ? "rule-missing" : null;
  return disposition !== "fix" && reason.trim() === "" ? "reason-missing" : null;
}

function refusalOfSecond(act: Seconded, standing: Standing): ActRefused | null {
  if (standing.needs.length === 0) return "nothing-to-second";
  if (act.by === standing.by) return "second-is-first";
  if (standing.secondedBy.includes(act.by)) return "seconded-already";
  const onlyOwner = standing.needs.every((need) => need === "product-owner");
  return onlyOwner && !act.asProductOwner ? "needs-product-owner" : null;
}

function canUndo(acts: readonly Act[]): boolean {
  const last = withoutUndone(acts).at(-1);
  return last !== undefined && undoable.includes(last.do);
}
