import { notFound } from "next/navigation";
import { ComparePage } from "#components/load/compare-page.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { CompareQuery } from "#lib/load/input/compare-runs.ts";
import { readPilot } from "#lib/pilots/read-pilot.ts";

export const metadata = { title: "Runs compared" };

type Props = {
  params: Promise<{ pilot: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function Page({ params, searchParams }: Props) {
  const ctx = await pageCtx();
  const { pilot } = await params;
  const { runs } = await searchParams;
  const found = await readPilot(ctx, pilot);
  if (!found.ok) notFound();
  const mayStart =
    found.pilot.archivedAt === null && ctx.actor.roles.some((role) => role === "lead" || role === "admin");
  const props = { pilot, timeZone: found.pilot.timeZone, mayStart };
  if (runs === undefined) return <ComparePage {...props} numbers={[]} mistake={null} />;
  const query = CompareQuery.safeParse({ runs });
  if (query.success) return <ComparePage {...props} numbers={query.data.runs} mistake={null} />;
  const mistake = `The address names the runs in a way that cannot be read. Expected: ${query.error.issues[0]?.message}.`;
  return <ComparePage {...props} numbers={[]} mistake={mistake} />;
}
