import { notFound } from "next/navigation";
import { NewRunPage } from "#components/load/new-run-page.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { RepeatQuery } from "#lib/load/input/start-run.ts";
import { readRunInputs } from "#lib/load/read-run-inputs.ts";
import { readPilot } from "#lib/pilots/read-pilot.ts";

export const metadata = { title: "New load run" };

type Props = {
  params: Promise<{ pilot: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function Page({ params, searchParams }: Props) {
  const ctx = await pageCtx();
  const { pilot } = await params;
  const query = RepeatQuery.safeParse(await searchParams);
  if (!query.success) notFound();
  const { from: number } = query.data;
  const from = number === undefined ? null : await readRunInputs(ctx, { pilot, number });
  if (from?.ok === false) notFound();
  const { roles } = ctx.actor;
  const found = await readPilot(ctx, pilot);
  if (!found.ok) notFound();
  const mayStart = found.pilot.archivedAt === null && roles.some((role) => role === "lead" || role === "admin");
  return <NewRunPage pilot={pilot} from={from?.inputs ?? null} mayStart={mayStart} mayName={roles.includes("admin")} />;
}
