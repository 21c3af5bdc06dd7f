import { count } from "#lib/load/core/say.ts";
import type { DifferenceKind } from "#lib/shadow/core/difference.ts";
import { dispositions, type GroupState, type Standing } from "#lib/shadow/core/dispositions.ts";
import type { NotCompared, SourceKind } from "#lib/shadow/core/exchange.ts";
import type { RuleEffect } from "#lib/shadow/core/rules.ts";

/** Shadow mode in words. */

/** "99.62 %": cut, not rounded, so that 99.996 % is never read as 100 %. */
export function cutPercent(share: number | null, digits = 2): string {
  if (share === null) return "–";
  return `${(Math.floor(share * 100 * 10 ** digits + 1e-6) / 10 ** digits).toFixed(digits)} %`;
}

/** "58.8 %"; what is there is never 0. */
export function sharePercent(share: number | null): string {
  if (share === null) return "–";
  if (share > 0 && share < 0.001) return "< 0.1 %";
  return `${(share * 100).toFixed(1)} %`;
}

export const stateWords: Readonly<Record<GroupState, string>> = {
  open: "open",
  fixing: "to be fixed",
  fixed: "fixed",
  waiting: "waiting",
  accepted: "accepted",
  "not-the-same": "not the same",
};

/** "Fix in new"; "none" before anybody has said anything. */
export function dispositionWord(disposition: string | null): string {
  return dispositions.find((one) => one.disposition === disposition)?.word ?? "none";
}

const needWords = { "second-person": "a second person", "product-owner": "the product owner" } as const;

/** What it waits for; null when for nothing. */
function needsText({ needs }: Pick<Standing, "needs">): string | null {
  return needs.length === 0 ? null : `needs ${needs.map((need) => needWords[need]).join(" and ")}`;
}

/** "since the re-check", "came back twice": what the state alone does not say. */
export function standingText(standing: Standing): string {
  const parts = [
    standing.state === "fixed" ? "gone at the re-check" : "",
    needsText(standing) ?? "",
    standing.reopened === 0 ? "" : `came back${standing.reopened === 1 ? "" : ` ${standing.reopened} times`}`,
  ];
  return parts.filter((part) => part !== "").join(", ");
}

const saidWords: Readonly<Record<string, string>> = {
  seconded: "said yes as well",
  undone: "took back the last",
  "owner-set": "named the owner",
  "link-set": "set the link",
  rechecked: "checked again",
  reopened: "seen again after it was gone",
  "pair-not-the-same": "set one pair apart: not the same request",
};

export function saidWord(what: string): string {
  return saidWords[what] ?? dispositionWord(what);
}

export const kindWords: Readonly<Record<DifferenceKind, string>> = {
  status: "status",
  header: "header",
  missing: "missing in new",
  extra: "only in new",
  type: "type",
  value: "value",
  order: "order",
  length: "length",
  body: "body",
};

export const sourceWords: Readonly<Record<SourceKind, string>> = {
  mirrored: "Mirrored",
  ingested: "Ingested",
  replayed: "Replayed",
  simulated: "Simulated",
};

/** Why exchanges are not compared: word, and whether it counts as lost. */
export const notComparedWords: Readonly<Record<NotCompared, string>> = {
  dropped: "Dropped",
  "timed-out": "Timed out",
  "no-answer": "No answer",
  "breaker-open": "Breaker open",
  "too-large": "Too large",
  "unmapped-id": "No partner id",
  "lost-write": "After a lost write",
  "not-mirrored": "Not mirrored",
  "legacy-failed": "Legacy failed",
  "not-the-same": "Not the same",
};

/** "ignored", "equal within 0.5", … */
export function effectText(effect: RuleEffect): string {
  switch (effect.do) {
    case "ignore":
      return "ignored";
    case "tolerate":
      return `equal within ${[effect.absolute > 0 ? effect.absolute : "", effect.relative > 0 ? `${effect.relative * 100} %` : ""].filter((part) => part !== "").join(" or ") || "0"}`;
    case "time":
      return effect.toleranceMs === null ? "any two times" : `times within ${count(effect.toleranceMs)} ms`;
    case "ignore-case":
      return "capitals ignored";
    case "ignore-space":
      return "spaces ignored";
    case "pair-by":
      return `paired by ${effect.key}`;
    case "any-order":
      return "any order";
    case "allow-extra":
      return "more members allowed";
    case "null-is-missing":
      return "null counts as missing";
  }
}

/** "25 Nov 06:14" where the site stands. */
export function dayAndTime(at: string, timeZone: string): string {
  const parts = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" } as const;
  return new Intl.DateTimeFormat("en-GB", { ...parts, hour12: false, timeZone })
    .format(new Date(at))
    .replaceAll(",", "");
}
