"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ApiProblem } from "#lib/platform/browser/fetch-json.ts";
import { signAsTrainer, toSignQuery } from "#lib/training/browser/sessions-query.ts";
import type { ToSignAsTrainer } from "#lib/training/core/training-view.ts";
import { PlaceForm } from "../../pilots/fields.tsx";
import { Mark as Glyph } from "../../ui/mark.tsx";
import { Problem } from "../../ui/problem.tsx";
import { PasswordField } from "./password-field.tsx";
import { attendedText, outcomeMarks, outcomeWords } from "./say-session.ts";
import styles from "./session.module.css";
import type { FormProps } from "./session-acts.tsx";
import { useSessionAgain } from "./use-session-act.ts";

type Signable = ToSignAsTrainer["operators"][number];

/** What is signed stands above the password, word by word; one record each. What was typed is kept nowhere. */
export function SignForm({ place: { pilot, number }, onClose }: FormProps) {
  const { data, error } = useQuery({ ...toSignQuery(pilot, number, "en"), staleTime: 0 });
  const again = useSessionAgain(pilot);
  const [leftOut, setLeftOut] = useState<readonly string[]>([]);
  const [password, setPassword] = useState("");
  const signing = data?.operators.filter(({ operatorId }) => !leftOut.includes(operatorId)) ?? [];
  const sign = useMutation({
    mutationFn: () => {
      const signs = signing.map(({ operatorId, sha256 }) => ({ operatorId, sha256 }));
      return signAsTrainer({ pilot, session: number }, { password, language: "en", signs });
    },
    onSuccess: onClose,
    // What changed meanwhile is shown anew, under the server's own sentence.
    onSettled: () => {
      setPassword("");
      return again();
    },
  });
  if (data === undefined) return error === null ? <p className="second">Reading …</p> : <Problem error={error} />;
  if (data.operators.length === 0) return <Nobody onClose={onClose} />;
  const toggle = (id: string) =>
    setLeftOut(leftOut.includes(id) ? leftOut.filter((one) => one !== id) : [...leftOut, id]);
  const n = signing.length;
  return (
    <PlaceForm
      label="Sign as trainer"
      title={`You sign for ${n === 1 ? "1 operator" : `${n} operators`}, one record each`}
      act={n === 1 ? "Sign 1 record" : `Sign ${n} records`}
      acting="Signing …"
      isPending={sign.isPending}
      error={sign.error instanceof ApiProblem && sign.error.kind === "password-wrong" ? null : sign.error}
      onSubmit={() => (n > 0 && password !== "" ? sign.mutate() : undefined)}
      onCancel={onClose}
    >
      <ul className={`${styles["statements"]} ${styles["narrow"]}`}>
        {data.operators.map((one) => (
          <Statement
            key={one.operatorId}
            one={one}
            isIn={!leftOut.includes(one.operatorId)}
            onToggle={() => toggle(one.operatorId)}
          />
        ))}
      </ul>
      <PasswordField
        value={password}
        wrong={
          sign.error instanceof ApiProblem && sign.error.kind === "password-wrong" ? sign.error.message : undefined
        }
        onType={setPassword}
      />
    </PlaceForm>
  );
}

function Nobody({ onClose }: { onClose(): void }) {
  return (
    <p>
      Nobody waits for your signature: operators sign first, on the tablet.{" "}
      <button type="button" className="button link" onClick={onClose}>
        Close
      </button>
    </p>
  );
}

function Statement({ one: { shown, sha256 }, isIn, onToggle }: { one: Signable; isIn: boolean; onToggle(): void }) {
  const { operator, module, session, attended, steps, statement, meaning } = shown;
  return (
    <li>
      <label className={styles["pick"]}>
        <input type="checkbox" checked={isIn} onChange={onToggle} />
        <span className="wrap">
          <strong>{operator.name}</strong> <span className="mono second">{operator.badge}</span>, {module.code}{" "}
          {module.name}, version {module.version}, {session.name}, {session.place}: {attendedText(attended)}
        </span>
      </label>
      <ol>
        {steps.map(({ id, shows, outcome }) => (
          <li key={id} className="wrap">
            {shows}: <Glyph name={outcomeMarks[outcome]} /> {outcomeWords[outcome]}
          </li>
        ))}
      </ol>
      <p className="wrap">{statement}</p>
      <p className="wrap strong">{meaning}</p>
      <p className="small second">
        Hash of what stands here: <span className="mono">{sha256.slice(0, 16)}</span>
      </p>
    </li>
  );
}
