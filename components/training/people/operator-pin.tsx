"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { removeFromPin } from "#lib/training/browser/people-query.ts";
import type { OperatorView } from "#lib/training/core/people-view.ts";
import { PlaceForm } from "../../pilots/fields.tsx";
import { Section } from "../../pilots/section.tsx";
import { Mark, type MarkName } from "../../ui/mark.tsx";
import { Problem } from "../../ui/problem.tsx";
import styles from "./people.module.css";
import { usePeopleAgain } from "./use-people-again.ts";

type What = "pin" | "lock";
type Props = { pilot: string; view: OperatorView; mayReset: boolean };

/** Whether the operator can sign, and what a trainer does when they cannot. Clearing asks once more: the operator needs a new PIN then. */
export function OperatorPin({ pilot, view, mayReset }: Props) {
  const [clearing, setClearing] = useState(false);
  const again = usePeopleAgain(pilot);
  const { operator, hasPin, isLocked } = view;
  const remove = useMutation({
    mutationFn: (what: What) => removeFromPin(pilot, operator.id, what),
    onSuccess: () => setClearing(false),
    onSettled: again,
  });
  const { mark, says } = pinText(view);
  return (
    <Section number={2} id="pin" title="PIN">
      <div className={styles["pin"]}>
        <p>
          <Mark name={mark} /> {says}
        </p>
        {mayReset && isLocked ? (
          <button type="button" className="button" disabled={remove.isPending} onClick={() => remove.mutate("lock")}>
            Unlock
          </button>
        ) : null}
        {mayReset && hasPin && !clearing ? (
          <button type="button" className="button" onClick={() => setClearing(true)}>
            Clear PIN
          </button>
        ) : null}
      </div>
      {remove.error === null || clearing ? null : <Problem error={remove.error} />}
      {mayReset && hasPin && clearing ? (
        <PlaceForm
          label={`Clear the PIN of ${operator.name}`}
          title={`${operator.name} sets a new PIN on the tablet, in front of you, before they sign again`}
          note="What they signed stays. The log says who cleared it."
          act="Clear the PIN"
          acting="Clearing …"
          isPending={remove.isPending}
          error={remove.error}
          onSubmit={() => remove.mutate("pin")}
          onCancel={() => setClearing(false)}
        >
          {null}
        </PlaceForm>
      ) : null}
    </Section>
  );
}

function pinText({ hasPin, isLocked, wrongTries }: OperatorView): { mark: MarkName; says: string } {
  if (!hasPin) return { mark: "not-polled", says: "Not set: they choose one on the tablet, in front of the trainer." };
  if (isLocked) return { mark: "locked", says: "Locked after five wrong tries. A trainer unlocks it, or clears it." };
  const tries = wrongTries === 1 ? "try" : "tries";
  const since = wrongTries === 0 ? "Set." : `Set; ${wrongTries} wrong ${tries} since the last right one.`;
  return { mark: "go", says: since };
}
