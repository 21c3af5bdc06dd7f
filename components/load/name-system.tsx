"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { NameSystem as NamedSystem } from "#lib/pilots/input.ts";
import { type NewSystem, nameSystem, type SystemChoice, systemsQuery } from "#lib/pilots/query.ts";
import { ApiProblem } from "#lib/platform/browser/fetch-json.ts";
import { Problem } from "../ui/problem.tsx";
import { Segments, TextField, WrongAt } from "./new-run-fields.tsx";
import type { RunForm } from "./new-run-form-state.ts";
import styles from "./new-run-target.module.css";

const environments = [
  ["test", "TEST"],
  ["staging", "STAGING"],
  ["production", "PRODUCTION"],
] as const;

/** Names a system in place. What is typed is part of the draft, so that it is kept with it. */
export function NameSystem({ form, naming }: { form: RunForm; naming: NewSystem }) {
  const { change } = form;
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({});
  const asked = useNameSystem(form, setWrong);
  const put = (part: Partial<NewSystem>) => change({ naming: { ...naming, ...part } });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const parsed = NamedSystem.safeParse(naming);
    setWrong(wrongIn(parsed.error?.issues ?? []));
    if (parsed.success) asked.mutate(naming);
  };
  const field = (name: "name" | "baseUrl" | "reason", label: string, hint: string) => (
    <TextField
      place={`naming.${name}`}
      label={label}
      hint={hint}
      most={600}
      mono={name === "baseUrl"}
      value={naming[name]}
      wrong={wrong[name]}
      onType={(text) => put({ [name]: text })}
    />
  );
  return (
    <form className={styles["inner"]} aria-label="Name a system" onSubmit={submit} noValidate>
      {field("name", "Name", "as your people call it")}
      {field("baseUrl", "Address", "where it answers, such as https://staging.example.org:8443")}
      <div className="field-row">
        <span className="name">Environment</span>
        <div>
          <Segments
            place="naming.environment"
            label="Environment"
            value={environments.find(([one]) => one === naming.environment)?.[0] ?? ""}
            options={environments}
            onChoose={(environment) => put({ environment })}
          />{" "}
          <WrongAt place="naming.environment" wrong={wrong["environment"]} />
        </div>
      </div>
      {field("reason", "Reason", "stands in the log beside your name")}
      {asked.error === null ? null : <Problem error={asked.error} />}
      <p className={styles["acts"]}>
        <button type="submit" className="button" disabled={asked.isPending}>
          {asked.isPending ? "Naming …" : "Name the system"}
        </button>
        <button type="button" className="button link" onClick={() => change({ naming: null })}>
          Cancel
        </button>
      </p>
    </form>
  );
}

/** A system just named is chosen, unless it is production: that has to be unlocked first. */
function useNameSystem({ pilot, draft, change }: RunForm, setWrong: (wrong: Record<string, string>) => void) {
  const client = useQueryClient();
  const { queryKey } = systemsQuery(pilot);
  return useMutation({
    mutationFn: (system: NewSystem) => nameSystem(pilot, system),
    onSuccess: (system: SystemChoice) => {
      client.setQueryData(queryKey, (known) => known && { systems: [...known.systems, system] });
      client.invalidateQueries({ queryKey });
      change({ naming: null, systemId: system.environment === "production" ? draft.systemId : system.id });
    },
    onError: (error) => {
      if (error instanceof ApiProblem)
        setWrong(Object.fromEntries(error.errors.map(({ path, message }) => [path, message])));
    },
  });
}

/** The first sentence of each field. */
function wrongIn(issues: readonly { path: PropertyKey[]; message: string }[]): Record<string, string> {
  return Object.fromEntries([...issues].reverse().map(({ path, message }) => [String(path[0]), message]));
}
