"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { UnlockProduction as Unlock } from "#lib/pilots/input.ts";
import { type SystemChoice, systemsQuery, unlockProduction } from "#lib/pilots/query.ts";
import { ApiProblem } from "#lib/platform/browser/fetch-json.ts";
import { Problem } from "../ui/problem.tsx";
import { NumberField, TextField } from "./new-run-fields.tsx";
import type { RunForm } from "./new-run-form-state.ts";
import { readNumber } from "./new-run-number.ts";
import styles from "./new-run-target.module.css";
import type { RunDraft } from "./run-draft.ts";

type Wrong = Readonly<Record<string, string>>;
type Unlocking = NonNullable<RunDraft["unlocking"]>;
type Props = { form: RunForm; system: SystemChoice; unlocking: Unlocking };

/** Opens production for one run: a reason, a time, and the name typed. The name is not kept with the draft. */
export function UnlockProduction({ form, system, unlocking }: Props) {
  const { change } = form;
  const [name, setName] = useState("");
  const [wrong, setWrong] = useState<Wrong>({});
  const asked = useUnlock(form, system, setWrong);
  const put = (part: Partial<Unlocking>) => change({ unlocking: { ...unlocking, ...part } });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readUnlock(unlocking, name, system.name);
    setWrong(read.wrong);
    if (read.unlock !== null) asked.mutate(read.unlock);
  };
  return (
    <form className={styles["inner"]} aria-label={`Unlock ${system.name} for one run`} onSubmit={submit} noValidate>
      <TextField
        place="unlocking.reason"
        label="Reason"
        hint="stands in the log beside your name"
        most={600}
        value={unlocking.reason}
        wrong={wrong["reason"]}
        onType={(reason) => put({ reason })}
      />
      <NumberField
        place="unlocking.minutes"
        label="Start within"
        unit="min"
        hint="at most 120; used up by the first run"
        value={unlocking.minutes}
        wrong={wrong["minutes"]}
        onType={(minutes) => put({ minutes })}
      />
      <TextField
        place="unlocking.name"
        label={`Type ${system.name}`}
        most={80}
        mono
        value={name}
        wrong={wrong["name"]}
        onType={setName}
      />
      {asked.error === null ? null : <Problem error={asked.error} />}
      <p className={styles["acts"]}>
        <button type="submit" className="button act" disabled={asked.isPending}>
          {asked.isPending ? "Unlocking …" : "Unlock for one run"}
        </button>
        <button type="button" className="button link" onClick={() => change({ unlocking: null })}>
          Cancel
        </button>
      </p>
    </form>
  );
}

function useUnlock({ pilot, change }: RunForm, system: SystemChoice, setWrong: (wrong: Wrong) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (unlock: Unlock) => unlockProduction(pilot, system.id, unlock),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: systemsQuery(pilot).queryKey });
      change({ unlocking: null, systemId: system.id });
    },
    onError: (error) => {
      if (error instanceof ApiProblem)
        setWrong(Object.fromEntries(error.errors.map(({ path, message }) => [path, message])));
    },
  });
}

function readUnlock({ reason, minutes: typed }: Unlocking, name: string, systemName: string) {
  const minutes = readNumber(typed);
  const asked = { reason, minutes: minutes.ok ? minutes.value : Number.NaN, name };
  const parsed = Unlock.safeParse(asked);
  const found = new Set(parsed.error?.issues.map(({ path }) => String(path[0])));
  const reasonSays = parsed.error?.issues.find(({ path }) => path[0] === "reason")?.message;
  const wrong: Wrong = {
    ...(reasonSays === undefined ? {} : { reason: reasonSays }),
    ...(found.has("minutes") ? { minutes: minutes.ok ? "1 to 120 whole minutes" : minutes.sentence } : {}),
    ...(name === systemName ? {} : { name: `type ${systemName}, as it stands above` }),
  };
  return { wrong, unlock: parsed.success && name === systemName ? parsed.data : null };
}
