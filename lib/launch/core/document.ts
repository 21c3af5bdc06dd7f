import type { ChecklistsView, ItemView } from "../../checklist/core/checklist-view.ts";
import { pausePointWords } from "../../checklist/core/item.ts";
import { facts, orNone, section, table } from "../../documents/core/document-parts.ts";
import { momentWithZone } from "../../documents/core/made.ts";
import type { Section } from "../../load/core/report-sections.ts";
import type { Verdict } from "../../load/core/verdict.ts";
import { momentText } from "../../pilots/core/place-text.ts";
import type { PlanView } from "./plan.ts";
import type { PollView } from "./poll-view.ts";
import type { Readiness, Station } from "./readiness-view.ts";

/** Documents made from the record: what stands in each, as sections that HTML and PDF write the same. Only what is recorded stands in them. */

export const documentKinds = ["checklist", "risks", "rollback", "load", "launch", "review"] as const;
export type DocumentKind = (typeof documentKinds)[number];

export const documentWords: Readonly<Record<DocumentKind, { title: string; holds: string }>> = {
  checklist: { title: "Pre-launch checklist", holds: "every check, where it stands, who answered and who verified" },
  risks: { title: "Risks", holds: "what may happen, what is done against it, and what is left if it does" },
  rollback: {
    title: "Rollback runbook",
    holds: "who, the switch and its stages, the way back part by part with its last times, the sequence, rehearsals",
  },
  load: { title: "Load-test results", holds: "required runs, their verdicts and every criterion" },
  launch: { title: "Launch record", holds: "who called and signed what, when, on which evidence" },
  review: {
    title: "Post-launch review",
    holds: "planned and actual times, holds, incidents, how readiness changed, what was learned",
  },
};

export type LoadResult = {
  name: string;
  number: number | null;
  scenario: string;
  profile: string;
  environment: string;
  endedAt: number | null;
  verdict: Verdict | null;
  sentence: string;
};

export function checklistSections({ lists }: ChecklistsView, zone: string): Section[] {
  if (lists.length === 0) return [section("Lists", [{ kind: "text", text: "No list was planned." }])];
  return lists.map(({ number, name, pausePoint, openedAt, openedBy, items }) => {
    const opened = openedAt === null ? "not opened" : `opened ${momentWithZone(openedAt, zone)} by ${openedBy ?? ""}`;
    const rows = items.map((item) => itemRow(item, zone));
    const heads = ["No.", "Check", "State", "What was seen", "Performer", "Verifier", "Counts until"];
    return section(
      `${number} ${name}`,
      [orNone(table(heads, rows), "No check.")],
      `${pausePointWords[pausePoint]}, ${opened}`,
    );
  });
}

function itemRow(item: ItemView, zone: string): string[] {
  const { number, title, isKiller, standing, answer, verified, rule, needsVerification } = item;
  const by = rule.kind === "attested" ? (answer?.by ?? "") : rule.kind;
  const until = standing.expiresAt === null ? "" : momentText(standing.expiresAt, zone, 0);
  const verifier = needsVerification ? (verified?.by ?? "not yet") : "";
  return [number, `${isKiller ? "KILLER " : ""}${title}`, standing.kind, standing.sentence, by, verifier, until];
}

export function riskSections({ risks }: PlanView): Section[] {
  const rows = risks.map(({ risk, mitigation, fallback, owner }) => [risk, mitigation, fallback, owner]);
  const heads = ["Risk", "What is done against it", "If it happens all the same", "Owner"];
  return [section("Risks", [orNone(table(heads, rows), "No risk was written down.")])];
}

export function loadSections(results: readonly LoadResult[], zone: string): Section[] {
  if (results.length === 0) return [section("Required runs", [{ kind: "text", text: "The plan requires no run." }])];
  return results.map(({ name, number, scenario, profile, environment, endedAt, verdict, sentence }) => {
    const about = facts([
      ["Run", number === null ? "none that counts" : String(number)],
      ["Verdict", verdict?.kind ?? "none"],
      ["Scenario", scenario],
      ["Profile", profile],
      ["Environment", environment],
      ["Ended", endedAt === null ? "" : momentWithZone(endedAt, zone)],
    ]);
    const criteria = (verdict?.criteria ?? []).map((one) => [one.kind, one.sentence, one.n.toLocaleString("en-GB")]);
    const judged = criteria.length === 0 ? [] : [table(["State", "Criterion", "n"], criteria)];
    return section(name, [about, { kind: "text", text: sentence }, ...judged]);
  });
}

type LaunchParts = { readiness: Readiness; poll: PollView | null; zone: string };

export function launchSections({ readiness, poll, zone }: LaunchParts): Section[] {
  const heads = ["Station", "State", "Why", "Call", "By", "When"];
  const stations = section(
    "Stations",
    [
      table(
        heads,
        readiness.stations.map((one) => stationRow(one, zone)),
      ),
    ],
    readiness.sentence,
  );
  if (poll === null) return [stations, section("Poll", [{ kind: "text", text: "No poll was opened." }])];
  return [stations, pollSection(poll, zone), signatureSection(poll, zone)];
}

const callWords = {
  go: "GO",
  "go-with-conditions": "GO on condition",
  hold: "HOLD",
  "no-go": "NO-GO",
  abstain: "abstained",
};

function stationRow({ name, state, sentence, call, waived }: Station, zone: string): string[] {
  const conditions = (call?.conditions ?? []).map(({ what, owner, by }) => `${what} (${owner}, by ${by})`).join("; ");
  const without =
    waived.length === 0 ? "" : ` Waived: ${waived.map(({ number, title }) => `${number} ${title}`).join("; ")}.`;
  const word = call === null ? "" : `${call.stands ? "" : "void: "}${callWords[call.call]}`;
  const why = `${sentence}${without}${conditions === "" ? "" : ` Condition: ${conditions}.`}`;
  return [name, state, why, word, call?.by ?? "", call === null ? "" : momentText(call.at, zone, 0)];
}

function pollSection(
  { number, openedBy, openedAt, closed, snapshot, opened, moves, decision }: PollView,
  zone: string,
): Section {
  return section(`Poll ${number}`, [
    facts([
      ["Opened", `${momentWithZone(openedAt, zone)} by ${openedBy}`],
      ["Evidence when opened", `SHA-256 ${opened.sha256}`],
      ["Evidence at the end", `SHA-256 ${snapshot.sha256}, ${momentWithZone(snapshot.at, zone)}`],
      ["Evidence moved", moves === 1 ? "once" : `${moves} times`],
      ["Closed", closed === null ? "open" : `${momentWithZone(closed.at, zone)} by ${closed.by}: ${closed.sentence}`],
      ["Decided", decision === null ? "not decided" : decision === "go" ? "GO" : "NO-GO"],
    ]),
  ]);
}

function signatureSection({ signatures }: PollView, zone: string): Section {
  const rows = signatures.map(({ by, decision, meaning, at, voided }) => [
    by,
    decision === "go" ? "GO" : "NO-GO",
    meaning,
    momentWithZone(at, zone),
    voided === null ? "stands" : `void: ${voided.what}`,
  ]);
  return section("Signatures", [orNone(table(["Who", "Decision", "Meaning", "When", ""], rows), "Nobody has signed.")]);
}
