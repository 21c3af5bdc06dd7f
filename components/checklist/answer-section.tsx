"use client";

import { useState } from "react";
import { verifyAnswer, withdrawAnswer } from "#lib/checklist/query.ts";
import { momentText } from "#lib/pilots/core/place-text.ts";
import { ReasonForm } from "../launch/reason-form.tsx";
import { useKeys } from "../ui/use-keys.ts";
import { AnswerForm } from "./answer-form.tsx";
import styles from "./checklist.module.css";
import type { Me } from "./checklist-page.tsx";
import type { PaneProps } from "./item-pane.tsx";
import { Files } from "./record-section.tsx";
import { useChecklistAgain } from "./use-checklist-act.ts";

/** What a person answers: the newest answer, who confirms it, and a new one. */
export function AnswerSection(props: PaneProps) {
  const { place, view } = props;
  const isOpen = view.list.openedAt !== null;
  const why = isOpen ? "A lead or an admin answers it." : "It is answered once a lead has opened its pause point.";
  return (
    <section aria-labelledby="answer">
      <h3 id="answer">Answer</h3>
      <Newest {...props} />
      {isOpen && place.me.mayAct ? <AnswerForm {...props} /> : <p className="second">{why}</p>}
    </section>
  );
}

function Newest(props: PaneProps) {
  const { place, view, nowMs } = props;
  const { answer, verified, needsVerification } = view.item;
  if (answer === null || answer.isWithdrawn) return null;
  const at = (ms: number) => momentText(ms, place.timeZone, nowMs);
  return (
    <>
      <dl className={styles["people"]}>
        <div>
          <dt className="second small">Performer</dt>
          <dd className="wrap">
            {answer.by}, {at(answer.at)}
          </dd>
        </div>
        {needsVerification ? (
          <div>
            <dt className="second small">Verifier, another person</dt>
            <dd className="wrap">{verified === null ? `not ${answer.by}` : `${verified.by}, ${at(verified.at)}`}</dd>
          </div>
        ) : null}
      </dl>
      <p className="wrap">
        <span className="strong">{answer.holds ? "Holds" : "Does not hold"}</span>: {answer.says}
      </p>
      <Files pilot={place.pilot} files={view.files.filter(({ id }) => answer.files.includes(id))} />
      <AboutAnswer key={answer.id} {...props} answer={answer} />
    </>
  );
}

type Answer = NonNullable<PaneProps["view"]["item"]["answer"]>;
type AboutProps = PaneProps & { answer: Answer };

/** Confirmed by somebody else, or taken back. */
function AboutAnswer(props: AboutProps) {
  const { place, view, answer } = props;
  const [opened, setOpened] = useState<"verify" | "withdraw" | null>(null);
  const isWaiting = view.item.needsVerification && view.item.verified === null && answer.holds;
  const whyNot = isWaiting ? whyNotVerified(answer, place.me) : null;
  const mayVerify = isWaiting && whyNot === null;
  useKeys(mayVerify ? { v: () => setOpened("verify") } : {});
  if (opened !== null) return <AboutForm {...props} what={opened} onClose={() => setOpened(null)} />;
  return (
    <div className={styles["act-row"]}>
      {mayVerify ? (
        <button type="button" className="button" onClick={() => setOpened("verify")}>
          Confirm <span className="key">v</span>
        </button>
      ) : null}
      {place.me.mayAct ? (
        <button type="button" className="button" onClick={() => setOpened("withdraw")}>
          Take the answer back
        </button>
      ) : null}
      {whyNot === null ? null : <p className="second small">{whyNot}</p>}
    </div>
  );
}

type FormProps = AboutProps & { what: "verify" | "withdraw"; onClose(): void };

function AboutForm({ place: { pilot }, view, answer, what, onClose }: FormProps) {
  const again = useChecklistAgain(pilot);
  const of = { pilot, item: view.item.id };
  const about = answer.id;
  const shared = { place: `${pilot}.item.${of.item}.${what}`, least: 3, onClose };
  if (what === "verify")
    return (
      <ReasonForm
        {...shared}
        label="Confirm the answer"
        title={`${answer.by} answered; you look for yourself`}
        hint="What do you see?"
        act="Confirm"
        acting="Confirming …"
        send={(says) => verifyAnswer(of, { about, says }).then(again)}
      />
    );
  return (
    <ReasonForm
      {...shared}
      label="Take the answer back"
      title="The check is open again; the record keeps the answer"
      hint="Why it is taken back"
      act="Take it back"
      acting="Taking it back …"
      send={(why) => withdrawAnswer(of, { about, why }).then(again)}
    />
  );
}

/** Null for who may confirm it. */
function whyNotVerified(answer: Answer, me: Me): string | null {
  if (answer.byId === me.id) return "You gave this answer: it counts once another person has confirmed it.";
  return me.mayVerify ? null : "Only a verifier of this pilot confirms it. An admin gives this duty in the settings.";
}
