import { notFound } from "next/navigation";
import { PeopleSection } from "#components/access/people-section.tsx";
import { ArchiveSection } from "#components/pilots/archive-section.tsx";
import { DutiesSection } from "#components/pilots/duties-section.tsx";
import { PlaceSection } from "#components/pilots/place-section.tsx";
import { PlanSection } from "#components/pilots/plan-section.tsx";
import { ScopeSection } from "#components/pilots/scope-section.tsx";
import { SettingsColumns } from "#components/pilots/settings-columns.tsx";
import { SettingsHeader } from "#components/pilots/settings-header.tsx";
import { ShiftsSection } from "#components/pilots/shifts-section.tsx";
import { SystemsSection } from "#components/pilots/systems-section.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { readPeople } from "#lib/access/read-people.ts";
import { readDuties } from "#lib/pilots/read-duties.ts";
import { readFacts } from "#lib/pilots/read-facts.ts";
import { readPlaces } from "#lib/pilots/read-places.ts";

export const metadata = { title: "Settings" };

/** In the order of their numbers, which are their keys. */
const sections = [
  ["systems", "Systems and targets"],
  ["people", "People and roles"],
  ["duties", "Duties"],
  ["place", "The pilot"],
  ["plan", "Window and programme"],
  ["shifts", "Shifts"],
  ["scope", "Scope of parity"],
] as const;

export default async function Page({ params }: { params: Promise<{ pilot: string }> }) {
  const ctx = await pageCtx();
  const path = await params;
  const { roles } = ctx.actor;
  const [facts, places, duties, people] = await Promise.all([
    readFacts(ctx, path),
    readPlaces(ctx, path),
    readDuties(ctx, path),
    readPeople(ctx),
  ]);
  if (!facts.ok || !places.ok || !duties.ok) notFound();
  const first = facts.pilot;
  const { slug, timeZone, archivedAt } = first;
  const isAdmin = roles.includes("admin");
  const mayPlan = isAdmin || roles.includes("lead");
  const mayChange = isAdmin && archivedAt === null;
  return (
    <>
      <SettingsHeader
        sections={isAdmin ? [...sections, ["archive", "When it is over"]] : sections}
        mayAdd={mayChange}
      />
      <SettingsColumns
        // By its state: what was open before an archiving is open no more.
        key={String(archivedAt)}
        top={
          <>
            <SystemsSection
              number={1}
              pilot={slug}
              first={places}
              timeZone={timeZone}
              mayChange={mayChange}
              isArchived={archivedAt !== null}
            />
            <PeopleSection number={2} first={people} timeZone={timeZone} />
          </>
        }
        left={
          <>
            <DutiesSection number={3} pilot={slug} first={duties} mayChange={mayChange} />
            <ArchiveSection number={8} first={first} isAdmin={isAdmin} />
          </>
        }
        right={
          <>
            <PlaceSection number={4} first={first} isAdmin={isAdmin} />
            <PlanSection number={5} first={first} mayPlan={mayPlan} />
            <ShiftsSection number={6} first={first} mayPlan={mayPlan} />
            <ScopeSection number={7} first={first} mayPlan={mayPlan} />
          </>
        }
      />
    </>
  );
}
