import { notFound } from "next/navigation";
import { TestsPage } from "#components/database-tests/tests-page.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { TestsQuery } from "#lib/database-tests/input/requests.ts";
import { readTests } from "#lib/database-tests/read-tests.ts";
import { readPilot } from "#lib/pilots/read-pilot.ts";

export const metadata = { title: "Database tests" };

type Props = {
  params: Promise<{ pilot: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function Page({ params, searchParams }: Props) {
  const ctx = await pageCtx();
  const { pilot } = await params;
  const query = TestsQuery.safeParse(await searchParams);
  if (!query.success) notFound();
  const [found, tests] = await Promise.all([readPilot(ctx, pilot), readTests(ctx, { pilot, ...query.data })]);
  if (!found.ok || !tests.ok) notFound();
  const { ok: _ok, ...first } = tests;
  const { archivedAt, timeZone } = found.pilot;
  const mayStart = archivedAt === null && ctx.actor.roles.some((role) => role === "lead" || role === "admin");
  return <TestsPage key={first.page} {...{ pilot, first, timeZone, mayStart }} />;
}
