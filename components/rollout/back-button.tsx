"use client";

import { useEffect, useRef, useState } from "react";
import { callBack } from "#lib/rollout/query.ts";
import { Problem } from "../ui/problem.tsx";
import styles from "./rollout.module.css";
import type { RolloutPlace } from "./rollout-place.ts";
import { useRolloutAct } from "./use-rollout-act.ts";

/** A second tap has to come within this long: a stray one does nothing. */
const armedMs = 30_000;

/** All traffic back, by two taps of one person. The first says what will happen, the second does it. */
export function BackButton({ place: { pilot } }: { place: RolloutPlace }) {
  const [armedAt, setArmedAt] = useState<number | null>(null);
  const [reason, setReason] = useState("");
  const act = useRolloutAct(pilot);
  const { opener, armed } = useFocusWithin(armedAt !== null);
  useEffect(() => {
    if (armedAt === null || reason !== "") return;
    const timer = setTimeout(() => setArmedAt(null), armedMs);
    return () => clearTimeout(timer);
  }, [armedAt, reason]);
  if (armedAt === null)
    return (
      <button ref={opener} type="button" className="button act" onClick={() => setArmedAt(performance.now())}>
        Roll back
      </button>
    );
  const call = () =>
    act.mutate(() =>
      callBack(pilot, { reason: reason.trim(), decidedInMs: Math.round(performance.now() - armedAt), noticedAt: null }),
    );
  return (
    <fieldset
      ref={armed}
      className={styles["armed"]}
      aria-label="Roll back"
      tabIndex={-1}
      onKeyDown={(event) => (event.key === "Escape" ? setArmedAt(null) : undefined)}
    >
      <p>
        <strong>All traffic goes back to the legacy system now.</strong> What was written to the new system meanwhile is
        listed for reconciliation.
      </p>
      <label htmlFor="back-reason">Reason, if there is time for one</label>
      <input
        id="back-reason"
        className="input"
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <p className={styles["taps"]}>
        <button type="button" className="button act" disabled={act.isPending || act.isSuccess} onClick={call}>
          {act.isPending ? "Calling …" : "Roll back now"}
        </button>
        <button type="button" className="button link" onClick={() => setArmedAt(null)}>
          Not now
        </button>
      </p>
      {act.error === null ? null : <Problem error={act.error} />}
    </fieldset>
  );
}

/** The keyboard goes on in what has opened, beside its buttons and not on one: a key that is still held down must do nothing. It comes back when
 *  it closes. */
function useFocusWithin(isOpen: boolean) {
  const opener = useRef<HTMLButtonElement>(null);
  const armed = useRef<HTMLFieldSetElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (isOpen) armed.current?.focus();
    else if (wasOpen.current && document.activeElement === document.body) opener.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return { opener, armed };
}
