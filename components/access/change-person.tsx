"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { PersonRow } from "#lib/access/core/people.ts";
import type { RoleName } from "#lib/access/core/roles.ts";
import { ChangePerson as Change, WithReason } from "#lib/access/input.ts";
import { changePerson, disablePerson, enablePerson, peopleQuery } from "#lib/access/query.ts";
import { PlaceForm, TextField } from "../pilots/fields.tsx";
import { RolesField } from "./roles-field.tsx";
import { type Wrong, wrongBy, wrongIn } from "./wrong-fields.ts";

type Props = { person: PersonRow; onDone(): void };
type Typed = { name: string; roles: RoleName[]; reason: string };

/** Name and roles, in place. What somebody else saves meanwhile is not overwritten. */
export function ChangePerson({ person, onDone }: Props) {
  const [was] = useState({ name: person.name, roles: person.roles });
  const [typed, setTyped] = useState<Typed>({ ...was, reason: "" });
  const { wrong, asking, ask } = useAsk((change: Change) => changePerson(person.id, change), onDone);
  const put = (part: Partial<Typed>) => setTyped({ ...typed, ...part });
  const { id, name, roles } = person;
  const standing = { name, roles };
  return (
    <PlaceForm
      label={`Change ${person.name}`}
      title={`Change ${person.name}`}
      note="Holds from their next click. Who stops being an admin: open invitations they made lose their force."
      act="Save"
      acting="Saving"
      isPending={asking.isPending}
      error={asking.error}
      // Whoever was refused has been told what it is now: saved again, it is meant.
      onSubmit={() => ask(Change.safeParse({ ...typed, was: asking.error === null ? was : standing }))}
      onCancel={onDone}
    >
      <TextField
        id={`name-${id}`}
        label="Name"
        most={120}
        value={typed.name}
        wrong={wrong["name"]}
        onType={(name) => put({ name })}
      />
      <Reason id={id} value={typed.reason} wrong={wrong["reason"]} onType={(reason) => put({ reason })} />
      <RolesField id={`roles-${id}`} chosen={typed.roles} wrong={wrong["roles"]} onChoose={(roles) => put({ roles })} />
    </PlaceForm>
  );
}

/** What it brings stands above the button. */
export function TurnPerson({ person: { id, name, enabled }, onDone }: Props) {
  const [reason, setReason] = useState("");
  const turn = enabled ? disablePerson : enablePerson;
  const { wrong, asking, ask } = useAsk((given: WithReason) => turn(id, given.reason), onDone);
  const words = enabled
    ? [
        "Disable",
        "Disabling",
        "At once: their sessions end, pages they have open go dark within 5 s, and links they made open nothing. What they did stays, under their name. It can be undone.",
      ]
    : [
        "Enable",
        "Enabling",
        "They sign in again with the password and the roles they had. Sessions that ended stay ended.",
      ];
  return (
    <PlaceForm
      label={`${words[0]} ${name}`}
      title={`${words[0]} ${name}`}
      note={words[2] ?? ""}
      act={`${words[0]} the account`}
      acting={words[1] ?? ""}
      isGrave={enabled}
      isPending={asking.isPending}
      error={asking.error}
      onSubmit={() => ask(WithReason.safeParse({ reason }))}
      onCancel={onDone}
    >
      <Reason id={id} value={reason} wrong={wrong["reason"]} onType={setReason} />
    </PlaceForm>
  );
}

type ReasonProps = { id: string; value: string; wrong: string | undefined; onType(text: string): void };

function Reason({ id, value, wrong, onType }: ReasonProps) {
  return (
    <TextField
      id={`reason-${id}`}
      label="Reason"
      most={500}
      hint="stands in the log beside your name"
      value={value}
      wrong={wrong}
      onType={onType}
    />
  );
}

type Read<T> = { success: true; data: T } | { success: false; error: Parameters<typeof wrongIn>[0] };

/** Sends what was read, or says what is wrong with it. Closes when it is done; asks the list again either way. */
function useAsk<T>(send: (read: T) => Promise<unknown>, onDone: () => void) {
  const [wrong, setWrong] = useState<Wrong>({});
  const client = useQueryClient();
  const asking = useMutation({
    mutationFn: send,
    onSuccess: onDone,
    onError: (error) => setWrong(wrongBy(error)),
    onSettled: () => client.invalidateQueries({ queryKey: peopleQuery.queryKey }),
  });
  const ask = (read: Read<T>) => {
    setWrong(read.success ? {} : wrongIn(read.error));
    if (read.success) asking.mutate(read.data);
  };
  return { wrong, asking, ask };
}
