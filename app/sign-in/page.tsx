import { redirect } from "next/navigation";
import { returnPath } from "#lib/access/core/return-path.ts";
import { pageVisitor, visitorPageCtx } from "#lib/access/page-ctx.ts";
import { userCount } from "#lib/access/read-user-count.ts";
import styles from "../door.module.css";
import { DoorFrame } from "../door-frame.tsx";
import { OtherDoors } from "./other-doors.tsx";
import { SignInForm } from "./sign-in-form.tsx";

export const metadata = { title: "Sign in" };

/** Why somebody stands here again, and what to do about it. */
const reasons: Readonly<Record<string, [what: string, then: string]>> = {
  "session-expired": ["Your session ended after 8 hours.", "Sign in again; you come back to where you were."],
  "session-ended": ["Your session was ended.", "Sign in again to go on."],
  "account-disabled": ["This account is disabled.", "Ask an admin to enable it."],
  left: ["You signed out.", "Sign in again to go on."],
  "left-everywhere": ["You signed out everywhere.", "All your sessions have ended. Sign in again to go on."],
  joined: ["Your account is made.", "Sign in with your e-mail address and the password you chose."],
  reset: ["Your password is changed.", "Sign in with the new one; sessions that were open have ended."],
};

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Props) {
  const asked = await searchParams;
  const back = returnPath(one(asked["callbackUrl"]));
  if ((await pageVisitor()) !== null) redirect(back);
  const nobodyYet = (await userCount(visitorPageCtx())) === 0;
  if (nobodyYet)
    return (
      <DoorFrame title="Sign in">
        <Why reason={first} />
      </DoorFrame>
    );
  return (
    <DoorFrame title="Sign in" aside={<OtherDoors />}>
      <Why reason={reasons[one(asked["why"]) ?? ""]} />
      <SignInForm back={back} />
    </DoorFrame>
  );
}

const first: [string, string] = [
  "Nobody has an account yet.",
  "Gantry printed a set-up link when it started. Open it to name the first admin.",
];

function Why({ reason }: { reason: [string, string] | undefined }) {
  if (reason === undefined) return null;
  return (
    <p className={styles["why"]} role="status">
      <strong>{reason[0]}</strong>
      <span className={styles["note"]}>{reason[1]}</span>
    </p>
  );
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
