"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useRef, useState } from "react";
import { Problem } from "./problem.tsx";

type Props = {
  /** "run": what is stopped. */
  what: string;
  number: number;
  /** What becomes of it. */
  says: string;
  stop(reason: string): Promise<unknown>;
  onAsked(): Promise<unknown>;
};

/** Asks for a reason, then for the stop. It says "asked" until the runner has answered. */
export function StopDialog({ what, number, says, stop, onAsked }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [reason, setReason] = useState("");
  const id = useId();
  const asked = useMutation({
    mutationFn: () => stop(reason),
    onSuccess: () => {
      dialog.current?.close();
      return onAsked();
    },
  });
  if (asked.isSuccess) return <StopAsked what={what} by={null} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    asked.mutate();
  };
  return (
    <>
      <button type="button" className="button act" onClick={() => dialog.current?.showModal()}>
        <span className="stop-square" aria-hidden="true" /> {`Stop ${what}`}
      </button>
      <dialog ref={dialog} className="dialog" aria-labelledby={`${id}-title`}>
        <form onSubmit={submit}>
          <h2 id={`${id}-title`}>{`Stop ${what} ${number}`}</h2>
          <p>{says}</p>
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
              {asked.isPending ? "Asking …" : `Stop the ${what}`}
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

/** `by`: who asked, where that is known. */
export function StopAsked({ what, by }: { what: string; by: string | null }) {
  return <p className="second">{`Stop asked${by === null ? "" : ` by ${by}`}; the runner ends the ${what}.`}</p>;
}
