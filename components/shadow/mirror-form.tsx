"use client";

import { useQueryClient } from "@tanstack/react-query";
import { configureMirror, mirrorsQuery } from "#lib/shadow/browser/mirror-query.ts";
import type { MirrorsView, MirrorView } from "#lib/shadow/core/mirror-settings.ts";
import { ConfigureMirror } from "#lib/shadow/input/set-up-mirror.ts";
import { AreaField, ChoiceField, PlaceForm, TextField } from "../pilots/fields.tsx";
import { type Edit, type EditState, savedHint, useEdit, wrongIn } from "../pilots/use-edit.ts";
import { draftOf, type MirrorDraft, setUpOf, wrongOf } from "./mirror-draft.ts";

type Systems = MirrorsView["systems"];

export function useMirrorEdit(pilot: string, mirror: MirrorView, systems: Systems): EditState<MirrorDraft> {
  const client = useQueryClient();
  const query = mirrorsQuery(pilot);
  return useEdit<MirrorDraft>({
    place: `${pilot}.mirror.${mirror.name}`,
    shown: { form: draftOf(mirror, systems), version: mirror.version },
    check: (typed, version) => wrongIn(ConfigureMirror.safeParse(setUpOf(typed, version)).error?.issues),
    save: async (typed, version) => {
      await configureMirror(pilot, mirror.name, setUpOf(typed, version));
      await client.invalidateQueries({ queryKey: query.queryKey });
    },
    readAgain: async () => {
      const now = await client.fetchQuery({ ...query, staleTime: 0 });
      const found = now.mirrors.find(({ name }) => name === mirror.name) ?? mirror;
      return { form: draftOf(found, now.systems), version: found.version };
    },
  });
}

type Props = { name: string; state: EditState<MirrorDraft>; edit: Edit<MirrorDraft>; systems: Systems };

/** Sets a mirror up in place. */
export function MirrorForm({ name, state, edit, systems }: Props) {
  const { wrong, error, isPending, put, submit, cancel } = state;
  const { typed } = edit;
  const field = (key: keyof MirrorDraft, label: string, hint?: string) => ({
    ...{ id: `mirror-${name}-${key}`, label, hint: savedHint(edit, key) ?? hint },
    ...{ value: typed[key], wrong: wrongOf(key, wrong), onType: (value: string) => put({ [key]: value }) },
  });
  const choices = systems.map((one) => [one.id, `${one.name}, ${one.baseUrl}`] as const);
  const noneOr = [["", "none"], ...choices] as const;
  const chosen = [typed.legacy, typed.candidate, typed.twin];
  const production = systems.filter(({ id, environment }) => environment === "production" && chosen.includes(id));
  return (
    <PlaceForm
      label={`Set up the mirror ${name}`}
      act="Set it up"
      acting="Setting up …"
      {...{ isPending, error }}
      onSubmit={submit}
      onCancel={cancel}
    >
      <ChoiceField size="middle" options={choices} {...field("legacy", "Legacy", "answers the clients")} />
      <ChoiceField size="middle" options={noneOr} {...field("candidate", "New system", "is asked the same")} />
      <ChoiceField
        size="middle"
        options={noneOr}
        {...field("twin", "Twin of legacy", "shows what differs by itself")}
      />
      <AreaField
        rows={2}
        {...field(
          "logins",
          "Login of the copies",
          "a header and the name of a secret in gantry.yaml, such as authorization: NEW_LOGIN",
        )}
      />
      {typed.twin === "" ? null : <AreaField rows={2} {...field("twinLogins", "Login of the copies to the twin")} />}
      <ChoiceField
        options={[
          ["no", "left out"],
          ["yes", "sent along"],
        ]}
        {...field("passCredentials", "The client's own login")}
      />
      <TextField size="small" unit="%" {...field("sampling", "Mirrored share")} />
      <TextField size="small" unit="KiB" {...field("captureKiB", "Largest body compared")} />
      <AreaField
        rows={2}
        {...field("samplingEndpoints", "Another share for", "an endpoint and its % a line: GET /health 0")}
      />
      <AreaField
        rows={3}
        {...field("writes", "Writes that are copied", "one a line: PUT /lots/{id}; reads are, all of them")}
      />
      <AreaField
        rows={2}
        {...field("redaction", "Secrets beside the usual ones", "one a line: $.login.pin or $..badge")}
      />
      {production.length === 0 ? null : (
        <AreaField
          rows={production.length}
          {...field(
            "typed",
            "Production systems, typed again",
            `one a line: ${production.map((one) => one.name).join(", ")}; each needs an admin's unlock`,
          )}
        />
      )}
      <TextField size="wide" {...field("why", "Why, kept in the log")} />
    </PlaceForm>
  );
}
