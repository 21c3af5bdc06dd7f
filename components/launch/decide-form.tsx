"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { signDecision } from "#lib/launch/browser/readiness-query.ts";
import type { PollView } from "#lib/launch/core/poll-view.ts";
import type { Readiness } from "#lib/launch/core/readiness-view.ts";
import { PlaceForm } from "../pilots/fields.tsx";
import styles from "./launch.module.css";

type Props = { pilot: string; readiness: Readiness; poll: PollView; decision: "go" | "no-go"; onClose(): void };

/** A signature: what is signed is printed first, then the password is given. What was typed is kept nowhere. */
export function DecideForm({ pilot, readiness, poll, decision, onClose }: Props) {
  const client = useQueryClient();
  const [password, setPassword] = useState("");
  const field = useId();
  const word = decision === "go" ? "GO" : "NO-GO";
  const sign = useMutation({
    mutationFn: () =>
      signDecision(pilot, poll.number, { decision, over: poll.snapshot.sha256, calls: poll.calls ?? "", password }),
    onSuccess: onClose,
    onSettled: () => {
      setPassword("");
      return client.invalidateQueries({ queryKey: ["launch", pilot] });
    },
  });
  const waived = readiness.stations.flatMap((station) => station.waived);
  const conditions = readiness.stations.flatMap(({ call }) => (call?.stands ? call.conditions : []));
  return (
    <PlaceForm
      label={`Sign ${word}`}
      title={`I decide ${word} for this launch, on the evidence ${poll.snapshot.sha256.slice(0, 16)} and the calls of its stations`}
      act={`Sign ${word}`}
      acting="Signing …"
      isPending={sign.isPending}
      error={sign.error}
      isGrave={decision === "no-go"}
      onSubmit={() => sign.mutate()}
      onCancel={onClose}
    >
      {waived.length === 0 ? null : (
        <p className={styles["reason"]}>Waived: {waived.map(({ number, title }) => `${number} ${title}`).join("; ")}</p>
      )}
      {conditions.length === 0 ? null : (
        <p className={styles["reason"]}>
          On condition: {conditions.map(({ what, owner, by }) => `${what} (${owner}, by ${by})`).join("; ")}
        </p>
      )}
      <p>
        <label htmlFor={field}>Your password</label>
        <input
          id={field}
          className="input"
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </p>
    </PlaceForm>
  );
}
