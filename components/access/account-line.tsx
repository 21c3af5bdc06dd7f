"use client";

import Link from "next/link";
import { signOut } from "next-auth/react";
import styles from "./access.module.css";

type Props = { person: string; roles: string; pilot?: string };

/** The rail's last lines: who is signed in, their own account, and the way out. */
export function AccountLine({ person, roles, pilot }: Props) {
  return (
    <section className="rail-person">
      <strong className="wrap">{person}</strong>
      <p className="small">{roles}</p>
      <p className={`small ${styles["links"]}`}>
        <Link href="/account">Password and sessions</Link>
        {pilot === undefined ? null : <Link href={`/${pilot}/settings#people`}>People and roles</Link>}
      </p>
      <button type="button" className={styles["leave"]} onClick={() => signOut({ callbackUrl: "/sign-in?why=left" })}>
        Sign out
      </button>
    </section>
  );
}
