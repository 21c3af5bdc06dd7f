"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useRef, useState } from "react";
import type { RunView } from "#lib/load/core/run-view.ts";
import { stopRun } from "#lib/load/query.ts";
import { Problem } from "../ui/problem.tsx";

/** Stops the run by a request of its own, also while the page is stale. It says "asked" until the runner has answered. */
export function StopRun({ pilot, run }: { pilot: string; run: RunView }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [reason, setReason] = useState("");
  const id = useId();
  const client = useQueryClient();
  const asked = useMutation({
    mutationFn: () => stopRun(pilot, run.number, reason),
    onSuccess: () => {
      dialog.current?.close();
      return client.invalidateQueries({ queryKey: ["run", pilot, run.number] });
    },
  });
  if (run.stopRequestedAt !== null || asked.isSuccess)
    return (
      <p className="second">
        Stop asked{run.stopRequestedBy === null ? "" : ` by ${run.stopRequestedBy}`}; the runner ends the run.
      </p>
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    asked.mutate();
  };
  return (
    <>
      <button type="button" className="button act" onClick={() => dialog.current?.showModal()}>
        <span className="stop-square" aria-hidden="true" /> Stop run
      </button>
      <dialog ref={dialog} className="dialog" aria-labelledby={`${id}-title`}>
        <form onSubmit={submit}>
          <h2 id={`${id}-title`}>Stop run {run.number}</h2>
          <p>What was measured is kept. A run that is stopped before its planned end cannot pass.</p>
          <label className="dialog-label" htmlFor={`${id}-reason`}>
            Why
          </label>
          <input
            id={`${id}-reason`}
            className="input"
            value={reason}
            maxLength={500}
            required
            onChange={(event) => setReason(event.target.value)}
          />
          {asked.error === null ? null : <Problem error={asked.error} />}
          <p className="dialog-acts">
            <button type="submit" className="button act" disabled={asked.isPending || reason.trim() === ""}>
              {asked.isPending ? "Asking" : "Stop the run"}
            </button>
            <button type="button" className="button" onClick={() => dialog.current?.close()}>
              Let it go on
            </button>
          </p>
        </form>
      </dialog>
    </>
  );
}
