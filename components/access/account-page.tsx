"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { AccountView, SessionView } from "#lib/access/core/people.ts";
import { accountQuery, endSession, signOutEverywhere } from "#lib/access/query.ts";
import { Section } from "../pilots/section.tsx";
import settings from "../pilots/settings.module.css";
import { Problem } from "../ui/problem.tsx";
import styles from "./access.module.css";
import { ChangePassword } from "./change-password.tsx";
import { moment } from "./moment.ts";

type Props = { first: AccountView; timeZone: string };

/** One's own password, and where one is signed in. */
export function AccountPage({ first, timeZone }: Props) {
  const { data = first, error } = useQuery({ ...accountQuery, initialData: first });
  return (
    <>
      <header className="page-header">
        <span className="code" />
        <h1>Your account</h1>
        <p className="second wrap">
          {data.name}, {data.email}; {data.roles.join(", ")}. An admin changes name and roles.
        </p>
      </header>
      <div className={settings["page"]}>
        {error === null ? null : <Problem error={error} />}
        <Section number={1} id="password" title="Password" note="Your other sessions end when it changes">
          <div className={styles["password"]}>
            <ChangePassword email={data.email} />
          </div>
        </Section>
        <Sessions sessions={data.sessions} timeZone={timeZone} />
      </div>
    </>
  );
}

function Sessions({ sessions, timeZone }: { sessions: readonly SessionView[]; timeZone: string }) {
  const client = useQueryClient();
  const ending = useMutation({
    mutationFn: endSession,
    onSettled: () => client.invalidateQueries({ queryKey: accountQuery.queryKey }),
  });
  const leaving = useMutation({
    mutationFn: signOutEverywhere,
    onSuccess: () => window.location.assign("/sign-in?why=left-everywhere"),
  });
  const wrong = ending.error ?? leaving.error;
  return (
    <Section number={2} id="sessions" title="Sessions" note="Each ends by itself 8 hours after signing in">
      {wrong === null ? null : <Problem error={wrong} />}
      <div className={`scroll-x ${settings["stack"]}`}>
        <table aria-labelledby="sessions">
          <thead>
            <tr>
              <th scope="col">Browser</th>
              <th scope="col">Address</th>
              <th scope="col">Since</th>
              <th scope="col">Last seen</th>
              <th scope="col">
                <span className="visually-hidden">What you may do</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {sessions.map((session) => (
              <SessionRow
                key={session.id}
                session={session}
                timeZone={timeZone}
                onEnd={() => ending.mutate(session.id)}
              />
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles["acts"]}>
        <span className="second">Here too: you sign in anew. Open pages go dark within 5 s.</span>
        <button
          type="button"
          className="button act"
          disabled={leaving.isPending || leaving.isSuccess}
          onClick={() => leaving.mutate()}
        >
          Sign out everywhere
        </button>
      </p>
    </Section>
  );
}

type RowProps = { session: SessionView; timeZone: string; onEnd(): void };

function SessionRow({ session: { browser, address, sinceAt, lastSeenAt, thisOne }, timeZone, onEnd }: RowProps) {
  return (
    <tr>
      <td className={styles["who"]}>
        <span className="strong">{browser}</span>
      </td>
      <td data-label="Address" className="mono">
        {address}
      </td>
      <td data-label="Since">{moment(sinceAt, timeZone)}</td>
      <td data-label="Last seen">{thisOne ? "now" : moment(lastSeenAt, timeZone)}</td>
      <td className={settings["row-acts"]}>
        {thisOne ? (
          <span className="second">this one</span>
        ) : (
          <button
            type="button"
            className="button link"
            aria-label={`End the session of ${browser} at ${address}`}
            onClick={onEnd}
          >
            End
          </button>
        )}
      </td>
    </tr>
  );
}
