import { notFound } from "next/navigation";
import { PeopleSection } from "#components/access/people-section.tsx";
import settings from "#components/pilots/settings.module.css";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { readPeople } from "#lib/access/read-people.ts";
import { readPilot } from "#lib/pilots/read-pilot.ts";

export const metadata = { title: "People and roles" };

export default async function Page({ params }: { params: Promise<{ pilot: string }> }) {
  const ctx = await pageCtx();
  const [people, found] = await Promise.all([readPeople(ctx), readPilot(ctx, (await params).pilot)]);
  if (!found.ok) notFound();
  return (
    <>
      <header className="page-header">
        <span className="code" />
        <h1>People</h1>
        <p className="second">The same for all pilots; every change is in the log with its reason</p>
      </header>
      <div className={settings["page"]}>
        <PeopleSection number={1} first={people} timeZone={found.pilot.timeZone} />
      </div>
    </>
  );
}
