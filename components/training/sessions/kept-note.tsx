"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { signInPath } from "#lib/access/core/return-path.ts";
import type { SessionView } from "#lib/training/core/training-view.ts";
import { Mark as Glyph } from "../../ui/mark.tsx";
import styles from "./board.module.css";
import type { KeptMark } from "./kept-marks.ts";
import { attendedText, outcomeWords } from "./say-session.ts";
import type { KeptMarks } from "./use-kept-marks.ts";

type Props = { view: SessionView; me: string; marks: KeptMarks };

/** What this device still keeps and why, and what the server did not take. */
export function KeptNote({ view, me, marks }: Props) {
  const waiting = marks.kept.filter(({ refused }) => refused === null);
  const own = waiting.filter(({ byId }) => byId === me);
  const others = [...new Set(waiting.filter(({ byId }) => byId !== me).map(({ by }) => by))];
  const refused = marks.kept.filter((one) => one.refused !== null);
  return (
    <>
      {marks.isStored ? null : (
        <p className={styles["note"]} role="alert">
          <Glyph name="warning" /> This browser stores nothing: keep this page open until every mark is sent.
        </p>
      )}
      {own.length > 0 && marks.phase !== "sending" ? <Waits n={own.length} phase={marks.phase} /> : null}
      {others.length === 0 ? null : (
        <p className={styles["note"]}>
          <Glyph name="stale" /> {marksText(waiting.length - own.length)} by {others.join(", ")} kept here, not sent:
          they go out when {others.length === 1 ? "that trainer signs" : "those trainers sign"} in on this device again.
        </p>
      )}
      {refused.map((mark) => (
        <p key={mark.id} className={styles["note"]} role="alert">
          <Glyph name="no-go" />
          <span>
            Not taken, {markText(mark, view)}. {mark.refused}
          </span>
          <button type="button" className="button" onClick={() => marks.drop(mark.id)}>
            I have seen it
          </button>
        </p>
      ))}
    </>
  );
}

function Waits({ n, phase }: { n: number; phase: KeptMarks["phase"] }) {
  const path = usePathname();
  if (phase === "signed-out")
    return (
      <p className={styles["note"]} role="alert">
        <Glyph name="stale" /> {marksText(n)} kept here, not sent: your sign-in ended.{" "}
        <Link href={signInPath("signed-out", path)}>Sign in again</Link>, and they go out.
      </p>
    );
  return (
    <p className={styles["note"]} role="status">
      <Glyph name="stale" /> {marksText(n)} kept here, not sent: Gantry does not answer. Go on; they are sent by
      themselves, once, as soon as it does.
    </p>
  );
}

const marksText = (n: number) => (n === 1 ? "1 mark" : `${n} marks`);

function markText({ operatorId, act }: KeptMark, view: SessionView): string {
  const name = view.operators.find(({ operator }) => operator.id === operatorId)?.operator.name ?? "an operator";
  if (act.do === "attended") return `${name}: ${attendedText(act)}`;
  if (act.do === "noted") return `${name}: “${act.text}”`;
  const at = view.moduleVersion.steps.findIndex(({ id }) => id === act.step);
  return `${name}, step ${at + 1}: ${outcomeWords[act.outcome]}`;
}
