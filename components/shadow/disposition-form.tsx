"use client";

import type { Disposition } from "#lib/shadow/core/dispositions.ts";
import type { ListedGroup } from "#lib/shadow/core/shadow-view.ts";
import { DisposeGroup } from "#lib/shadow/input/triage.ts";
import { disposeGroup } from "#lib/shadow/query.ts";
import { wrongIn } from "../pilots/use-edit.ts";
import { OneLineForm } from "./one-line-form.tsx";
import { dispositionWord } from "./say-shadow.ts";

type Said = Exclude<Disposition, "noise-rule" | "not-the-same">;
type Props = { pilot: string; group: ListedGroup; disposition: Said; onClose(): void };

const notes: Readonly<Record<Said, string>> = {
  fix: "Counts against parity until a re-check shows it gone. A note helps whoever mends it.",
  "legacy-wrong": "The new system is right. Counts as accepted once the product owner has said so.",
  accept: "An intended change. Counts as accepted.",
};

/** Says what is to become of the group, with the reason. */
export function DispositionForm({ pilot, group: { number, isCritical }, disposition, onClose }: Props) {
  const needsReason = disposition !== "fix";
  const word = dispositionWord(disposition);
  return (
    <OneLineForm
      {...{ pilot, onClose }}
      place={`${number}.${disposition}`}
      id="disposition-reason"
      title={`${word}, SD-${number}`}
      note={`${notes[disposition]}${isCritical && needsReason ? " A second person must say yes as well." : ""}`}
      label={needsReason ? "Reason, kept in the log" : "Note, may stay empty"}
      act={word}
      acting="Saving …"
      wrongOf={(reason) =>
        needsReason && reason.trim() === ""
          ? "say why"
          : wrongIn(DisposeGroup.safeParse({ disposition, reason }).error?.issues)["reason"]
      }
      save={(reason) => disposeGroup(pilot, number, { disposition, reason })}
    />
  );
}
