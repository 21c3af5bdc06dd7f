"use client";

import Link from "next/link";
import type { ItemView } from "#lib/checklist/core/checklist-view.ts";
import { momentText } from "#lib/pilots/core/place-text.ts";
import type { PaneProps } from "./item-pane.tsx";

/** Where the evidence stands that answers the check. */
export function LinkedSection({ place, view, nowMs }: PaneProps) {
  const { href, word, says } = whereFrom(view.item);
  const { at } = view.item.standing;
  return (
    <section aria-labelledby="linked">
      <h3 id="linked">Evidence</h3>
      <p className="wrap">{says}</p>
      <p>
        <Link href={`/${place.pilot}${href}`}>{word}</Link>
        {at === null ? null : <span className="second small"> seen {momentText(at, place.timeZone, nowMs)}</span>}
      </p>
    </section>
  );
}

function whereFrom({ rule, standing }: ItemView): { href: string; word: string; says: string } {
  if (rule.kind !== "linked") throw new Error("Only a linked check has evidence elsewhere.");
  const { to } = rule;
  if (to.what === "parity")
    return { href: "/shadow", word: "Shadow mode", says: "Answered by the parity gate of shadow mode." };
  if (to.what === "rehearsal")
    return {
      href: "/launch/plan#rehearsals",
      word: "Rehearsals of the way back",
      says: `Answered by the newest rehearsal on record, which has to have taken at most ${to.mostMinutes} minutes.`,
    };
  if (to.what === "training") {
    const who = to.scope === "everybody" ? "Every operator" : "Every operator on shift in the go-live window";
    const href = `/training?state=${to.scope === "everybody" ? "not-ready" : "launch"}`;
    return { href, word: "Training", says: `${who} has both signatures in each module that their roles need.` };
  }
  const number = /^run (\d+)$/.exec(standing.evidence)?.[1];
  const asked =
    to.run === null
      ? "Nobody has said yet which one that is."
      : `It is ${to.run.scenario}, ${to.run.profile}, ${to.run.environment}.`;
  return {
    href: number === undefined ? "/runs" : `/runs/${number}`,
    word: number === undefined ? "Load runs" : `Run ${number}`,
    says: `Answered by the newest run "${to.name}" that counts for the launch. ${asked}`,
  };
}
