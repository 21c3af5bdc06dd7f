import Link from "next/link";
import { redirect } from "next/navigation";
import { pageVisitor, visitorPageCtx } from "#lib/access/page-ctx.ts";
import { readSetUpLink } from "#lib/access/read-set-up-link.ts";
import { accessRefusals } from "#lib/access/refusals.ts";
import styles from "../door.module.css";
import { DoorFrame } from "../door-frame.tsx";
import { Findings } from "./findings.tsx";
import { FirstAdminForm } from "./first-admin-form.tsx";
import { PracticeRun } from "./practice-run.tsx";

export const metadata = { title: "Set up" };

const title = "Set up Gantry";
const note = "Two steps: name the first admin, then start";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SetUpPage({ searchParams }: Props) {
  const token = String((await searchParams)["token"] ?? "");
  const [person, link] = await Promise.all([pageVisitor(), readSetUpLink(visitorPageCtx(), token)]);
  if (person !== null && !link.ok && link.refusal === "set-up-link-used")
    return <Named name={person.actor.name} email={person.email} />;
  if (person !== null) redirect("/");
  if (!link.ok) return <Closed sentence={accessRefusals[link.refusal].sentence} />;
  const minutesLeft = Math.max(1, Math.ceil((link.expiresAt.getTime() - Date.now()) / 60_000));
  return (
    <DoorFrame title={title} note={note} place="first start" aside={<PracticeRun open={false} />}>
      <FirstAdminForm token={token} />
      <Findings minutesLeft={minutesLeft} />
    </DoorFrame>
  );
}

function Named({ name, email }: { name: string; email: string }) {
  return (
    <DoorFrame title={title} note={note} place="first start, step 2 of 2" aside={<PracticeRun open />}>
      <section className={styles["section"]} aria-labelledby="named">
        <h2 id="named">The first admin is named</h2>
        <p className={styles["says"]} role="status">
          {name}, {email}, is signed in on this browser. The set-up link is used up and answers nothing from now on.
        </p>
      </section>
    </DoorFrame>
  );
}

function Closed({ sentence }: { sentence: string }) {
  return (
    <DoorFrame title={title}>
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
