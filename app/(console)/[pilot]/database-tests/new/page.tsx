import { notFound } from "next/navigation";
import { NewTestPage } from "#components/database-tests/new-test-page.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { FromQuery } from "#lib/database-tests/input/requests.ts";
import { readTest } from "#lib/database-tests/read-test.ts";
import { readTests } from "#lib/database-tests/read-tests.ts";
import { readPilot } from "#lib/pilots/read-pilot.ts";

export const metadata = { title: "New database test" };

type Props = {
  params: Promise<{ pilot: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function Page({ params, searchParams }: Props) {
  const ctx = await pageCtx();
  const { pilot } = await params;
  const query = FromQuery.safeParse(await searchParams);
  const [found, tests] = await Promise.all([readPilot(ctx, pilot), readTests(ctx, { pilot })]);
  const mayStart = ctx.actor.roles.some((role) => role === "lead" || role === "admin");
  if (!query.success || !found.ok || found.pilot.archivedAt !== null || !tests.ok || !mayStart) notFound();
  const { from: number } = query.data;
  const from = number === undefined ? null : await readTest(ctx, { pilot, number });
  if (from?.ok === false) notFound();
  const { ok: _ok, ...first } = tests;
  return <NewTestPage pilot={pilot} first={first} from={from?.test ?? null} />;
}
