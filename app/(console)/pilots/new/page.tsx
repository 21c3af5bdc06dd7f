import Link from "next/link";
import { NewPilotForm } from "#components/pilots/new-pilot-form.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";

export const metadata = { title: "New pilot" };

export default async function Page() {
  const { actor } = await pageCtx();
  if (actor.roles.includes("admin")) return <NewPilotForm />;
  return (
    <div className="sections">
      <div className="empty">
        <h1>Only an admin makes pilots</h1>
        <p>
          Ask one of them. <Link href="/pilots">All pilots</Link>
        </p>
      </div>
    </div>
  );
}
