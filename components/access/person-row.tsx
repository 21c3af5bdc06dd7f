"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { PersonRow as Person } from "#lib/access/core/people.ts";
import { liftWaits, makeResetLink, peopleQuery, type ShownLink } from "#lib/access/query.ts";
import settings from "../pilots/settings.module.css";
import { Mark } from "../ui/mark.tsx";
import { Problem } from "../ui/problem.tsx";
import styles from "./access.module.css";
import { ChangePerson, TurnPerson } from "./change-person.tsx";
import { moment } from "./moment.ts";

type Opened = "change" | "turn" | "reset" | null;
type Props = { person: Person; isMe: boolean; timeZone: string; onLink(made: ShownLink, whose: string): void };

/** One person, and what an admin may do about them, in place. */
export function PersonRow({ person, isMe, timeZone, onLink }: Props) {
  const [opened, setOpened] = useState<Opened>(null);
  const { name, roles, admin } = person;
  const close = () => setOpened(null);
  return (
    <>
      <tr className={opened === null ? undefined : settings["opened"]}>
        <td className={styles["who"]}>
          <span className="strong">
            {name}
            {isMe ? <span className="second"> (you)</span> : null}
          </span>
          {admin === null ? null : <span className="small second">{admin.email}</span>}
        </td>
        <td data-label="Roles">{roles.join(", ")}</td>
        {admin === null ? null : (
          <td data-label="Last here">{admin.lastHereAt === null ? "never" : moment(admin.lastHereAt, timeZone)}</td>
        )}
        <td data-label="State">
          <State person={person} timeZone={timeZone} />
        </td>
        {admin === null ? null : <RowActs person={person} opened={opened} onOpen={setOpened} />}
      </tr>
      {opened === null ? null : (
        <tr className={settings["opened"]}>
          <td className={settings["inner"]} colSpan={5}>
            {opened === "change" ? <ChangePerson person={person} onDone={close} /> : null}
            {opened === "turn" ? <TurnPerson person={person} onDone={close} /> : null}
            {opened === "reset" ? <ResetLink person={person} onLink={onLink} onDone={close} /> : null}
          </td>
        </tr>
      )}
    </>
  );
}

function State({ person: { id, name, enabled, admin }, timeZone }: { person: Person; timeZone: string }) {
  const client = useQueryClient();
  const lifting = useMutation({
    mutationFn: () => liftWaits(id),
    onSettled: () => client.invalidateQueries({ queryKey: peopleQuery.queryKey }),
  });
  if (!enabled)
    return (
      <span className={styles["state"]}>
        <Mark name="locked" /> disabled
      </span>
    );
  const waits = admin?.waitsUntil ?? null;
  if (waits === null) return <span className="second">enabled</span>;
  return (
    <span className={styles["waits"]}>
      <Mark name="warning" /> wrong passwords: waits until {moment(waits, timeZone)}{" "}
      <button
        type="button"
        className="button link"
        aria-label={`Lift the wait of ${name}`}
        disabled={lifting.isPending}
        onClick={() => lifting.mutate()}
      >
        Lift the wait
      </button>
    </span>
  );
}

type ActsProps = { person: Person; opened: Opened; onOpen(what: Opened): void };

function RowActs({ person: { name, enabled }, opened, onOpen }: ActsProps) {
  const opener = (what: Opened, word: string) => (
    <button
      type="button"
      className="button link"
      aria-expanded={opened === what}
      aria-label={`${word} ${name}`}
      onClick={() => onOpen(opened === what ? null : what)}
    >
      {word}
    </button>
  );
  return (
    <td className={`${settings["row-acts"]} ${styles["row-acts"]}`}>
      {opener("change", "Change")}
      {enabled ? opener("reset", "Reset password") : null}
      {opener("turn", enabled ? "Disable" : "Enable")}
    </td>
  );
}

type ResetProps = { person: Person; onLink: Props["onLink"]; onDone(): void };

function ResetLink({ person: { id, name }, onLink, onDone }: ResetProps) {
  const making = useMutation({
    mutationFn: () => makeResetLink(id),
    onSuccess: (made) => {
      onLink(made, name);
      onDone();
    },
  });
  return (
    <>
      <p className={styles["acts"]}>
        <span>
          <strong>A link by which {name} sets a new password.</strong> It works once, for 24 hours, and replaces an
          earlier one. Until it is used nothing changes; then their sessions end.
        </span>
        <button type="button" className="button primary" disabled={making.isPending} onClick={() => making.mutate()}>
          Make the reset link
        </button>
      </p>
      {making.error === null ? null : <Problem error={making.error} />}
    </>
  );
}
