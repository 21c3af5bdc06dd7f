"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { PeopleView } from "#lib/access/core/people.ts";
import { roleMeanings, roleNames } from "#lib/access/core/roles.ts";
import { liftAddress, peopleQuery, revokeInvite, type ShownLink as Shown } from "#lib/access/query.ts";
import { Section } from "../pilots/section.tsx";
import settings from "../pilots/settings.module.css";
import { Mark } from "../ui/mark.tsx";
import { Problem } from "../ui/problem.tsx";
import { InvitePerson } from "./invite-person.tsx";
import { moment } from "./moment.ts";
import { PersonRow } from "./person-row.tsx";
import { ShownLink } from "./shown-link.tsx";

type Props = { number: number; first: PeopleView; timeZone: string };

/** Who may do what here; an admin invites, changes, disables. Roles belong to the installation, not to the pilot. */
export function PeopleSection({ number, first, timeZone }: Props) {
  const { data = first, error } = useQuery({ ...peopleQuery, initialData: first });
  const [inviting, setInviting] = useState(false);
  const [link, setLink] = useState<{ shown: Shown; whose: string } | null>(null);
  const show = (shown: Shown, whose: string) => {
    setInviting(false);
    setLink({ shown, whose });
  };
  const end =
    data.mayChange && !inviting ? (
      <button type="button" className="button link" onClick={() => setInviting(true)}>
        Invite
      </button>
    ) : null;
  return (
    <Section number={number} id="people" title="People and roles" end={end}>
      {error === null ? null : <Problem error={error} />}
      {inviting ? <InvitePerson onMade={show} onCancel={() => setInviting(false)} /> : null}
      {link === null ? null : (
        <ShownLink key={link.shown.id} {...link} timeZone={timeZone} onDone={() => setLink(null)} />
      )}
      <PeopleTable view={data} timeZone={timeZone} onLink={show} />
      {data.people.length === 1 && data.mayChange ? (
        <p className={settings["note"]}>
          You are the only one. Invite whoever starts runs (lead) and whoever only looks (viewer); a second admin keeps
          the site going when you are away.
        </p>
      ) : null}
      <AddressWaits view={data} timeZone={timeZone} />
      <Invites view={data} timeZone={timeZone} />
      <p className={`${settings["note"]} small second`}>
        {roleNames.map((role) => `${role} ${roleMeanings[role]}`).join(" · ")}
      </p>
    </Section>
  );
}

type TableProps = { view: PeopleView; timeZone: string; onLink(made: Shown, whose: string): void };

function PeopleTable({ view: { people, me, mayChange }, timeZone, onLink }: TableProps) {
  return (
    <div className={`scroll-x ${settings["stack"]}`}>
      <table aria-labelledby="people">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Roles</th>
            {mayChange ? <th scope="col">Last here</th> : null}
            <th scope="col">State</th>
            {mayChange ? (
              <th scope="col">
                <span className="visually-hidden">What you may do</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <PersonRow key={person.id} person={person} isMe={person.id === me} timeZone={timeZone} onLink={onLink} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A mutation after which the list is asked again. */
function usePeopleAct(act: (what: string) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => client.invalidateQueries({ queryKey: peopleQuery.queryKey }),
  });
}

function Invites({ view: { invites }, timeZone }: { view: PeopleView; timeZone: string }) {
  const revoking = usePeopleAct(revokeInvite);
  if (invites.length === 0 && revoking.error === null) return null;
  return (
    <>
      <h3 className="beneath" id="invites">
        Open invitations
      </h3>
      {revoking.error === null ? null : <Problem error={revoking.error} />}
      <ul className={settings["lines"]} aria-labelledby="invites">
        {invites.map(({ id, name, email, roles, by, expiresAt }) => (
          <li key={id}>
            <strong>{name}</strong>, {email}, as {roles.join(", ")}; by {by}, until {moment(expiresAt, timeZone)}{" "}
            <button
              type="button"
              className="button link"
              aria-label={`Revoke the invitation of ${name}`}
              disabled={revoking.isPending}
              onClick={() => revoking.mutate(id)}
            >
              Revoke
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function AddressWaits({ view: { addressWaits }, timeZone }: { view: PeopleView; timeZone: string }) {
  const lifting = usePeopleAct(liftAddress);
  return (
    <>
      {lifting.error === null ? null : <Problem error={lifting.error} />}
      {addressWaits.map(({ address, until }) => (
        <p key={address} className={settings["note"]}>
          <Mark name="warning" /> Many wrong passwords came from {address}: new browsers there wait until{" "}
          {moment(until, timeZone)}.{" "}
          <button
            type="button"
            className="button link"
            disabled={lifting.isPending}
            onClick={() => lifting.mutate(address)}
          >
            Lift the wait of {address}
          </button>
        </p>
      ))}
    </>
  );
}
