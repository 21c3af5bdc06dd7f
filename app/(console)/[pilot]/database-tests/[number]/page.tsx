import { notFound } from "next/navigation";
import { TestPage } from "#components/database-tests/test-page.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { TestPath } from "#lib/database-tests/input/requests.ts";
import { readTest } from "#lib/database-tests/read-test.ts";
import { readPilot } from "#lib/pilots/read-pilot.ts";

type Props = { params: Promise<{ pilot: string; number: string }> };

export async function generateMetadata({ params }: Props) {
  return { title: `Database test ${(await params).number}` };
}

export default async function Page({ params }: Props) {
  const ctx = await pageCtx();
  const path = TestPath.safeParse(await params);
  if (!path.success) notFound();
  const [found, test] = await Promise.all([readPilot(ctx, path.data.pilot), readTest(ctx, path.data)]);
  if (!found.ok || !test.ok) notFound();
  const { slug: pilot, archivedAt, timeZone } = found.pilot;
  const mayAct = archivedAt === null && ctx.actor.roles.some((role) => role === "lead" || role === "admin");
  return <TestPage pilot={pilot} first={test.test} timeZone={timeZone} mayAct={mayAct} />;
}
