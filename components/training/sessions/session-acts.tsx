"use client";

import { useState } from "react";
import { callOffSession, openSession, reopenSession, takeOverSession } from "#lib/training/browser/sessions-query.ts";
import type { SessionView } from "#lib/training/core/training-view.ts";
import { ReasonForm } from "../../launch/reason-form.tsx";
import { Problem } from "../../ui/problem.tsx";
import { BookForm } from "./book-form.tsx";
import { ChangeForm } from "./change-form.tsx";
import { CloseForm } from "./close-form.tsx";
import { HandForm } from "./hand-form.tsx";
import { PaperForm } from "./paper-form.tsx";
import styles from "./session.module.css";
import { SessionDocument } from "./session-header.tsx";
import type { SessionPlace } from "./session-place.ts";
import { SignForm } from "./sign-form.tsx";
import { useSessionAct, useSessionAgain } from "./use-session-act.ts";

/** `keptHere`: marks that this device has not sent yet. */
export type ActProps = { place: SessionPlace; view: SessionView; keptHere: number };
export type FormProps = ActProps & { onClose(): void };

const forms = {
  change: ChangeForm,
  book: BookForm,
  "call-off": CallOffForm,
  hand: HandForm,
  sign: SignForm,
  "take-over": TakeOverForm,
  paper: PaperForm,
  close: CloseForm,
  reopen: ReopenForm,
} as const;
type ActKey = keyof typeof forms;

type Offer = { act: ActKey; word: string; look?: "primary" | "act" };

/** What can be done with the session as it stands. */
function offersOf({ place, view }: ActProps): Offer[] {
  const { state, trainerId, operators } = view;
  const waiting = operators.filter(({ standing }) => standing === "operator-signed").length;
  if (state === "planned")
    return [
      { act: "book", word: "Book operators" },
      { act: "change", word: "Change" },
      { act: "call-off", word: "Call off", look: "act" },
    ];
  if (state === "closed") return [{ act: "reopen", word: "Open again" }];
  if (state !== "open") return [];
  const hand: Offer = { act: "hand", word: "Hand the tablet round", look: "primary" };
  const rest: Offer[] = [
    { act: "close", word: "Close the session" },
    { act: "book", word: "Book operators" },
  ];
  // Only the session's own trainer signs for it.
  if (trainerId !== place.me.id) return [hand, { act: "take-over", word: "Take over" }, ...rest];
  const sign = { act: "sign", word: waiting === 0 ? "Sign as trainer" : `Sign as trainer, ${waiting}` } as const;
  return [hand, sign, ...rest, { act: "paper", word: "Enter from paper" }];
}

/** One act at a time opens beneath the bar. */
export function SessionActs(props: ActProps) {
  const { place, view } = props;
  const [asked, setAsked] = useState<ActKey | null>(null);
  const offers = place.mayAct ? offersOf(props) : [];
  const isOffered = offers.some(({ act }) => act === asked);
  const Form = asked !== null && isOffered ? forms[asked] : null;
  return (
    <>
      <div className={styles["bar"]}>
        {place.mayAct && view.state === "planned" ? <Open place={place} /> : null}
        {offers.map(({ act, word, look }) => (
          <button
            key={act}
            type="button"
            className={look === undefined ? "button" : `button ${look}`}
            aria-expanded={asked === act}
            onClick={() => setAsked(asked === act ? null : act)}
          >
            {word}
          </button>
        ))}
        {view.state === "planned" ? <SessionDocument {...props} kind="sheet" /> : null}
      </div>
      {Form === null ? null : (
        <div className={styles["act"]}>
          <Form {...props} onClose={() => setAsked(null)} />
        </div>
      )}
    </>
  );
}

function Open({ place }: { place: SessionPlace }) {
  const act = useSessionAct(place.pilot);
  const open = () => act.mutate(() => openSession({ pilot: place.pilot, session: place.number }));
  return (
    <>
      <button type="button" className="button primary" disabled={act.isPending} onClick={open}>
        {act.isPending ? "Opening …" : "Open the session"}
      </button>
      {act.error === null ? null : <Problem error={act.error} />}
    </>
  );
}

type Reasoned = { title: string; hint: string; act: string; acting: string; least: number; isGrave?: boolean };

function useReasonForm({ place, onClose }: FormProps, key: ActKey, send: (text: string) => Promise<unknown>) {
  const again = useSessionAgain(place.pilot);
  const sent = async (text: string) => {
    await send(text);
    await again();
  };
  return ({ title, ...words }: Reasoned) => (
    <ReasonForm
      {...words}
      {...{ title, onClose }}
      place={`${place.pilot}.session.${place.number}.${key}`}
      label={words.act}
      send={sent}
    />
  );
}

const pathOf = ({ place }: FormProps) => ({ pilot: place.pilot, session: place.number });

function CallOffForm(props: FormProps) {
  const form = useReasonForm(props, "call-off", (reason) => callOffSession(pathOf(props), { reason }));
  const title = "The session does not take place. Those booked need another one.";
  return form({
    title,
    hint: "Reason, kept in the log",
    act: "Call off the session",
    acting: "Calling off …",
    least: 3,
    isGrave: true,
  });
}

function TakeOverForm(props: FormProps) {
  const form = useReasonForm(props, "take-over", (reason) => takeOverSession(pathOf(props), { reason }));
  const title = `From ${props.view.trainer} to you: what is signed from now on is signed with your name as the trainer.`;
  return form({ title, hint: "Reason, kept in the record", act: "Take over", acting: "Taking over …", least: 3 });
}

function ReopenForm(props: FormProps) {
  const form = useReasonForm(props, "reopen", (reason) => reopenSession(pathOf(props), { reason }));
  const title = "Marks and signatures can be added again. What was written stays.";
  return form({ title, hint: "Reason, kept in the record", act: "Open again", acting: "Opening …", least: 3 });
}
