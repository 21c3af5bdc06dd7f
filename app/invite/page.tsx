import Link from "next/link";
import { pageVisitor, visitorPageCtx } from "#lib/access/page-ctx.ts";
import { readAccountLink } from "#lib/access/read-account-link.ts";
import { accessRefusals } from "#lib/access/refusals.ts";
import styles from "../door.module.css";
import { DoorFrame } from "../door-frame.tsx";
import { AcceptForm } from "./accept-form.tsx";
import { ResetForm } from "./reset-form.tsx";

/** The link's token must not travel on. */
export const metadata = { title: "Invitation", referrer: "no-referrer" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Behind an admin's one-time link: an account is made, or a new password set. */
export default async function InvitePage({ searchParams }: Props) {
  const token = String((await searchParams)["token"] ?? "");
  const [person, found] = await Promise.all([pageVisitor(), readAccountLink(visitorPageCtx(), token)]);
  if (!found.ok) return <Closed sentence={accessRefusals[found.refusal].sentence} />;
  const { kind, email, name, roles, madeByName } = found.link;
  const signedIn = person === null ? null : person.actor.name;
  if (kind === "reset")
    return (
      <DoorFrame title="A new password" note={`for ${name}, ${email}`}>
        <ResetForm token={token} email={email} />
      </DoorFrame>
    );
  return (
    <DoorFrame title="You are invited" note={`by ${madeByName}`}>
      <p className={styles["why"]}>
        <strong>{email}</strong>
        <span className={styles["note"]}>
          You will be: {roles.join(", ")}. The link works once.
          {signedIn === null ? "" : ` ${signedIn} is signed in on this browser and will be signed out of it.`}
        </span>
      </p>
      <AcceptForm token={token} email={email} name={name} />
    </DoorFrame>
  );
}

function Closed({ sentence }: { sentence: string }) {
  return (
    <DoorFrame title="Invitation">
      <p className={styles["why"]}>
        <strong>This link opens nothing.</strong>
        <span className={styles["note"]}>{sentence}</span>
      </p>
      <p>
        <Link href="/sign-in">Go to sign-in</Link>
      </p>
    </DoorFrame>
  );
}
