"use client";

import { removeOperator } from "#lib/training/browser/people-query.ts";
import type { ListedOperator } from "#lib/training/core/people-view.ts";
import { ReasonForm } from "../../launch/reason-form.tsx";
import { usePeopleAgain } from "./use-people-again.ts";

type Props = { pilot: string; operator: ListedOperator; onClose(): void };

export function RemoveOperatorForm({ pilot, operator: { id, name, badge, version }, onClose }: Props) {
  const again = usePeopleAgain(pilot);
  return (
    <ReasonForm
      place={`${pilot}.operator.${id}.remove`}
      label={`Remove ${name}`}
      title={`${name} goes off the list; what they signed stays on record. Badge ${badge} may go to somebody else.`}
      hint="Why they are removed"
      act={`Remove ${name}`}
      acting="Removing …"
      least={10}
      send={async (reason) => {
        await removeOperator(pilot, id, { version, reason });
        await again();
      }}
      onClose={onClose}
    />
  );
}
