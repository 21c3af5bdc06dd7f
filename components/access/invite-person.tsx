"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { RoleName } from "#lib/access/core/roles.ts";
import { InvitePerson as Invite } from "#lib/access/input.ts";
import { invitePerson, peopleQuery, type ShownLink } from "#lib/access/query.ts";
import { PlaceForm, TextField } from "../pilots/fields.tsx";
import { RolesField } from "./roles-field.tsx";
import { type Wrong, wrongBy, wrongIn } from "./wrong-fields.ts";

type Typed = { email: string; name: string; roles: RoleName[] };
type Props = { onMade(made: ShownLink, whose: string): void; onCancel(): void };

/** Invites by a one-time link. No role is chosen beforehand. */
export function InvitePerson({ onMade, onCancel }: Props) {
  const [typed, setTyped] = useState<Typed>({ email: "", name: "", roles: [] });
  const [wrong, setWrong] = useState<Wrong>({});
  const client = useQueryClient();
  const inviting = useMutation({
    mutationFn: invitePerson,
    onSuccess: (made) => onMade(made, typed.name.trim()),
    onError: (error) => setWrong(wrongBy(error)),
    onSettled: () => client.invalidateQueries({ queryKey: peopleQuery.queryKey }),
  });
  const put = (part: Partial<Typed>) => setTyped({ ...typed, ...part });
  const submit = () => {
    const read = Invite.safeParse(typed);
    setWrong(wrongIn(read.error));
    if (read.success) inviting.mutate(read.data);
  };
  return (
    <PlaceForm
      label="Invite a person"
      title="Invite a person"
      note="You get a link to hand over: it works once, for 7 days. An open invitation of the same address is replaced."
      act="Make the link"
      acting="Making the link"
      isPending={inviting.isPending}
      error={inviting.error}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <TextField
        id="invite-email"
        label="E-mail"
        most={254}
        value={typed.email}
        wrong={wrong["email"]}
        onType={(email) => put({ email })}
      />
      <TextField
        id="invite-name"
        label="Name"
        most={120}
        hint="they may correct it"
        value={typed.name}
        wrong={wrong["name"]}
        onType={(name) => put({ name })}
      />
      <RolesField id="invite-roles" chosen={typed.roles} wrong={wrong["roles"]} onChoose={(roles) => put({ roles })} />
    </PlaceForm>
  );
}
