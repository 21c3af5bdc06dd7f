"use client";

import { useState } from "react";
import { evidenceAddress } from "#lib/checklist/query.ts";
import { dayText, momentText } from "#lib/pilots/core/place-text.ts";
import { withdrawSignature } from "#lib/training/browser/sessions-query.ts";
import { languageNames } from "#lib/training/core/language.ts";
import type { SignatureView } from "#lib/training/core/training-view.ts";
import { ReasonForm } from "../../launch/reason-form.tsx";
import { Mark as Glyph } from "../../ui/mark.tsx";
import styles from "./board.module.css";
import type { RowShared } from "./board-row.tsx";
import type { SessionPlace } from "./session-place.ts";
import { useSessionAgain } from "./use-session-act.ts";

type Props = Pick<RowShared, "place" | "view" | "row">;
type Whose = "operator" | "trainer";

/** Who signed what, in the words that stood above the button; what was taken back stays. */
export function SignedSection({ place, view, row }: Props) {
  const { operatorSigned, trainerSigned, withdrawn, declined } = row.seen;
  const when = (ms: number) => momentText(ms, place.timeZone, view.openedAt ?? ms);
  if (operatorSigned === null && trainerSigned === null && withdrawn.length === 0 && declined === null) return null;
  const mayWithdraw = place.mayAct && view.state !== "called-off";
  return (
    <section>
      <h3>Signatures</h3>
      {declined === null ? null : (
        <p className="wrap">
          <Glyph name="warning" /> <strong>{row.seen.operator.name} does not agree</strong>, {when(declined.at)}:{" "}
          {declined.reason}
        </p>
      )}
      {operatorSigned === null ? null : (
        <Signed {...{ place, mayWithdraw, when }} as="operator" signature={operatorSigned} />
      )}
      {trainerSigned === null ? null : (
        <Signed {...{ place, mayWithdraw, when }} as="trainer" signature={trainerSigned} />
      )}
      {withdrawn.map(({ signature, as, by, at, reason }) => (
        <p key={signature.id} className="wrap">
          <s>
            {signature.by} as {as}, {when(signature.at)}
          </s>{" "}
          withdrawn by {by}, {when(at)}: {reason}
        </p>
      ))}
    </section>
  );
}

type SignedProps = {
  place: SessionPlace;
  as: Whose;
  signature: SignatureView;
  mayWithdraw: boolean;
  when(ms: number): string;
};

function Signed({ place, as, signature, mayWithdraw, when }: SignedProps) {
  const [isAsked, setAsked] = useState(false);
  const again = useSessionAgain(place.pilot);
  const { id, by, at, meaning, statement, sha256, language, onPaper, sealedAt, covers } = signature;
  const send = async (reason: string) => {
    await withdrawSignature({ pilot: place.pilot, session: place.number }, id, { reason });
    await again();
  };
  return (
    <div className={styles["signature"]}>
      <p>
        <Glyph name={covers ? "go" : "warning"} /> <strong>{by}</strong> as {as}, {when(at)}
        {covers ? "" : ". Amended since: it does not count, and has to be signed again"}
      </p>
      {onPaper === null ? null : (
        <p className="small">
          On paper, {dayText(onPaper.signedOn)}: <a href={evidenceAddress(place.pilot, onPaper.file)}>the sheet</a>
        </p>
      )}
      {sealedAt === null ? null : (
        <p className="small second">On the tablet without network, {when(sealedAt)} by its clock</p>
      )}
      <details>
        <summary className="small">What was signed</summary>
        <p className="wrap">{statement}</p>
        <p className="wrap">{meaning}</p>
        <p className="small second">
          In {languageNames[language]}, <span className="mono wrap">{sha256.slice(0, 16)}</span>
        </p>
      </details>
      {isAsked ? (
        <ReasonForm
          place={`${place.pilot}.session.${place.number}.withdraw.${id}`}
          label="Withdraw the signature"
          title={`The signature of ${by} as ${as} is taken back. It stays in the record, with the reason.`}
          hint="Reason, kept in the record"
          act="Withdraw the signature"
          acting="Withdrawing …"
          least={3}
          isGrave
          send={send}
          onClose={() => setAsked(false)}
        />
      ) : null}
      {mayWithdraw && !isAsked ? (
        <p>
          <button type="button" className="button" onClick={() => setAsked(true)}>
            Withdraw signature<span className="visually-hidden"> of {by}</span>
          </button>
        </p>
      ) : null}
    </div>
  );
}
