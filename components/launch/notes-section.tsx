"use client";

import { useState } from "react";
import { addNote, endIncident } from "#lib/launch/browser/plan-query.ts";
import type { LaunchNote, PlanView } from "#lib/launch/core/plan.ts";
import { momentText } from "#lib/pilots/core/place-text.ts";
import { Section } from "../pilots/section.tsx";
import { StatePlate } from "../ui/state-plate.tsx";
import day from "./day.module.css";
import { NoteForm } from "./note-form.tsx";
import styles from "./plan.module.css";
import { ReasonForm } from "./reason-form.tsx";
import { usePlanAgain } from "./use-plan-act.ts";

type Shared = {
  number: number;
  pilot: string;
  plan: PlanView;
  timeZone: string;
  nowMs: number | null;
  mayAct: boolean;
};

/** What goes wrong, until it is over. Open ones first. */
export function IncidentsSection({ number, pilot, plan, timeZone, nowMs, mayAct }: Shared) {
  const [open, setOpen] = useState<"add" | string | null>(null);
  const again = usePlanAgain(pilot);
  const incidents = plan.notes.filter(({ kind }) => kind === "incident");
  const sorted = [
    ...incidents.filter((one) => one.endedAt === null),
    ...incidents.filter((one) => one.endedAt !== null),
  ];
  const close = () => setOpen(null);
  const end = mayAct ? (
    <button type="button" className="button link" onClick={() => setOpen("add")}>
      Write down an incident
    </button>
  ) : null;
  return (
    <Section number={number} id="incidents" title="Incidents" end={end}>
      {open === "add" ? (
        <NoteForm pilot={pilot} kind="incident" send={(note) => addNote(pilot, note)} onClose={close} />
      ) : null}
      {sorted.length === 0 ? <p className={`second ${styles["note"]}`}>None so far.</p> : null}
      <ul className={day["notes"]}>
        {sorted.map((one) => (
          <li key={one.id}>
            <span className={day["at"]}>{momentText(one.at, timeZone, nowMs ?? one.at)}</span>
            <span className={day["text"]}>
              {one.endedAt === null ? <StatePlate state="OPEN" /> : null} <strong>{one.severity}</strong> {one.text}
              {one.endedAt === null ? null : (
                <span className="second">
                  {" "}
                  Over at {momentText(one.endedAt, timeZone, nowMs ?? one.endedAt)}, {one.endedBy}: {one.endedSays}
                </span>
              )}
              {open === one.id ? (
                <ReasonForm
                  place={`${pilot}.incident.${one.id}`}
                  label="End the incident"
                  title="It is over"
                  hint="How it ended"
                  act="End the incident"
                  acting="Saving …"
                  least={1}
                  send={async (says) => {
                    await endIncident(pilot, one.id, says);
                    await again();
                  }}
                  onClose={close}
                />
              ) : null}
            </span>
            <span className={day["by"]}>
              {one.by}{" "}
              {mayAct && one.endedAt === null && open !== one.id ? (
                <button type="button" className="button link" onClick={() => setOpen(one.id)}>
                  It is over<span className="visually-hidden">: {one.text}</span>
                </button>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

type Kind = "handover" | "note" | "review";

const words: Readonly<Record<Kind, { title: string; note: string; add: string; empty: string }>> = {
  handover: {
    title: "Handovers",
    note: "from shift to shift",
    add: "Hand over",
    empty: "None so far. Whoever leaves says what is open, and to whom.",
  },
  note: { title: "Notes", note: "", add: "Add a note", empty: "None so far." },
  review: {
    title: "Review",
    note: "after the launch: what went well, what did not, what changes",
    add: "Add to the review",
    empty: "Nothing yet. The log holds what happened; here stands what was learned.",
  },
};

export function NotesSection({ number, kind, pilot, plan, timeZone, nowMs, mayAct }: Shared & { kind: Kind }) {
  const [isOpen, setOpen] = useState(false);
  const { title, note, add, empty } = words[kind];
  const notes = plan.notes.filter((one) => one.kind === kind);
  const end = mayAct ? (
    <button type="button" className="button link" onClick={() => setOpen(true)}>
      {add}
    </button>
  ) : null;
  return (
    <Section number={number} id={`${kind}s`} title={title} note={note} end={end}>
      {isOpen ? (
        <NoteForm pilot={pilot} kind={kind} send={(sent) => addNote(pilot, sent)} onClose={() => setOpen(false)} />
      ) : null}
      {notes.length === 0 ? <p className={`second ${styles["note"]}`}>{empty}</p> : null}
      <ul className={day["notes"]}>
        {notes.map((one) => (
          <NoteLine key={one.id} note={one} {...{ timeZone, nowMs }} />
        ))}
      </ul>
    </Section>
  );
}

function NoteLine({ note, timeZone, nowMs }: { note: LaunchNote; timeZone: string; nowMs: number | null }) {
  return (
    <li>
      <span className={day["at"]}>{momentText(note.at, timeZone, nowMs ?? note.at)}</span>
      <span className={day["text"]}>{note.text}</span>
      <span className={day["by"]}>
        {note.by}
        {note.toPerson === null ? "" : ` to ${note.toPerson}`}
      </span>
    </li>
  );
}
