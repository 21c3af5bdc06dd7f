"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { mirrorsQuery, pauseMirror, resumeMirror } from "#lib/shadow/browser/mirror-query.ts";
import { PauseMirror } from "#lib/shadow/input/set-up-mirror.ts";
import { PlaceForm, TextField } from "../pilots/fields.tsx";

type Props = { pilot: string; mirror: string; mirroring: boolean; onClose(): void };

/** Turns the tap off or on, with a reason. The clients go on to legacy either way. */
export function MirrorTap({ pilot, mirror, mirroring, onClose }: Props) {
  const client = useQueryClient();
  const [why, setWhy] = useState("");
  const [wrong, setWrong] = useState<string>();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => (mirroring ? pauseMirror : resumeMirror)(pilot, mirror, why),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: mirrorsQuery(pilot).queryKey });
      onClose();
    },
  });
  const submit = () => {
    const issue = PauseMirror.safeParse({ why }).error?.issues[0]?.message;
    setWrong(issue);
    if (issue === undefined) mutate();
  };
  return (
    <PlaceForm
      label={`${mirroring ? "Pause" : "Resume"} the mirror ${mirror}`}
      act={mirroring ? "Pause it" : "Resume it"}
      acting={mirroring ? "Pausing …" : "Resuming …"}
      {...{ isPending, error }}
      onSubmit={submit}
      onCancel={onClose}
    >
      <TextField
        id={`mirror-${mirror}-tap`}
        label="Why, kept in the log"
        hint={mirroring ? "Clients go on to legacy; nothing is copied or recorded." : undefined}
        size="wide"
        value={why}
        wrong={wrong}
        onType={setWhy}
      />
    </PlaceForm>
  );
}
