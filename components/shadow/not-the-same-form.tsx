"use client";

import { useMemo } from "react";
import { count } from "#lib/load/core/say.ts";
import type { ListedGroup, PairView } from "#lib/shadow/core/shadow-view.ts";
import { WithWhy } from "#lib/shadow/input/triage.ts";
import { disposeGroup, partPair } from "#lib/shadow/query.ts";
import { ChoiceField, PlaceForm, TextField } from "../pilots/fields.tsx";
import { useEdit, wrongIn } from "../pilots/use-edit.ts";
import { useShadowAgain } from "./use-shadow-act.ts";

type Props = { pilot: string; group: ListedGroup; pair: PairView | null; onClose(): void };

/** The answers were not to the same request: of one pair, which is kept apart then, or of everything in the group. */
export function NotTheSameForm({ pilot, group, pair, onClose }: Props) {
  const again = useShadowAgain(pilot);
  const shown = { form: { what: "", why: "" }, version: 0 };
  const state = useEdit({
    place: `${pilot}.shadow.${group.number}.not-the-same`,
    shown,
    check: ({ what, why }) => ({
      ...wrongIn(WithWhy.safeParse({ why }).error?.issues),
      ...(what === "" || (what === "pair" && pair === null) ? { what: "choose the pair or the group" } : {}),
    }),
    save: async ({ what, why }) => {
      if (what === "pair" && pair !== null) await partPair(pilot, pair.id, why);
      else await disposeGroup(pilot, group.number, { disposition: "not-the-same", reason: why });
      await again();
      onClose();
    },
    readAgain: async () => shown,
    begins: "at once",
  });
  const options = useMemo(() => choices(group, pair), [group, pair]);
  if (state.edit === null) return null;
  const { what, why } = state.edit.typed;
  return (
    <PlaceForm
      label={`Not the same request, SD-${group.number}`}
      title={`Not the same request, SD-${group.number}`}
      note="It leaves parity and is counted as not the same, so it cannot polish parity unseen. It can be taken back with u."
      act="Not the same request"
      acting="Saving …"
      isPending={state.isPending}
      error={state.error}
      onSubmit={state.submit}
      onCancel={() => {
        state.cancel();
        onClose();
      }}
    >
      <ChoiceField
        id="not-the-same-what"
        label="What is meant"
        size="middle"
        options={options}
        value={what}
        wrong={state.wrong["what"]}
        onType={(chosen) => state.put({ what: chosen })}
      />
      <TextField
        id="not-the-same-why"
        label="Reason, kept in the log"
        size="wide"
        most={500}
        value={why}
        wrong={state.wrong["why"]}
        onType={(typed) => state.put({ why: typed })}
      />
    </PlaceForm>
  );
}

function choices(group: ListedGroup, pair: PairView | null): [string, string][] {
  const whole: [string, string] = ["group", `all ${count(group.total)} of SD-${group.number}`];
  return pair === null ? [whole] : [["pair", "the pair that is shown"], whole];
}
